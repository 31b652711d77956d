#include "engine/simulators/warehousefilter.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

auto badFilter(const QString &text)
{
    return warehouseFault(400, u"PGRST100"_s,
        u"\"failed to parse filter (%1)\" (line 1, column 3)"_s.arg(text),
        u"unexpected \"%1\" expecting operator (eq, gt, ...)"_s.arg(text.left(1)));
}

WarehouseResult<qsizetype> columnAt(const WarehouseTableDescription &table, const QString &name)
{
    const qsizetype at = table.indexOf(name);
    if (at < 0)
        return warehouseFault(400, u"42703"_s, u"column %1.%2 does not exist"_s.arg(table.name, name));
    return at;
}

/// A comparison with one literal; a null on either side is no match.
WarehouseResult<WarehouseFilter> comparison(
    const WarehouseTableDescription &table, qsizetype at, const QString &name, const QString &literal)
{
    using Test = bool (*)(int);
    static const QHash<QString, Test> tests{
        {u"eq"_s, [](int order) { return order == 0; }},
        {u"neq"_s, [](int order) { return order != 0; }},
        {u"gt"_s, [](int order) { return order > 0; }},
        {u"gte"_s, [](int order) { return order >= 0; }},
        {u"lt"_s, [](int order) { return order < 0; }},
        {u"lte"_s, [](int order) { return order <= 0; }},
    };
    const Test test = tests.value(name);
    if (!test)
        return badFilter(name + u'.' + literal);
    const WarehouseColumn &column = table.columns.at(at);
    const auto wanted = warehouseValue(column, Json(literal), {});
    if (!wanted)
        return tl::unexpected(wanted.error());
    return [column, at, test, value = *wanted](const QList<Json> &cells) {
        const Json &cell = cells.at(at);
        return !cell.isNull() && test(compareWarehouseValues(column, cell, value));
    };
}

WarehouseResult<WarehouseFilter> membership(
    const WarehouseTableDescription &table, qsizetype at, const QString &list)
{
    if (!list.startsWith(u'(') || !list.endsWith(u')'))
        return badFilter(u"in."_s + list);
    const WarehouseColumn &column = table.columns.at(at);
    QSet<QByteArray> wanted;
    for (const QString &item : warehouseListItems(list.mid(1).chopped(1))) {
        const auto value = warehouseValue(column, Json(warehouseUnquoted(item)), {});
        if (!value)
            return tl::unexpected(value.error());
        wanted.insert(value->canonicalBytes());
    }
    return [at, wanted](const QList<Json> &cells) {
        return !cells.at(at).isNull() && wanted.contains(cells.at(at).canonicalBytes());
    };
}

WarehouseResult<WarehouseFilter> identity(qsizetype at, const QString &literal)
{
    if (literal == "null"_L1)
        return [at](const QList<Json> &cells) { return cells.at(at).isNull(); };
    if (literal == "not_null"_L1)
        return [at](const QList<Json> &cells) { return !cells.at(at).isNull(); };
    if (literal == "true"_L1 || literal == "false"_L1)
        return [at, wanted = Json(literal == "true"_L1)](
                   const QList<Json> &cells) { return cells.at(at) == wanted; };
    return badFilter(u"is."_s + literal);
}

WarehouseFilter negated(WarehouseFilter filter)
{
    return [filter = std::move(filter)](const QList<Json> &cells) { return !filter(cells); };
}

/// "eq.5", "not.in.(1,2)", "is.null"
WarehouseResult<WarehouseFilter> columnFilter(
    const WarehouseTableDescription &table, const QString &name, const QString &text)
{
    const auto at = columnAt(table, name);
    if (!at)
        return tl::unexpected(at.error());
    if (text.startsWith("not."_L1)) {
        auto inner = columnFilter(table, name, text.mid(4));
        return inner ? WarehouseResult<WarehouseFilter>(negated(*std::move(inner))) : inner;
    }
    const QString operation = text.section(u'.', 0, 0);
    const QString literal = text.section(u'.', 1);
    if (operation == "in"_L1)
        return membership(table, *at, literal);
    if (operation == "is"_L1)
        return identity(*at, literal);
    return comparison(table, *at, operation, literal);
}

WarehouseResult<WarehouseFilter> member(const WarehouseTableDescription &table, const QString &text);

/// "(a.eq.1,and(b.gt.2,c.is.null))"
WarehouseResult<WarehouseFilter> logic(const WarehouseTableDescription &table, bool isOr, const QString &list)
{
    if (!list.startsWith(u'(') || !list.endsWith(u')'))
        return badFilter(list);
    QList<WarehouseFilter> parts;
    for (const QString &item : warehouseListItems(list.mid(1).chopped(1))) {
        auto part = member(table, item);
        if (!part)
            return part;
        parts.append(*std::move(part));
    }
    return [isOr, parts](const QList<Json> &cells) {
        for (const WarehouseFilter &part : parts) {
            if (part(cells) == isOr)
                return isOr;
        }
        return !isOr;
    };
}

/// Inside of logic a value may stand in quotes, which outside would belong to it.
QString withoutQuotesOfValue(const QString &text)
{
    const qsizetype quote = text.indexOf(u'"');
    const bool isQuoted = quote > 0 && text.endsWith(u'"') && !text.contains(u'(');
    return isQuoted ? text.left(quote) + warehouseUnquoted(text.mid(quote)) : text;
}

WarehouseResult<WarehouseFilter> member(const WarehouseTableDescription &table, const QString &text)
{
    for (const QString &name : {u"and"_s, u"or"_s, u"not.and"_s, u"not.or"_s}) {
        if (text.startsWith(name + u'('))
            return warehouseFilter(table, name, text.mid(name.size()));
    }
    return columnFilter(table, text.section(u'.', 0, 0), withoutQuotesOfValue(text.section(u'.', 1)));
}

} // namespace

WarehouseResult<WarehouseFilter> warehouseFilter(
    const WarehouseTableDescription &table, const QString &name, const QString &text)
{
    if (name == "and"_L1 || name == "or"_L1)
        return logic(table, name == "or"_L1, text);
    if (name == "not.and"_L1 || name == "not.or"_L1) {
        auto inner = logic(table, name == "not.or"_L1, text);
        return inner ? WarehouseResult<WarehouseFilter>(negated(*std::move(inner))) : inner;
    }
    return columnFilter(table, name, text);
}

QStringList warehouseListItems(const QString &text)
{
    QStringList items;
    QString item;
    int depth = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text.at(i);
        if (isQuoted && character == u'\\' && i + 1 < text.size())
            item += text.at(i++);
        else if (character == u'"')
            isQuoted = !isQuoted;
        else if (!isQuoted && (character == u'(' || character == u')'))
            depth += character == u'(' ? 1 : -1;
        if (character == u',' && !isQuoted && depth == 0) {
            items.append(item);
            item.clear();
        } else {
            item += text.at(i);
        }
    }
    if (!text.isEmpty())
        items.append(item);
    return items;
}

QString warehouseUnquoted(const QString &text)
{
    if (text.size() < 2 || !text.startsWith(u'"') || !text.endsWith(u'"'))
        return text;
    QString plain;
    for (qsizetype i = 1; i + 1 < text.size(); ++i) {
        if (text.at(i) == u'\\' && i + 2 < text.size())
            ++i;
        plain += text.at(i);
    }
    return plain;
}

} // namespace uds
