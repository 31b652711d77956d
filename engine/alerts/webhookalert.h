#pragma once

#include "engine/alerts/alertchannel.h"
#include "engine/alerts/alertmessage.h"
#include "engine/http/httptypes.h"

namespace uds {

/// What is sent, and the id that stays the same when it is sent again.
struct OutgoingAlert {
    QByteArray id;
    AlertMessage message;
};

/// For an incoming webhook of Slack. Remote text cannot mention, link or format.
[[nodiscard]] HttpRequest slackRequest(const Json &settings, const Json &secrets, const OutgoingAlert &alert);

/// Signed after the Standard Webhooks specification when the channel has a signing secret; \a nowUtc is the
/// moment of this attempt.
[[nodiscard]] HttpRequest webhookRequest(
    const Json &settings, const Json &secrets, const OutgoingAlert &alert, const QDateTime &nowUtc);

} // namespace uds
