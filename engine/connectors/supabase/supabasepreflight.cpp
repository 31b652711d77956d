#include "engine/connectors/supabase/supabasepreflight.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Verdict = VerifyStep::Verdict;

QString joined(const Json &names)
{
    QStringList texts;
    for (const Json &name : names.array())
        texts.append(name.string());
    return texts.join(u", "_s);
}

VerifyStep tables(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Tables");
    const Json &facts = input.own();
    const QString missing = joined(facts[u"missingTables"]);
    const QString columns = joined(facts[u"missingColumns"]);
    const QString advice = QCoreApplication::translate("uds",
        "Run warehouse.sql in the project's SQL editor; it adds what is missing and leaves what is there.");
    if (!missing.isEmpty())
        return {name, Verdict::Failed,
            QCoreApplication::translate("uds", "The warehouse lacks tables: %1.").arg(missing), advice};
    if (!columns.isEmpty())
        return {name, Verdict::Failed,
            QCoreApplication::translate("uds", "The warehouse lacks columns: %1.").arg(columns), advice};
    const qint64 version = facts[u"schemaVersion"].integer().value_or(0);
    if (version == 0)
        return {name, Verdict::Warning,
            QCoreApplication::translate(
                "uds", "All tables are there, but not the functions of the set-up script."),
            QCoreApplication::translate(
                "uds", "Run warehouse.sql, so that older rows never replace newer ones.")};
    return {name, Verdict::Passed,
        QCoreApplication::translate("uds", "All tables and columns are there (version %1).").arg(version),
        {}};
}

VerifyStep readOnlyMode(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Read-only mode");
    const bool isReadOnly = input.own()[u"readOnly"].boolean();
    if (isReadOnly && !input.isSource)
        return {name, Verdict::Failed,
            QCoreApplication::translate(
                "uds", "This integration is set to read only, but the stream writes to the warehouse."),
            QCoreApplication::translate("uds", "Allow writing in the integration's settings.")};
    return {name, Verdict::Passed,
        isReadOnly ? QCoreApplication::translate("uds", "Set to read only; this stream writes nothing there.")
                   : QCoreApplication::translate("uds", "The integration may write."),
        {}};
}

VerifyStep rights(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Rights");
    const Json &seen = input.own()[u"rights"];
    const QString unreadable = joined(seen[u"unreadable"]);
    const QString unwritable = joined(seen[u"unwritable"]);
    if (!unreadable.isEmpty())
        return {name, Verdict::Failed,
            QCoreApplication::translate("uds", "These tables cannot be read: %1.").arg(unreadable),
            QCoreApplication::translate("uds", "Grant SELECT on them to the user or role of the key.")};
    if (!seen[u"seesAllRows"].boolean())
        return {name, Verdict::Failed,
            QCoreApplication::translate("uds", "Row level security hides rows: tables may look empty."),
            QCoreApplication::translate(
                "uds", "Use a secret key (sb_secret_...), or sign in as the tables' owner.")};
    if (!unwritable.isEmpty() && !input.isSource)
        return {name, Verdict::Failed,
            QCoreApplication::translate("uds", "These tables cannot be written: %1.").arg(unwritable),
            QCoreApplication::translate(
                "uds", "Grant INSERT and UPDATE on them to the user or role of the key.")};
    return {name, Verdict::Passed,
        input.isSource ? QCoreApplication::translate("uds", "All tables can be read, with all rows.")
                       : QCoreApplication::translate("uds", "All tables can be read and written."),
        {}};
}

VerifyStep rowCap(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Rows per answer");
    const std::optional<qint64> cap = input.own()[u"rowCap"].integer();
    if (!cap)
        return {name, Verdict::Passed,
            QCoreApplication::translate(
                "uds", "Whole pages arrive; each is compared with the server's count."),
            {}};
    return {name, Verdict::Warning,
        QCoreApplication::translate("uds", "The server cuts each answer to %1 rows without saying so.")
            .arg(*cap),
        QCoreApplication::translate("uds",
            "Nothing is lost, since every answer is compared with the server's count, but reading takes more "
            "calls. Raise \"Max rows\" in the project's API settings to 1000.")};
}

} // namespace

QList<VerifyStep> supabasePreflight(const PreflightInput &input)
{
    return {tables(input), readOnlyMode(input), rights(input), rowCap(input)};
}

} // namespace uds
