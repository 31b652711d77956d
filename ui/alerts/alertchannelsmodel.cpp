#include "ui/alerts/alertchannelsmodel.h"

#include "ui/alerts/alertwords.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

bool isBroken(const AlertChannelSummary &row)
{
    return row.lastState == deliveryStateName(DeliveryState::GivenUp);
}

} // namespace

void AlertChannelsModel::setNow(const QDateTime &nowUtc)
{
    m_nowUtc = nowUtc;
    touchTexts();
}

QStringList AlertChannelsModel::headings() const
{
    return {tr("State"), tr("Name"), tr("Kind"), tr("From severity"), tr("Secrets"), tr("Last"),
        tr("Last answer")};
}

QString AlertChannelsModel::text(const AlertChannelSummary &row, int column) const
{
    switch (Column(column)) {
    case State: return !row.channel.isEnabled ? tr("Off") : isBroken(row) ? tr("Broken") : tr("On");
    case Name: return row.channel.name;
    case Kind: return AlertWords::kind(row.channel.kind);
    case From: return AlertWords::severity(row.channel.minimumSeverity).text;
    case Secrets:
        return row.storedSecrets.isEmpty() ? u"\u2013"_s : u"\u2022\u2022\u2022\u2022\u2022\u2022"_s;
    case Last: return Formats::when(row.lastUtc, m_nowUtc);
    case Answer: return row.lastState.isEmpty() ? tr("Nothing was sent yet") : row.lastAnswer;
    case ColumnCount: break;
    }
    return {};
}

Tone AlertChannelsModel::tone(const AlertChannelSummary &row) const
{
    if (!row.channel.isEnabled)
        return Tone::Neutral;
    return isBroken(row) ? Tone::Failure : Tone::Success;
}

} // namespace uds
