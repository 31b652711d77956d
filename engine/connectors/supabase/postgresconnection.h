#pragma once

#include "engine/connectors/supabase/postgressettings.h"

#include <QSqlDatabase>

class QSqlQuery;
class QThread;

namespace uds {

/// One connection to the database, confined to the thread that uses it first. Opened when it is needed,
/// and again after it was lost. Sends plain statements only, none that the server would have to remember
/// under a name: poolers hand such names from one program to another.
class PostgresConnection {
public:
    explicit PostgresConnection(PostgresSettings settings);
    ~PostgresConnection();
    Q_DISABLE_COPY_MOVE(PostgresConnection)

    [[nodiscard]] const PostgresSettings &settings() const { return m_settings; }
    /// Connects and signs in; nothing when connected. Codes: see postgresConnectError(), and
    /// "postgres.driver".
    [[nodiscard]] Result<void> open();
    [[nodiscard]] bool isOpen() const;

    /// Rows of a query as text, in a transaction that can change nothing. NULL becomes a null string.
    [[nodiscard]] Result<QList<QStringList>> read(const QString &query);
    /// One statement that answers with one cell, in a transaction of its own. A cell means that the server
    /// confirmed the commit; an error of ErrorKind::Ambiguous, that the connection broke on the way of the
    /// commit; any other error, that nothing is stored.
    [[nodiscard]] Result<QByteArray> change(const QString &statement);
    /// Several statements that bring their own transaction; stops at the first that fails.
    [[nodiscard]] Result<void> runScript(const QString &script);

private:
    enum class Purpose { Read, Change };

    [[nodiscard]] Result<void> begin(Purpose purpose);
    [[nodiscard]] QString beginning(Purpose purpose) const;
    [[nodiscard]] Result<QSqlQuery> exec(const QString &statement);
    [[nodiscard]] Result<void> commit();
    void rollBack(); ///< or closes, when the connection is lost
    void close();

    const PostgresSettings m_settings;
    const QString m_name;
    QSqlDatabase m_database;
    const QThread *m_owner = nullptr;
};

} // namespace uds
