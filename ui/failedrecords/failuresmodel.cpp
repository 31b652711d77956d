#include "ui/failedrecords/failuresmodel.h"

#include "engine/api/attemptlimit.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/tone.h"
#include "ui/widgets/words.h"

namespace uds {

int FailuresModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant FailuresModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = Column(index.column());
    if (role == Qt::TextAlignmentRole && (column == Amount || column == Tries))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    const FailureView *row = rowAt(index.row());
    if (!row)
        return {};
    const FailureState state
        = m_excluded.contains(row->failure.id) ? FailureState::Excluded : row->failure.state;
    switch (role) {
    case Qt::DisplayRole: return text(*row, column);
    case ToneRole: return int(Words::failureState(state).tone);
    case IdRole: return row->failure.id;
    case Qt::ToolTipRole: return toolTip(*row, column);
    default: return {};
    }
}

QString FailuresModel::text(const FailureView &row, Column column) const
{
    const FailureRow &failure = row.failure;
    switch (column) {
    case Number: return failure.number.isEmpty() ? failure.sourceId : failure.number;
    case Kind: return Words::entity(failure.sourceEntity);
    case Amount: return Formats::money(failure.amount, failure.currency);
    case State: return stateText(row);
    case Tries: return Formats::count(failure.tries);
    case LastSeen: return Formats::when(failure.lastSeenUtc, m_nowUtc);
    case NextTry: return nextTry(row);
    case Owner: return row.care.assignee;
    case Note: return row.care.note;
    case Reason: return failure.error.message;
    case ColumnCount: break;
    }
    return {};
}

QString FailuresModel::stateText(const FailureView &row) const
{
    if (m_excluded.contains(row.failure.id))
        return Words::failureState(FailureState::Excluded).text;
    if (isAtAttemptLimit(row))
        return tr("Tries used up");
    const QString state = Words::failureState(row.failure.state).text;
    return row.care.acknowledgedUtc.isValid() ? tr("%1, known", "state of an acknowledged record").arg(state)
                                              : state;
}

QString FailuresModel::nextTry(const FailureView &row) const
{
    if (row.care.nextTryUtc.isValid())
        return Formats::when(row.care.nextTryUtc, m_nowUtc);
    return row.changedSince ? tr("Worth a retry") : tr("Not by itself");
}

QString FailuresModel::toolTip(const FailureView &row, Column column) const
{
    const FailureCareRow &care = row.care;
    switch (column) {
    case Tries: return Formats::toolTip(tr("Last tried %1").arg(Formats::exact(row.failure.lastSeenUtc)));
    case LastSeen: return Formats::exact(row.failure.lastSeenUtc);
    case NextTry: return Formats::exact(care.nextTryUtc);
    case State:
        if (care.acknowledgedUtc.isValid())
            return Formats::toolTip(
                tr("%1 knows of it since %2").arg(care.acknowledgedBy, Formats::exact(care.acknowledgedUtc)));
        return Formats::toolTip(stateText(row));
    default: return Formats::toolTip(text(row, column));
    }
}

QVariant FailuresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Amount || section == Tries))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Number: return tr("Number");
    case Kind: return tr("Kind");
    case Amount: return tr("Amount");
    case State: return tr("State");
    case Tries: return tr("Tries");
    case LastSeen: return tr("Last tried");
    case NextTry: return tr("Next try");
    case Owner: return tr("Owner");
    case Note: return tr("Note");
    case Reason: return tr("Reason");
    case ColumnCount: break;
    }
    return {};
}

Qt::ItemFlags FailuresModel::flags(const QModelIndex &index) const
{
    const FailureView *row = index.isValid() ? rowAt(index.row()) : nullptr;
    if (row && m_excluded.contains(row->failure.id))
        return Qt::ItemNeverHasChildren;
    return KeysetTable::flags(index);
}

void FailuresModel::setExcluded(const QSet<qint64> &ids)
{
    if (ids == m_excluded)
        return;
    m_excluded = ids;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace uds
