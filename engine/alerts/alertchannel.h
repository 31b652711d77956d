#pragma once

#include "engine/alerts/alertevent.h"
#include "engine/core/result.h"

namespace uds {

enum class ChannelKind { Desktop, Email, Slack, Webhook };
[[nodiscard]] QString channelKindName(ChannelKind kind); ///< "desktop", "email", "slack", "webhook"
[[nodiscard]] std::optional<ChannelKind> channelKindFromName(QStringView name);

/// Where alerts go, without its secrets.
struct AlertChannel {
    qint64 id = 0;
    QString name; ///< unique
    ChannelKind kind = ChannelKind::Desktop;
    bool isEnabled = true;
    AlertSeverity minimumSeverity = AlertSeverity::Warning;
    QStringList integrations; ///< only what is about these; empty = all
    QStringList entities;
    QStringList errorKinds;
    Json settings = Json::object({}); ///< by kind, see help/alerts.md
    friend bool operator==(const AlertChannel &, const AlertChannel &) = default;
};

/// The filters and the smallest severity let the event through.
[[nodiscard]] bool acceptsAlert(const AlertChannel &channel, const AlertEvent &event);

/// Names of the settings that are secrets and are never given back.
[[nodiscard]] QStringList secretChannelSettings(ChannelKind kind);

struct ChannelSettings {
    Json plain = Json::object({});
    Json secrets = Json::object({}); ///< texts by name
};
/// Checks what a person entered and divides it. Secrets that are left out are those of \a stored.
/// ErrorKind::Configuration, code "alert.channel"; the error names the field.
[[nodiscard]] Result<ChannelSettings> checkedChannelSettings(
    ChannelKind kind, const Json &entered, const Json &storedSecrets);

} // namespace uds
