#include "engine/alerts/alertchannel.h"

#include <algorithm>
#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kKindNames{"desktop", "email", "slack", "webhook"};

// What an event does not speak of cannot be filtered by.
bool passes(const QStringList &wanted, const QStringList &present)
{
    return wanted.isEmpty() || present.isEmpty()
        || std::any_of(
            present.cbegin(), present.cend(), [&wanted](const QString &one) { return wanted.contains(one); });
}

QStringList asList(const QString &text)
{
    return text.isEmpty() ? QStringList() : QStringList(text);
}

} // namespace

QString channelKindName(ChannelKind kind)
{
    return QString::fromLatin1(kKindNames.at(std::size_t(kind)));
}

std::optional<ChannelKind> channelKindFromName(QStringView name)
{
    for (std::size_t i = 0; i < kKindNames.size(); ++i) {
        if (name == QLatin1StringView(kKindNames.at(i)))
            return ChannelKind(i);
    }
    return std::nullopt;
}

bool acceptsAlert(const AlertChannel &channel, const AlertEvent &event)
{
    return channel.isEnabled && event.severity >= channel.minimumSeverity
        && event.exceptChannel != channel.name && passes(channel.integrations, event.integrations)
        && passes(channel.entities, asList(event.entity))
        && passes(channel.errorKinds, asList(event.errorKind));
}

} // namespace uds
