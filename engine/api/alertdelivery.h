#pragma once

#include "engine/alerts/alertpost.h"
#include "engine/api/alertvalues.h"
#include "engine/api/engineparts.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// Works off the outbox of alerts. Lives on one thread with an event loop.
class AlertDelivery {
public:
    /// Both must outlive it.
    AlertDelivery(EngineParts &parts, Background &background, AlertPostOptions options = {});

    /// Tries everything that is due, once. Messages for the desktop wait until somebody \a showsDesktop.
    [[nodiscard]] QCoro::Task<Result<void>> deliverDue(bool showsDesktop, std::stop_token stop);
    /// Sends a test message now and keeps what came of it in the log.
    [[nodiscard]] QCoro::Task<Result<QString>> test(QString channel, std::stop_token stop);

private:
    struct Address; // a channel with its plain secrets
    [[nodiscard]] QCoro::Task<Result<Address>> addressOf(QString channel);
    [[nodiscard]] QCoro::Task<AlertDeliveryRow> tried(
        AlertDeliveryRow row, bool showsDesktop, std::stop_token stop);
    [[nodiscard]] AlertDeliveryRow concluded(AlertDeliveryRow row, const Result<QString> &answer);
    void show(const AlertDeliveryRow &row);

    EngineParts &m_parts;
    AlertPost m_post;
};

/// How long after that many attempts the next one comes: 30 s, doubled each time, at most an hour, with
/// jitter.
[[nodiscard]] std::chrono::milliseconds alertBackoff(int attempts, Random &random);
/// A message as it is put into the outbox.
[[nodiscard]] AlertDeliveryRow alertDeliveryRow(
    const AlertMessage &message, const QString &channel, Random &random);

} // namespace uds
