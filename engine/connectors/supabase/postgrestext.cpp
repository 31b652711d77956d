#include "engine/connectors/supabase/postgrestext.h"

#include <QCoreApplication>
#include <QStringList>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kIdentifierBytes = 63;

/// Each text through \a quoted, separated by commas; the first error ends it.
template <typename Quoted>
Result<QString> joined(const QStringList &texts, const Quoted &quoted)
{
    QStringList parts;
    for (const QString &text : texts) {
        auto part = quoted(text);
        if (!part)
            return part;
        parts.append(*std::move(part));
    }
    return parts.join(u", "_s);
}

} // namespace

Result<QString> quotedIdentifier(QStringView name)
{
    if (name.isEmpty() || name.contains(QChar(u'\0')) || name.toUtf8().size() > kIdentifierBytes)
        return fail(ErrorKind::Validation, u"postgres.identifier"_s,
            QCoreApplication::translate("uds", "\"%1\" cannot be the name of a table, column or schema.")
                .arg(name.left(kIdentifierBytes).toString().remove(QChar(u'\0'))),
            QCoreApplication::translate("uds", "Use a name of 1 to 63 characters."));
    QString escaped = name.toString();
    escaped.replace(u'"', u"\"\""_s);
    return QString(u'"' + escaped + u'"');
}

Result<QString> quotedText(const QString &text)
{
    if (text.contains(QChar(u'\0')))
        return fail(ErrorKind::Validation, u"postgres.nul"_s,
            QCoreApplication::translate(
                "uds", "A text contains a NUL character, which PostgreSQL cannot store."),
            QCoreApplication::translate("uds", "Remove the character at the source or in the mapping."));
    QString escaped = text;
    escaped.replace(u'\'', u"''"_s);
    if (!escaped.contains(u'\\'))
        return QString(u'\'' + escaped + u'\'');
    // Without the E, a server setting decides what a backslash means.
    escaped.replace(u'\\', u"\\\\"_s);
    return QString(u" E'"_s + escaped + u'\'');
}

Result<QString> quotedTable(QStringView schema, QStringView table)
{
    const auto quotedSchema = quotedIdentifier(schema);
    const auto quotedName = quotedIdentifier(table);
    if (!quotedSchema)
        return quotedSchema;
    if (!quotedName)
        return quotedName;
    return QString(*quotedSchema + u'.' + *quotedName);
}

Result<QString> quotedList(const QStringList &names, const QString &prefix)
{
    return joined(names, [&prefix](const QString &name) {
        return quotedIdentifier(name).map(
            [&prefix](const QString &quoted) { return QString(prefix + quoted); });
    });
}

Result<QString> quotedMembership(const QString &column, const QStringList &values)
{
    const auto name = quotedIdentifier(column);
    const auto constants = joined(values, &quotedText);
    if (!name || values.isEmpty())
        return name ? Result<QString>(u"false"_s) : name;
    return constants.map([&name](const QString &list) { return QString(*name + u" in ("_s + list + u')'); });
}

} // namespace uds
