#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace uds {

/// The address a platform delivers to: "/hooks/<integration>/<token>". The token is random and hard to guess,
/// so that a stranger cannot even find out that something listens there.
struct WebhookPath {
    qint64 integrationId = 0;
    QByteArray token;

    /// Nothing for any other path. The token is not checked against anything yet.
    [[nodiscard]] static std::optional<WebhookPath> parsed(const QString &path);
    [[nodiscard]] QString text() const;
    friend bool operator==(const WebhookPath &, const WebhookPath &) = default;
};

} // namespace uds
