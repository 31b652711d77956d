#include "engine/connectors/supabase/postgressetup.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kScriptSchema = u"public"_s;

} // namespace

Result<QString> warehouseScript(const QString &script, const QString &schema)
{
    if (schema == kScriptSchema)
        return script;
    // The script also names the schema inside string constants, so the name must need no quoting there.
    static const QRegularExpression plain(u"^[A-Za-z_][A-Za-z0-9_]{0,62}$"_s);
    if (!plain.match(schema).hasMatch())
        return fail(ErrorKind::Configuration, u"postgres.schemaName"_s,
            QCoreApplication::translate("uds", "Tables cannot be set up in a schema named \"%1\".")
                .arg(schema),
            QCoreApplication::translate("uds", "Use letters, digits and \"_\" only."));
    const QString quoted = u'"' + schema + u'"';
    // Not every "public" is the schema: "revoke ... from public" means everybody.
    static const QRegularExpression qualified(u"\\bpublic\\."_s);
    static const QRegularExpression named(u"\\b(schema|search_path =) public\\b"_s);
    QString adapted = script;
    adapted.replace(qualified, quoted + u'.');
    adapted.replace(named, u"\\1 "_s + quoted);
    return QString(u"create schema if not exists "_s + quoted + u";\n"_s + adapted);
}

QCoro::Task<Result<void>> setUpWarehouse(PostgresLane &lane, QString script)
{
    std::function<Result<void>(PostgresConnection &)> job = [script](PostgresConnection &connection) {
        const auto adapted = warehouseScript(script, connection.settings().schema);
        return adapted ? connection.runScript(*adapted) : Result<void>(fail(adapted.error()));
    };
    co_return co_await lane.run(std::move(job));
}

} // namespace uds
