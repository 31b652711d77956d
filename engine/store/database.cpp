#include "engine/store/database.h"

#include "engine/store/migrations.h"
#include "engine/store/rowreader.h"
#include "engine/store/storeerror.h"

#include <QCoreApplication>
#include <QSqlError>
#include <QUuid>

#include <unordered_map>
#include <vector>

namespace uds {

using namespace Qt::StringLiterals;

struct Database::Statements {
    QSqlDatabase connection;
    std::unordered_map<QString, QSqlQuery> prepared; ///< node based: the queries keep their addresses
    std::vector<QSqlQuery *> selects; ///< run since the last release()
};

namespace {

constexpr int kMostParameters = 1024; ///< of one statement; in-lists are cut into chunks below it

// Qt binds a null string as NULL; our empty texts and bytes are values, and equal ones must be found again.
// Looks at the value in place: this runs for every column of every row.
template <typename Text>
bool isNullText(const QVariant &value)
{
    return value.typeId() == QMetaType::fromType<Text>().id()
        && static_cast<const Text *>(value.constData())->isNull();
}

// QSqlQuery finds a bound position by formatting its number into a name every time (a tenth of a run's CPU
// time, measured); binding by a ready name skips that.
const QString &parameterName(qsizetype index)
{
    static const QStringList names = [] {
        QStringList made;
        for (int i = 0; i < kMostParameters; ++i)
            made.append(u":p%1"_s.arg(i));
        return made;
    }();
    return names.at(index);
}

/// The statement with its ? marks named in their order; texts in quotes stay.
QString withNamedParameters(const QString &sql)
{
    QString named;
    named.reserve(sql.size() + 64);
    qsizetype count = 0;
    bool quoted = false;
    for (const QChar sign : sql) {
        if (sign == u'\'')
            quoted = !quoted;
        if (sign == u'?' && !quoted)
            named += parameterName(count++);
        else
            named += sign;
    }
    return named;
}

void bind(QSqlQuery &query, const QString &name, const QVariant &value)
{
    if (isNullText<QString>(value))
        query.bindValue(name, u""_s);
    else if (isNullText<QByteArray>(value))
        query.bindValue(name, QByteArray(""));
    else
        query.bindValue(name, value);
}

} // namespace

Database::Database(QString name)
    : m_name(std::move(name))
    , m_statements(std::make_unique<Statements>())
{
}

Database::~Database()
{
    Q_ASSERT_X(QThread::currentThread() == m_owner, "Database", "closed on a thread that did not open it");
    m_statements.reset(); // queries and the handle must be gone before the connection is
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, Access access)
{
    std::unique_ptr<Database> self(new Database(QUuid::createUuid().toString(QUuid::WithoutBraces)));
    if (const auto connected = self->connect(path, access); !connected)
        return fail(connected.error());
    if (const auto known = self->refuseNewer(); !known)
        return fail(known.error());
    QStringList pragmas{u"PRAGMA foreign_keys=ON"_s, u"PRAGMA synchronous=FULL"_s};
    if (access == Access::ReadWrite) {
        // A busy store touches the same index pages in every commit: 32 MiB keep them in memory, and folding
        // the log every 4000 pages instead of 1000 writes them to the file less often.
        // Deleted documents need not be overwritten with zeros when that would write pages of its own.
        pragmas << u"PRAGMA secure_delete=FAST"_s << u"PRAGMA journal_mode=WAL"_s
                << u"PRAGMA cache_size=-32768"_s << u"PRAGMA wal_autocheckpoint=4000"_s;
    }
    for (const QString &pragma : pragmas) {
        if (const auto done = self->run(pragma); !done)
            return fail(done.error());
    }
    self->release();
    return self;
}

Result<void> Database::connect(const QString &path, Access access)
{
    QSqlDatabase &connection = m_statements->connection;
    connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    connection.setDatabaseName(path);
    QString options = u"QSQLITE_BUSY_TIMEOUT=5000"_s;
    if (access == Access::ReadOnly)
        options += u";QSQLITE_OPEN_READONLY"_s;
    connection.setConnectOptions(options);
    if (!connection.open())
        return fail(storeError(connection.lastError(), path));
    return {};
}

Result<void> Database::refuseNewer()
{
    const auto found = version();
    if (!found)
        return fail(found.error());
    const int ours = newestVersion(migrations());
    if (*found <= ours)
        return {};
    return fail(ErrorKind::Configuration, u"store.newer"_s,
        QCoreApplication::translate("uds",
            "The local store was written by a newer program: it has version %1, this program knows version "
            "%2.")
            .arg(*found)
            .arg(ours),
        QCoreApplication::translate("uds", "Install the newer program. The store was not changed."));
}

Result<int> Database::version()
{
    return readNumber(run(u"PRAGMA user_version"_s)).map([](qint64 number) { return int(number); });
}

Result<QSqlQuery *> Database::prepared(const QString &sql)
{
    auto &prepared = m_statements->prepared;
    if (const auto found = prepared.find(sql); found != prepared.end())
        return &found->second;
    QSqlQuery query(m_statements->connection);
    query.setForwardOnly(true);
    if (!query.prepare(withNamedParameters(sql)))
        return fail(storeError(query.lastError(), sql));
    return &prepared.emplace(sql, std::move(query)).first->second;
}

Result<QSqlQuery *> Database::run(const QString &sql, const QVariantList &values)
{
    Q_ASSERT_X(QThread::currentThread() == m_owner, "Database::run", "used on a thread that did not open it");
    auto query = prepared(sql);
    if (!query)
        return query;
    for (qsizetype i = 0; i < values.size(); ++i)
        bind(**query, parameterName(i), values[i]);
    if (!(*query)->exec())
        return fail(storeError((*query)->lastError(), sql));
    if ((*query)->isSelect())
        m_statements->selects.push_back(*query);
    return query;
}

Result<int> Database::execute(const QString &sql, const QVariantList &values)
{
    return run(sql, values).map([](QSqlQuery *query) { return query->numRowsAffected(); });
}

Result<qint64> Database::insert(const QString &sql, const QVariantList &values)
{
    return run(sql, values).map([](QSqlQuery *query) { return query->lastInsertId().toLongLong(); });
}

void Database::release()
{
    for (QSqlQuery *query : m_statements->selects)
        query->finish();
    m_statements->selects.clear();
}

Result<void> Database::begin()
{
    return run(u"BEGIN IMMEDIATE"_s).map([](QSqlQuery *) {});
}

Result<void> Database::commit()
{
    release();
    return run(u"COMMIT"_s).map([](QSqlQuery *) {});
}

Result<void> Database::rollback()
{
    release();
    return run(u"ROLLBACK"_s).map([](QSqlQuery *) {});
}

} // namespace uds
