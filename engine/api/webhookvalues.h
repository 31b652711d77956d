#pragma once

#include "engine/core/error.h"
#include "engine/store/webhookrepository.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace uds {

/// What RunRequest::trigger is when a delivery spoke of the records, and when it said that they are gone. The
/// run is recorded as one of a webhook either way.
inline const QString kWebhookHint = QStringLiteral("webhook");
inline const QString kDeletionHint = QStringLiteral("webhook/deleted");

/// Switches the webhooks of one integration on.
struct WebhookSubscription {
    QString integration;
    QString publicUrl; ///< where the platform reaches the receiver: "https://hooks.example.com"
    /// What the platform signs with. Empty keeps the stored one, or makes one where the program can give it
    /// to the platform.
    QByteArray secret;
    bool byHand = false; ///< a person enters the address at the platform; nothing is changed there
};

/// What was found and done at the platform, by topic.
struct WebhookOutcome {
    QString integration;
    QString deliveryUrl; ///< to be entered at the platform when byHand
    bool byHand = false;
    QStringList created;
    QStringList repaired;
    QStringList removed;
    int removedCount = 0; ///< when they were switched off
    friend bool operator==(const WebhookOutcome &, const WebhookOutcome &) = default;
};

struct WebhookSummary {
    QString integration;
    QString connectorTitle;
    bool isEnabled = false;
    QString deliveryUrl; ///< empty until it was enabled once
    QStringList topics; ///< that the program subscribed to; empty when a person did
    WebhookCounts counts;
    friend bool operator==(const WebhookSummary &, const WebhookSummary &) = default;
};

struct WebhookReceiverOptions {
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0; ///< a free one when zero
    friend bool operator==(const WebhookReceiverOptions &, const WebhookReceiverOptions &) = default;
};

/// What a person chose for the receiver in the window, kept between two starts.
struct WebhookReceiverChoice {
    WebhookReceiverOptions options{QStringLiteral("127.0.0.1"), 8787};
    bool isOn = false; ///< it was receiving when the program was closed
    friend bool operator==(const WebhookReceiverChoice &, const WebhookReceiverChoice &) = default;
};

/// Where one integration's deliveries arrive.
struct WebhookAddress {
    QString integration;
    QString localUrl; ///< for the tunnel or proxy on this computer
    QString deliveryUrl; ///< for the platform
    friend bool operator==(const WebhookAddress &, const WebhookAddress &) = default;
};

struct WebhookReceiverState {
    QString address;
    quint16 port = 0;
    QList<WebhookAddress> addresses;
    friend bool operator==(const WebhookReceiverState &, const WebhookReceiverState &) = default;
};

/// What a receiver saw since it was started.
struct WebhookTotals {
    qint64 deliveries = 0; ///< genuine ones
    qint64 events = 0; ///< new
    qint64 repeated = 0;
    qint64 refused = 0; ///< wrong or missing signature
    qint64 unreadable = 0; ///< genuine, but not understood
    qint64 otherAccounts = 0; ///< events of companies that are no integration here
    qint64 notStored = 0; ///< answered with 503, so that the platform sends them again
    friend bool operator==(const WebhookTotals &, const WebhookTotals &) = default;
};

} // namespace uds
