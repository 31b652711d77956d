#pragma once

#include "engine/core/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QThread>
#include <QVariantList>

#include <memory>

namespace uds {

/// One SQL connection, confined to the thread that opened it. Prepared statements are kept by their text.
class Database {
public:
    enum class Access { ReadWrite, ReadOnly };
    /// Codes: "store.open", "store.newer" (file written by a newer program; it is left as it is),
    /// "store.busy", "store.io", "store.corrupt".
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &path, Access access);
    ~Database();

    /// Runs one statement with bound values. The query is valid until the same text is run again.
    [[nodiscard]] Result<QSqlQuery *> run(const QString &sql, const QVariantList &values = {});
    /// run() for statements whose rows are not wanted: the number of rows affected.
    [[nodiscard]] Result<int> execute(const QString &sql, const QVariantList &values = {});
    [[nodiscard]] Result<qint64> insert(
        const QString &sql, const QVariantList &values = {}); ///< the new row id

    [[nodiscard]] Result<void> begin(); ///< BEGIN IMMEDIATE: the write lock is taken now or "store.busy"
    [[nodiscard]] Result<void> commit();
    [[nodiscard]] Result<void> rollback();
    /// Ends every half-read query, so that none keeps an old snapshot of the file open.
    void release();
    [[nodiscard]] Result<int> version(); ///< the schema version written in the file

private:
    explicit Database(QString name);
    [[nodiscard]] Result<void> connect(const QString &path, Access access);
    [[nodiscard]] Result<void> refuseNewer();
    [[nodiscard]] Result<QSqlQuery *> prepared(const QString &sql);
    const QString m_name;
    const QThread *const m_owner = QThread::currentThread();
    struct Statements;
    std::unique_ptr<Statements> m_statements;
};

} // namespace uds
