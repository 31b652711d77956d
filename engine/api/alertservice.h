#pragma once

#include "engine/alerts/alertpost.h"
#include "engine/api/alertvalues.h"
#include "engine/api/engineparts.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// Channels, rules and the log of alerts. test() is used on the alerts worker, everything else on the general
/// one.
class AlertService {
public:
    /// \a parts must outlive the service.
    explicit AlertService(EngineParts &parts);

    [[nodiscard]] QCoro::Task<Result<QList<AlertChannelSummary>>> channels();
    /// ErrorKind::Configuration, code "alert.channel"; the error names the field.
    [[nodiscard]] QCoro::Task<Result<AlertChannelSummary>> add(AlertChannelForm form);
    /// The channel of that name takes over the form; its kind stays.
    [[nodiscard]] QCoro::Task<Result<AlertChannelSummary>> edit(QString name, AlertChannelForm form);
    /// What waits for it is given up; the log keeps it.
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString name);
    /// Sends a test message now. The answer of the other side in its own words, or why there was none; both
    /// are kept in the log.
    [[nodiscard]] QCoro::Task<Result<QString>> test(QString name, std::stop_token stop);

    [[nodiscard]] QCoro::Task<Result<AlertRuleSet>> rules();
    /// \a changes has the members of a rule that change: enabled, severity, threshold, channels. Code
    /// "alert.rule".
    [[nodiscard]] QCoro::Task<Result<AlertRuleSet>> editRule(QString type, Json changes);
    [[nodiscard]] QCoro::Task<Result<AlertRuleSet>> editPolicy(Json changes);

    [[nodiscard]] QCoro::Task<Result<QList<AlertDeliveryRow>>> deliveries(qint64 beforeId, int limit);
    [[nodiscard]] QCoro::Task<Result<QList<OpenAlert>>> open();
    /// ErrorKind::NotFound, code "alert.closed", when there is no such cause any more.
    [[nodiscard]] QCoro::Task<Result<void>> acknowledge(QString causeKey);
    [[nodiscard]] QCoro::Task<Result<void>> snooze(QString causeKey, int minutes);

private:
    [[nodiscard]] QCoro::Task<Result<AlertChannelSummary>> stored(AlertChannelForm form, QString present);
    void changed();

    EngineParts &m_parts;
    PoolBackground m_background;
};

} // namespace uds
