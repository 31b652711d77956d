#include "engine/connectors/supabase/postgresconnection.h"

#include "engine/connectors/supabase/postgreserrors.h"
#include "engine/connectors/supabase/postgresprobe.h"

#include <QCoreApplication>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QThread>
#include <QUuid>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kDriver = u"QPSQL"_s;

Error driverMissing()
{
    return Error{ErrorKind::Configuration, u"postgres.driver"_s,
        QCoreApplication::translate("uds", "This installation cannot speak to PostgreSQL directly."),
        QCoreApplication::translate(
            "uds", "Install Qt's PostgreSQL driver (package libqt6sql6-psql), or use the Supabase API."),
        {}, {}, std::nullopt};
}

} // namespace

PostgresConnection::PostgresConnection(PostgresSettings settings)
    : m_settings(std::move(settings))
    , m_name(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

PostgresConnection::~PostgresConnection()
{
    Q_ASSERT_X(!m_owner || QThread::currentThread() == m_owner, "PostgresConnection",
        "closed on a thread that did not open it");
    close();
}

bool PostgresConnection::isOpen() const
{
    return m_database.isOpen();
}

Result<void> PostgresConnection::open()
{
    if (!m_owner)
        m_owner = QThread::currentThread();
    Q_ASSERT_X(QThread::currentThread() == m_owner, "PostgresConnection", "used on another thread");
    if (isOpen())
        return {};
    close();
    if (!QSqlDatabase::isDriverAvailable(kDriver))
        return fail(driverMissing());
    m_database = QSqlDatabase::addDatabase(kDriver, m_name);
    m_database.setHostName(m_settings.host);
    m_database.setPort(m_settings.port);
    m_database.setDatabaseName(m_settings.database);
    m_database.setUserName(m_settings.user);
    m_database.setConnectOptions(postgresConnectOptions(m_settings));
    // The password goes from hand to hand: the object of the driver does not keep it.
    if (m_database.open(m_settings.user, m_settings.password))
        return {};
    const QString text = m_database.lastError().databaseText();
    close();
    return fail(postgresConnectError(m_settings, probePostgres(m_settings), text));
}

void PostgresConnection::close()
{
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<QSqlQuery> PostgresConnection::exec(const QString &statement)
{
    QSqlQuery query(m_database);
    if (query.exec(statement))
        return query;
    const QSqlError error = query.lastError();
    if (!isOpen() || isPostgresLoss(error.nativeErrorCode()) || error.nativeErrorCode().isEmpty())
        return fail(postgresLost(error.databaseText()));
    return fail(postgresRefusal(error.nativeErrorCode(), error.databaseText()));
}

QString PostgresConnection::beginning(Purpose purpose) const
{
    // Settings for this transaction only: behind a pooler the session belongs to others as well.
    return u"begin isolation level read committed %1; set local statement_timeout = %2; "
           "set local client_min_messages = warning; set local time zone 'UTC'; set local datestyle = 'ISO'"_s
               .arg(purpose == Purpose::Read ? u"read only"_s : u"read write"_s)
               .arg(m_settings.statementTimeout.count());
}

Result<void> PostgresConnection::begin(Purpose purpose)
{
    const bool wasOpen = isOpen();
    if (const auto opened = open(); !opened)
        return opened;
    auto begun = exec(beginning(purpose));
    if (!begun && wasOpen) { // it was closed while it lay idle, which is only noticed now
        close();
        if (const auto opened = open(); !opened)
            return opened;
        begun = exec(beginning(purpose));
    }
    if (!begun)
        return fail(begun.error());
    return {};
}

void PostgresConnection::rollBack()
{
    if (!isOpen() || !exec(u"rollback"_s))
        close();
}

Result<QList<QStringList>> PostgresConnection::read(const QString &sql)
{
    if (const auto begun = begin(Purpose::Read); !begun)
        return fail(begun.error());
    QList<QStringList> rows;
    std::optional<Error> error;
    {
        auto query = exec(sql);
        if (!query)
            error = query.error();
        const int width = query ? int(query->record().count()) : 0;
        while (query && query->next()) {
            QStringList row;
            for (int column = 0; column < width; ++column)
                row.append(query->value(column).toString());
            rows.append(row);
        }
    }
    rollBack();
    if (error)
        return fail(*error);
    return rows;
}

Result<QByteArray> PostgresConnection::change(const QString &statement)
{
    if (const auto begun = begin(Purpose::Change); !begun)
        return fail(begun.error());
    QByteArray cell;
    {
        auto query = exec(statement);
        if (!query) {
            rollBack();
            return fail(query.error());
        }
        if (query->next())
            cell = query->value(0).toString().toUtf8();
    }
    return commit().map([&cell] { return cell; });
}

Result<void> PostgresConnection::commit()
{
    // From here on a lost answer may mean either.
    const auto committed = exec(u"commit"_s);
    if (committed)
        return {};
    if (committed.error().code == u"postgres.lost"_s) {
        close();
        return fail(postgresCommitLost(committed.error().detail));
    }
    rollBack();
    return fail(committed.error());
}

Result<void> PostgresConnection::runScript(const QString &script)
{
    if (const auto opened = open(); !opened)
        return opened;
    std::optional<Error> error;
    {
        auto query = exec(u"set client_min_messages = warning; "_s + script);
        if (!query) {
            error = query.error();
        } else {
            while (query->nextResult()) { }
            const QSqlError last = query->lastError();
            if (last.isValid())
                error = postgresRefusal(last.nativeErrorCode(), last.databaseText());
        }
    }
    close(); // a transaction it stopped in, and what it set for its session, end with it
    if (error)
        return fail(*error);
    return {};
}

} // namespace uds
