#include "engine/connectors/supabase/postgreserrors.h"

#include "engine/connectors/supabase/supabaseerrors.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kDetailLength = 300;
const QString kPrefix = u"supabase."_s;

/// The server's sentence without "ERROR:" in its language and without the lines below it.
QString sentenceOf(const QString &serverText)
{
    static const QRegularExpression severity(u"^[^\\s\":]+:\\s+"_s);
    QString line = serverText.section(u'\n', 0, 0).trimmed();
    return line.remove(severity).left(kDetailLength);
}

/// What the names in the server's sentence are.
struct Place {
    QString table;
    QString column;
    QString rule;
};

/// By the order in which the sentence of that code names them.
Place placeOf(const QString &sqlState, const QStringList &names)
{
    if (sqlState == u"23502"_s || sqlState == u"42703"_s)
        return {names.value(1), names.value(0), {}};
    if (sqlState == u"23503"_s || sqlState == u"23514"_s)
        return {names.value(0), {}, names.value(1)};
    if (sqlState == u"23505"_s)
        return {{}, {}, names.value(0)};
    if (sqlState == u"42P01"_s)
        return {names.value(0), {}, {}};
    return {};
}

QString placeText(const Place &place)
{
    QStringList parts;
    if (!place.table.isEmpty())
        parts << QCoreApplication::translate("uds", "table %1").arg(place.table);
    if (!place.column.isEmpty())
        parts << QCoreApplication::translate("uds", "column %1").arg(place.column);
    if (!place.rule.isEmpty())
        parts << QCoreApplication::translate("uds", "rule %1").arg(place.rule);
    return parts.join(u", "_s);
}

Error lost(ErrorKind kind, const QString &code, const QString &message, const QString &driverText)
{
    return Error{kind, code, message,
        QCoreApplication::translate("uds", "Nothing to do: it is looked up, then tried again by itself."), {},
        sentenceOf(driverText), std::nullopt};
}

} // namespace

Error postgresRefusal(const QString &sqlState, const QString &serverText)
{
    const SupabaseErrorRule *rule = supabaseErrorRule(sqlState);
    Error error;
    error.kind = rule ? rule->kind : ErrorKind::Validation;
    error.code = kPrefix + sqlState;
    error.detail = sentenceOf(serverText);
    error.message = rule
        ? QCoreApplication::translate("uds", rule->text)
        : QCoreApplication::translate("uds", "The database refused a statement (%1).").arg(sqlState);
    error.hint = rule ? QCoreApplication::translate("uds", rule->nextStep)
                      : QCoreApplication::translate("uds", "Read the details, correct the cause and retry.");
    if (sqlState == u"42501"_s) { // the registry speaks of a key, which is not what signs in here
        error.message = QCoreApplication::translate("uds", "The database user has no right to do this.");
        error.hint = QCoreApplication::translate(
            "uds", "Grant the user what the details name, or sign in as the tables' owner.");
    }
    return withPostgresPlace(error);
}

bool isPostgresLoss(const QString &sqlState)
{
    const SupabaseErrorRule *rule = supabaseErrorRule(sqlState);
    return rule && rule->effect == SupabaseEffect::Unknown;
}

Error postgresLost(const QString &driverText)
{
    return lost(ErrorKind::Network, u"postgres.lost"_s,
        QCoreApplication::translate("uds", "The connection to the database broke; nothing was stored."),
        driverText);
}

Error postgresCommitLost(const QString &driverText)
{
    return lost(ErrorKind::Ambiguous, u"postgres.commitLost"_s,
        QCoreApplication::translate(
            "uds", "The connection to the database broke while it was storing the records."),
        driverText);
}

QStringList quotedNames(const QString &sentence)
{
    static const QRegularExpression quoted(u"[\"„“”»«’‘'`]\\s?([^\"„“”»«’‘'`]+?)\\s?[\"“”»«’‘'`]"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    QStringList names;
    QRegularExpressionMatchIterator matches = quoted.globalMatch(sentence);
    while (matches.hasNext())
        names << matches.next().captured(1);
    return names;
}

Error withPostgresPlace(Error error)
{
    if (!error.code.startsWith(kPrefix))
        return error;
    const Place place = placeOf(error.code.mid(kPrefix.size()), quotedNames(error.detail));
    const QString text = placeText(place);
    if (text.isEmpty())
        return error;
    error.message += u" ("_s + text + u')';
    error.field = place.column;
    return error;
}

} // namespace uds
