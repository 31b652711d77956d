#pragma once

#include "engine/alerts/webhookalert.h"
#include "engine/core/background.h"
#include "engine/core/clock.h"
#include "engine/http/qnamtransport.h"

#include <QCoroTask>

namespace uds {

struct AlertPostOptions {
    std::optional<QSslConfiguration> tls; ///< other trust anchors than the system's
    QString authorities; ///< the same for e-mail, as a PEM file
    std::chrono::milliseconds deadline = std::chrono::seconds(20); ///< for one message
};

/// Carries one message over a channel's transport, once. Lives on a thread with an event loop.
class AlertPost {
public:
    /// Both must outlive the post. \a background is used by nobody else: a mail server may be slow.
    AlertPost(Clock &clock, Background &background, AlertPostOptions options = {});

    /// The answer of the other side, in its own words. ErrorKind::Network, RateLimited and Ambiguous (it may
    /// have arrived) are worth another try. Codes of submitMail, of HttpTransport, "alert.private",
    /// "alert.webhook.refused", "alert.webhook.later".
    [[nodiscard]] QCoro::Task<Result<QString>> send(
        AlertChannel channel, Json secrets, OutgoingAlert alert, std::stop_token stop);

private:
    [[nodiscard]] QCoro::Task<Result<QString>> sendMail(
        AlertChannel channel, Json secrets, OutgoingAlert alert, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<QString>> sendRequest(
        HttpRequest request, bool allowsPrivate, std::stop_token stop);

    Clock &m_clock;
    Background &m_background;
    const AlertPostOptions m_options;
};

/// Worth another try: the other side or the way there may be better later.
[[nodiscard]] bool isTemporary(const Error &error);

} // namespace uds
