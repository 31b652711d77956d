#pragma once

#include "engine/core/json.h"

#include <QDateTime>
#include <QList>

namespace uds {

class Database;

struct StreamRow {
    qint64 id = 0;
    QString name; ///< unique
    QString preset;
    qint64 sourceIntegration = 0;
    qint64 targetIntegration = 0;
    Json settings;
    bool enabled = true;
    QDateTime createdUtc;
    friend bool operator==(const StreamRow &, const StreamRow &) = default;
};

/// How far a stream has read one entity, in the source server's time.
struct CursorRow {
    QDateTime watermarkUtc; ///< everything before is captured; invalid = nothing read yet
    QDateTime windowUntilUtc; ///< upper bound of the window being read; invalid = no window open
    QByteArray position; ///< next page inside the open window
    friend bool operator==(const CursorRow &, const CursorRow &) = default;
};

class StreamRepository {
public:
    explicit StreamRepository(Database &database)
        : m_database(database)
    {
    }
    /// ErrorKind::Configuration, code "stream.name", when the name is taken.
    [[nodiscard]] Result<qint64> insert(const StreamRow &row);
    [[nodiscard]] Result<void> update(const StreamRow &row);
    [[nodiscard]] Result<QList<StreamRow>> list();
    [[nodiscard]] Result<std::optional<StreamRow>> byName(const QString &name);
    [[nodiscard]] Result<std::optional<StreamRow>> byId(qint64 id);

    [[nodiscard]] Result<CursorRow> cursor(qint64 streamId, const QString &entity); ///< default row when none
    [[nodiscard]] Result<void> putCursor(qint64 streamId, const QString &entity, const CursorRow &cursor);

private:
    Database &m_database;
};

} // namespace uds
