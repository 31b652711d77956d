#include "ui/failedrecords/causesmodel.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/tone.h"

namespace uds {

using namespace Qt::StringLiterals;

int CausesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_causes.isEmpty() ? 0 : int(m_causes.size()) + 1;
}

QVariant CausesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CauseRow *cause = causeAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return cause ? cause->error.message : tr("All failed records");
    case CaptionRole: return cause ? caption(*cause) : tr("%Ln record(s)", nullptr, total());
    case Qt::AccessibleDescriptionRole: return data(index, CaptionRole);
    case Qt::ToolTipRole: return cause ? Formats::toolTip(cause->error.message) : QString();
    default: return {};
    }
}

void CausesModel::setCauses(const QList<CauseRow> &causes, const QDateTime &nowUtc)
{
    if (causes == m_causes)
        return;
    beginResetModel();
    m_causes = causes;
    m_nowUtc = nowUtc;
    endResetModel();
}

const CauseRow *CausesModel::causeAt(int row) const
{
    return row > 0 && row <= m_causes.size() ? &m_causes.at(row - 1) : nullptr;
}

int CausesModel::rowOf(const QString &causeKey) const
{
    for (qsizetype i = 0; i < m_causes.size(); ++i) {
        if (m_causes.at(i).causeKey == causeKey)
            return int(i) + 1;
    }
    return 0;
}

int CausesModel::total() const
{
    int sum = 0;
    for (const CauseRow &cause : m_causes)
        sum += cause.count;
    return sum;
}

QString CausesModel::caption(const CauseRow &cause) const
{
    QStringList facts{tr("%Ln record(s)", nullptr, cause.count)};
    if (!cause.currency.isEmpty())
        facts << Formats::money(cause.amount, cause.currency);
    facts << Formats::ago(cause.oldestUtc, m_nowUtc);
    return facts.join(u" \u00b7 "_s);
}

} // namespace uds
