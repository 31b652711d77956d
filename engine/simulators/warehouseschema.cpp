#include "engine/simulators/warehouseschema.h"

#include <QFile>

#include <algorithm>

// Q_INIT_RESOURCE must stand outside of any namespace: the library is static.
static void initWarehouseSchema()
{
    Q_INIT_RESOURCE(warehouseschema);
}

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QStringList namesIn(const QString &list)
{
    QStringList names;
    for (const QString &name : list.split(u','))
        names.append(name.trimmed());
    return names;
}

/// Texts between single quotes.
QStringList literalsIn(const QString &text)
{
    static const QRegularExpression literal(u"'([^']*)'"_s);
    QStringList literals;
    for (const QRegularExpressionMatch &match : literal.globalMatch(text))
        literals.append(match.captured(1));
    return literals;
}

std::optional<WarehouseColumn> columnIn(const QString &line)
{
    static const QRegularExpression pattern(
        u"^([a-z_]+)\\s+(numeric\\(\\d+,\\d+\\)|[a-z]+(?:\\[\\])?)(.*)$"_s);
    static const QRegularExpression defaultPattern(u"default\\s+('[^']*'|[a-z0-9_]+(?:\\(\\))?)"_s);
    const QRegularExpressionMatch match = pattern.match(line);
    if (!match.hasMatch())
        return std::nullopt;
    WarehouseColumn column;
    column.name = match.captured(1);
    column.type = match.captured(2);
    const QString rest = match.captured(3);
    column.isIdentity = rest.contains("as identity"_L1);
    column.notNull = rest.contains("not null"_L1) || rest.contains("primary key"_L1);
    if (const auto given = defaultPattern.match(rest); given.hasMatch() && !column.isIdentity)
        column.defaultText = given.captured(1).remove(u'\'');
    return column;
}

std::optional<WarehouseCheck> checkIn(const QString &name, const QString &condition)
{
    static const QRegularExpression matches(u"^([a-z_]+) ~ '(.*)'$"_s);
    static const QRegularExpression listed(u"^([a-z_]+) in \\((.*)\\)$"_s);
    static const QRegularExpression json(u"^jsonb_typeof\\(([a-z_]+)\\) = '([a-z]+)'$"_s);
    WarehouseCheck check;
    check.name = name;
    if (const auto match = matches.match(condition); match.hasMatch()) {
        check.column = match.captured(1);
        check.pattern.setPattern(match.captured(2));
        return check;
    }
    if (const auto match = listed.match(condition); match.hasMatch()) {
        check.column = match.captured(1);
        check.values = literalsIn(match.captured(2));
        return check;
    }
    if (const auto match = json.match(condition); match.hasMatch()) {
        check.column = match.captured(1);
        check.jsonType = match.captured(2);
        return check;
    }
    return std::nullopt;
}

bool addConstraint(const QString &line, WarehouseTableDescription *table)
{
    static const QRegularExpression unique(u"^constraint (\\S+) unique \\((.*)\\)$"_s);
    static const QRegularExpression check(u"^constraint (\\S+) check \\((.*)\\)$"_s);
    static const QRegularExpression parent(
        u"^constraint (\\S+) foreign key \\((.*?)\\)\\s+references public\\.(\\w+) \\((.*?)\\)"_s);
    if (const auto match = unique.match(line); match.hasMatch()) {
        table->keys.append({match.captured(1), namesIn(match.captured(2))});
        return true;
    }
    if (const auto match = parent.match(line); match.hasMatch()) {
        table->parents.append(
            {match.captured(1), namesIn(match.captured(2)), match.captured(3), namesIn(match.captured(4))});
        return true;
    }
    const auto match = check.match(line);
    const auto made = match.hasMatch() ? checkIn(match.captured(1), match.captured(2)) : std::nullopt;
    if (made)
        table->checks.append(*made);
    return made.has_value();
}

auto unreadable(const QString &line)
{
    return fail(ErrorKind::Internal, u"warehouse.script"_s,
        u"The simulator cannot read this line of the script: %1"_s.arg(line));
}

Result<WarehouseTableDescription> tableOf(const QString &name, const QString &body)
{
    static const QRegularExpression between(u",\\s*\\n(?!\\s+references)"_s);
    WarehouseTableDescription table;
    table.name = name;
    for (const QString &part : body.split(between, Qt::SkipEmptyParts)) {
        const QString line = part.simplified();
        if (line.startsWith("constraint "_L1)) {
            if (!addConstraint(line, &table))
                return unreadable(line);
            continue;
        }
        const auto column = columnIn(line);
        if (!column)
            return unreadable(line);
        table.columns.append(*column);
    }
    return table;
}

} // namespace

qsizetype WarehouseTableDescription::indexOf(QStringView column) const
{
    const auto found
        = std::ranges::find_if(columns, [column](const WarehouseColumn &one) { return one.name == column; });
    return found == columns.end() ? -1 : found - columns.begin();
}

Result<QList<WarehouseTableDescription>> warehouseTables(const QString &script)
{
    static const QRegularExpression statement(
        u"create table if not exists public\\.(\\w+) \\(\\n(.*?)\\n\\);"_s,
        QRegularExpression::DotMatchesEverythingOption);
    QList<WarehouseTableDescription> tables;
    for (const QRegularExpressionMatch &match : statement.globalMatch(script)) {
        auto table = tableOf(match.captured(1), match.captured(2));
        if (!table)
            return fail(table.error());
        table->isGuarded = script.contains(u"trigger %1_guard"_s.arg(table->name));
        tables.append(*std::move(table));
    }
    return tables;
}

QString shippedWarehouseScript()
{
    initWarehouseSchema();
    QFile file(u":/simulators/warehouse.sql"_s);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    return isOpen ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace uds
