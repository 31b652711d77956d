#pragma once

#include "engine/api/alertvalues.h"
#include "ui/widgets/words.h"

namespace uds {

/// The words of the alerts screen for the engine's stable names.
class AlertWords final {
    Q_DECLARE_TR_FUNCTIONS(uds::AlertWords)

public:
    AlertWords() = delete;

    [[nodiscard]] static StateWord severity(AlertSeverity severity);
    [[nodiscard]] static QString kind(ChannelKind kind);
    [[nodiscard]] static StateWord delivery(DeliveryState state);
    /// "A stream has not run for a long time (hours: 24)".
    [[nodiscard]] static QString condition(const AlertRule &rule);
    /// What the threshold counts, as the label of its field; empty where there is none.
    [[nodiscard]] static QString thresholdName(AlertType type);
    /// "Team, Books"; no names = every channel.
    [[nodiscard]] static QString channels(const QStringList &names);
    [[nodiscard]] static const QList<AlertSeverity> &severities();
};

} // namespace uds
