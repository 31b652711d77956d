#pragma once

#include "engine/core/json.h"
#include "engine/store/integrationrepository.h"

namespace uds {

class Database;

struct AlertChannelRow {
    qint64 id = 0;
    QString name; ///< unique
    QString kind;
    bool isEnabled = true;
    QString minimumSeverity;
    Json filters = Json::object({});
    Json settings = Json::object({}); ///< without secrets
    friend bool operator==(const AlertChannelRow &, const AlertChannelRow &) = default;
};

/// Channels, their secrets, and single documents: rules, policy and the state of the evaluation.
class AlertRepository {
public:
    explicit AlertRepository(Database &database)
        : m_database(database)
    {
    }
    /// By name.
    [[nodiscard]] Result<QList<AlertChannelRow>> channels();
    [[nodiscard]] Result<std::optional<AlertChannelRow>> channel(const QString &name);
    /// ErrorKind::Configuration, code "alert.channel" with field "name", when the name is taken.
    [[nodiscard]] Result<qint64> insertChannel(const AlertChannelRow &row);
    [[nodiscard]] Result<void> updateChannel(const AlertChannelRow &row);
    /// With its secrets.
    [[nodiscard]] Result<void> removeChannel(qint64 id);

    [[nodiscard]] Result<QList<SecretRow>> secrets(qint64 channelId);
    /// Replaces all secrets of the channel.
    [[nodiscard]] Result<void> setSecrets(qint64 channelId, const QList<SecretRow> &secrets);

    /// Null when there is none of that name.
    [[nodiscard]] Result<Json> document(const QString &name);
    [[nodiscard]] Result<void> setDocument(const QString &name, const Json &document);

private:
    Database &m_database;
};

} // namespace uds
