#include "engine/connectors/supabase/supabaseverification.h"

#include "engine/connectors/supabase/supabaseerrors.h"
#include "engine/connectors/supabase/supabasetables.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// The reference of a hosted project: its host label; empty for other hosts.
QString projectRef(const QUrl &base)
{
    return base.host().endsWith(".supabase.co"_L1) ? base.host().section(u'.', 0, 0) : QString();
}

} // namespace

SupabaseVerification::SupabaseVerification(SupabaseQueries &queries, SupabaseKey key, Clock &clock)
    : m_queries(queries)
    , m_key(std::move(key))
    , m_clock(clock)
{
}

QCoro::Task<Result<VerifyReport>> SupabaseVerification::run(std::stop_token stop)
{
    const Result<SupabaseSchema> schema = co_await readSupabaseSchema(m_queries, stop);
    if (!schema) {
        m_ladder.fall(rungOf(schema.error()), schema.error());
    } else {
        m_ladder.answered(m_queries.place().baseUrl);
        learnKey();
        m_ladder.pass(ConnectionRung::Answer, QCoreApplication::translate("uds", "The answer is readable."));
        m_ladder.compareClocks(m_clock.nowUtc(), schema->serverTimeUtc);
        m_ladder.setAccountName(accountName());
        const bool canRead = co_await readsEveryTable(*schema, stop);
        if (canRead) {
            learnWriting();
            learnSchema(*schema);
        }
    }
    if (stop.stop_requested())
        co_return fail(ErrorKind::Cancelled, u"supabase.verify.cancelled"_s,
            QCoreApplication::translate("uds", "The connection test was stopped."));
    co_return m_ladder.report();
}

void SupabaseVerification::learnKey()
{
    const QString ref = projectRef(m_queries.place().baseUrl);
    if (!ref.isEmpty() && !m_key.projectRef.isEmpty() && ref != m_key.projectRef)
        m_ladder.warn(ConnectionRung::Authorization,
            QCoreApplication::translate(
                "uds", "The key was made for the project %1, the address is that of %2.")
                .arg(m_key.projectRef, ref),
            QCoreApplication::translate("uds", "Check that both belong together."));
    else
        m_ladder.pass(ConnectionRung::Authorization, supabaseKeyExplanation(m_key));
}

/// A table without a grant is told by the first read; an empty one tells nothing.
QCoro::Task<bool> SupabaseVerification::readsEveryTable(const SupabaseSchema &schema, std::stop_token stop)
{
    for (const SupabaseTable &table : supabaseTables()) {
        if (!schema.columns.contains(table.name))
            continue;
        const QByteArray resource = table.name.toLatin1() + "?select=id&limit=1";
        const Result<SupabaseAnswer> answer = co_await m_queries.get(resource, stop);
        if (!answer) {
            m_ladder.fall(ConnectionRung::ReadPermission, answer.error());
            co_return false;
        }
    }
    if (m_key.mayWrite())
        m_ladder.pass(ConnectionRung::ReadPermission,
            QCoreApplication::translate("uds", "The tables of the warehouse can be read."));
    else
        m_ladder.warn(ConnectionRung::ReadPermission, supabaseKeyExplanation(m_key),
            QCoreApplication::translate(
                "uds", "Tables may look empty though they are not. Use a secret key to see everything."));
    co_return true;
}

void SupabaseVerification::learnWriting()
{
    if (m_queries.place().readOnly)
        m_ladder.warn(ConnectionRung::WritePermission,
            QCoreApplication::translate("uds", "This integration is set to read only."),
            QCoreApplication::translate("uds", "Allow writing in its settings to fill the warehouse."));
    else if (m_key.mayWrite())
        m_ladder.pass(ConnectionRung::WritePermission,
            QCoreApplication::translate("uds", "The key's role may write. Nothing was written."));
    else
        m_ladder.fall(ConnectionRung::WritePermission,
            supabaseError(ErrorKind::Configuration, u"supabase.key"_s, supabaseKeyExplanation(m_key),
                QCoreApplication::translate("uds",
                    "Copy a secret key (sb_secret_...) from the API settings of the project into this "
                    "integration.")));
}

void SupabaseVerification::learnSchema(const SupabaseSchema &schema)
{
    m_ladder.pass(ConnectionRung::Version,
        QCoreApplication::translate("uds", "PostgREST %1, warehouse schema version %2.")
            .arg(schema.serverVersion.isEmpty() ? u"?"_s : schema.serverVersion)
            .arg(schema.scriptVersion ? QString::number(*schema.scriptVersion) : u"?"_s));
    if (const std::optional<Error> error = supabaseSchemaError(schema))
        m_ladder.fall(ConnectionRung::Features, *error);
    else if (!schema.serverVersion.isEmpty() && !schema.scriptVersion)
        m_ladder.warn(ConnectionRung::Features,
            QCoreApplication::translate(
                "uds", "All tables are there, but not the functions of the set-up script."),
            QCoreApplication::translate(
                "uds", "Run warehouse.sql, so that older rows never replace newer ones."));
    else
        m_ladder.pass(ConnectionRung::Features,
            QCoreApplication::translate("uds", "All tables and columns are there."));
}

QString SupabaseVerification::accountName() const
{
    const QString ref = projectRef(m_queries.place().baseUrl);
    return QCoreApplication::translate("uds", "%1, schema %2")
        .arg(ref.isEmpty() ? m_queries.place().baseUrl.host() : ref, m_queries.place().schema);
}

ConnectionRung SupabaseVerification::rungOf(const Error &error)
{
    if (const std::optional<ConnectionRung> common = ConnectionLadder::rungOf(error))
        return *common;
    if (error.kind == ErrorKind::Authentication)
        return ConnectionRung::Authorization;
    if (error.code == "supabase.42501"_L1)
        return ConnectionRung::ReadPermission;
    if (error.code == "supabase.PGRST106"_L1)
        return ConnectionRung::Features;
    static const QStringList redirects
        = {u"supabase.http.301"_s, u"supabase.http.302"_s, u"supabase.http.307"_s, u"supabase.http.308"_s};
    return redirects.contains(error.code) ? ConnectionRung::Redirect : ConnectionRung::Answer;
}

} // namespace uds
