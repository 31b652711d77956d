#include "ui/alerts/openalertsmodel.h"

#include "ui/alerts/alertwords.h"

namespace uds {

using namespace Qt::StringLiterals;

void OpenAlertsModel::setNow(const QDateTime &nowUtc)
{
    m_nowUtc = nowUtc;
    touchTexts();
}

QStringList OpenAlertsModel::headings() const
{
    return {tr("Severity"), tr("What is wrong"), tr("Times"), tr("Since"), tr("State")};
}

QString OpenAlertsModel::text(const OpenAlert &row, int column) const
{
    switch (Column(column)) {
    case Severity: return AlertWords::severity(row.cause.event.severity).text;
    case What: return row.cause.event.title;
    case Times: return Formats::count(row.cause.count);
    case Since: return Formats::when(row.cause.openedUtc, m_nowUtc);
    case State:
        if (row.snoozedUntilUtc.isValid() && row.snoozedUntilUtc > m_nowUtc)
            return tr("Quiet until %1").arg(Formats::when(row.snoozedUntilUtc, m_nowUtc));
        return row.cause.acknowledgedUtc.isValid() ? tr("Acknowledged") : tr("New");
    case ColumnCount: break;
    }
    return {};
}

QString OpenAlertsModel::hint(const OpenAlert &row, int column) const
{
    if (column == Since)
        return Formats::exact(row.cause.openedUtc);
    if (column != What)
        return text(row, column);
    const AlertEvent &event = row.cause.event;
    return (QStringList{event.title, event.details} + event.nextSteps).join(u'\n').trimmed();
}

Tone OpenAlertsModel::tone(const OpenAlert &row) const
{
    return AlertWords::severity(row.cause.event.severity).tone;
}

// A cause has a text for a key; views only need to find the row again.
qint64 OpenAlertsModel::id(const OpenAlert &row) const
{
    return qint64(qHash(row.cause.event.causeKey));
}

} // namespace uds
