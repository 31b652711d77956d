#include "ui/alerts/alertrulesmodel.h"

#include "ui/alerts/alertwords.h"

namespace uds {

QStringList AlertRulesModel::headings() const
{
    return {tr("State"), tr("Tell when"), tr("Severity"), tr("Over")};
}

QString AlertRulesModel::text(const AlertRule &row, int column) const
{
    switch (Column(column)) {
    case State: return row.isEnabled ? tr("On") : tr("Off");
    case Condition: return AlertWords::condition(row);
    case Severity: return AlertWords::severity(row.severity).text;
    case Channels: return AlertWords::channels(row.channels);
    case ColumnCount: break;
    }
    return {};
}

Tone AlertRulesModel::tone(const AlertRule &row) const
{
    return row.isEnabled ? Tone::Success : Tone::Neutral;
}

} // namespace uds
