#pragma once

#include "engine/core/json.h"

#include <QDateTime>
#include <QList>

namespace uds {

class Database;

struct IntegrationRow {
    qint64 id = 0;
    QString name; ///< unique
    QString connector;
    QString accountKey; ///< names the account for ever, also from another computer:
                        ///< "woocommerce:https://shop.example"
    QString accountName; ///< as the platform calls it, once known
    Json settings; ///< form values without secrets
    QString status; ///< connected, disconnected, degraded, reauth_required, error
    QDateTime lastVerifiedUtc;
    QDateTime createdUtc;
    friend bool operator==(const IntegrationRow &, const IntegrationRow &) = default;
};

/// A secret at rest; the envelope is made by vault/.
struct SecretRow {
    QString field;
    QByteArray envelope;
    friend bool operator==(const SecretRow &, const SecretRow &) = default;
};

class IntegrationRepository {
public:
    explicit IntegrationRepository(Database &database)
        : m_database(database)
    {
    }
    /// ErrorKind::Configuration, code "integration.name", when the name is taken.
    [[nodiscard]] Result<qint64> insert(const IntegrationRow &row);
    [[nodiscard]] Result<void> update(const IntegrationRow &row);
    /// Marks it removed and erases its secrets; links and history stay.
    [[nodiscard]] Result<void> remove(qint64 id);
    [[nodiscard]] Result<QList<IntegrationRow>> list();
    [[nodiscard]] Result<std::optional<IntegrationRow>> byName(const QString &name);
    [[nodiscard]] Result<std::optional<IntegrationRow>> byId(qint64 id);

    [[nodiscard]] Result<void> putSecrets(qint64 integrationId, const QList<SecretRow> &secrets);
    [[nodiscard]] Result<QList<SecretRow>> secrets(qint64 integrationId);

private:
    Database &m_database;
};

} // namespace uds
