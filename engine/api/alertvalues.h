#pragma once

#include "engine/alerts/alertchannel.h"
#include "engine/alerts/alertmessage.h"
#include "engine/alerts/alertrules.h"
#include "engine/alerts/alertstate.h"
#include "engine/store/alertdeliveryrepository.h"

#include <QMetaType>

namespace uds {

/// What a person enters for a channel, its secrets among the settings.
struct AlertChannelForm {
    QString name;
    QString kind; ///< desktop, email, slack, webhook
    bool isEnabled = true;
    QString minimumSeverity = QStringLiteral("warning");
    QStringList integrations; ///< filters; empty = all
    QStringList entities;
    QStringList errorKinds;
    Json settings = Json::object({}); ///< secrets that are left out keep their stored value
};

/// A channel without its secrets.
struct AlertChannelSummary {
    AlertChannel channel;
    QStringList storedSecrets; ///< names of those that are set
    QString lastState; ///< sent, given_up; empty = nothing went over it yet
    QDateTime lastUtc;
    QString lastAnswer; ///< of the other side
    friend bool operator==(const AlertChannelSummary &, const AlertChannelSummary &) = default;
};

struct AlertRuleSet {
    QList<AlertRule> rules; ///< one of each type
    AlertPolicy policy;
    friend bool operator==(const AlertRuleSet &, const AlertRuleSet &) = default;
};

/// Something that is wrong now.
struct OpenAlert {
    AlertCause cause;
    QDateTime snoozedUntilUtc; ///< invalid = it is not
    friend bool operator==(const OpenAlert &, const OpenAlert &) = default;
};

/// For the desktop: to be shown now, as plain text.
struct RaisedAlert {
    qint64 deliveryId = 0;
    AlertSeverity severity = AlertSeverity::Info;
    QString title;
    QString text;
    QStringList causeKeys; ///< to acknowledge or snooze
    QDateTime createdUtc;
    friend bool operator==(const RaisedAlert &, const RaisedAlert &) = default;
};

} // namespace uds

Q_DECLARE_METATYPE(uds::RaisedAlert)
