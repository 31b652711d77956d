#include "ui/history/runsmodel.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/tone.h"
#include "ui/widgets/words.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

bool isNumeric(int column)
{
    return column >= RunsModel::Read && column <= RunsModel::Duration;
}

QString duration(const RunRow &run)
{
    if (!run.finishedUtc.isValid())
        return u"\u2013"_s;
    return Formats::duration(std::chrono::seconds(run.startedUtc.secsTo(run.finishedUtc)));
}

} // namespace

int RunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RunsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole && isNumeric(index.column()))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    const RunSummary *row = rowAt(index.row());
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(*row, Column(index.column()));
    case ToneRole: return int(Words::runState(row->run.state).tone);
    case IdRole: return row->run.id;
    case Qt::ToolTipRole:
        return index.column() == Started ? Formats::exact(row->run.startedUtc)
                                         : Formats::toolTip(text(*row, Column(index.column())));
    default: return {};
    }
}

QString RunsModel::text(const RunSummary &row, Column column) const
{
    const RunCounts &counts = row.run.counts;
    switch (column) {
    case Started: return Formats::when(row.run.startedUtc, m_nowUtc);
    case Stream: return row.stream;
    case State: return Words::runState(row.run.state).text;
    case Read: return Formats::count(counts.read);
    case Created: return Formats::count(counts.created);
    case Updated: return Formats::count(counts.updated + counts.voided);
    case Unchanged: return Formats::count(counts.unchanged);
    case Skipped: return Formats::count(counts.skipped);
    case Failed: return Formats::count(counts.failed);
    case Amount:
        return row.run.currency.isEmpty() ? u"\u2013"_s : Formats::money(row.run.amount, row.run.currency);
    case Duration: return duration(row.run);
    case ColumnCount: break;
    }
    return {};
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && isNumeric(section))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Started: return tr("Started");
    case Stream: return tr("Stream");
    case State: return tr("State");
    case Read: return tr("Read");
    case Created: return tr("Created");
    case Updated: return tr("Updated");
    case Unchanged: return tr("Unchanged");
    case Skipped: return tr("Skipped");
    case Failed: return tr("Failed");
    case Amount: return tr("Amount");
    case Duration: return tr("Duration");
    case ColumnCount: break;
    }
    return {};
}

} // namespace uds
