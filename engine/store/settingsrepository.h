#pragma once

#include "engine/core/result.h"

#include <QByteArray>
#include <QString>

namespace uds {

class Database;

/// Single values of the profile that are no secret.
class SettingsRepository {
public:
    explicit SettingsRepository(Database &database)
        : m_database(database)
    {
    }
    [[nodiscard]] Result<std::optional<QByteArray>> value(const QString &key);
    [[nodiscard]] Result<void> setValue(const QString &key, const QByteArray &value);

private:
    Database &m_database;
};

} // namespace uds
