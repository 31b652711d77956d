#include "engine/mapping/mappingerror.h"
#include "engine/mapping/textrules.h"
#include "engine/mapping/transform.h"
#include "engine/mapping/valuepath.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// A table from values to values: written in the mapping, or kept in a setting.
struct ValueTable {
    Json constant;
    std::optional<ValuePath> path;

    [[nodiscard]] Json entry(const QString &key, const EvaluationScope &scope) const
    {
        const Json found = path ? path->value(scope) : Json();
        const Json &table = path ? found : constant;
        for (const JsonMember &member : table.object()) {
            if (member.name.compare(key, Qt::CaseInsensitive) == 0)
                return member.value;
        }
        return {};
    }
};

Result<ValueTable> tableOf(const Json &spec, const CompileScope &scope, const QString &place)
{
    if (spec.isObject())
        return ValueTable{spec, std::nullopt};
    if (spec.string().isEmpty())
        return invalidMapping(
            place, QCoreApplication::translate("uds", "a table or the path of one is needed"));
    auto path = ValuePath::compile(spec.string(), scope, place);
    if (!path)
        return tl::unexpected(path.error());
    return ValueTable{{}, std::move(*path)};
}

Error unmapped(const QString &text)
{
    Error error = recordError(u"value.unmapped"_s, {},
        QCoreApplication::translate("uds", "\"%1\" has no entry in the table of values.").arg(text.left(60)));
    error.hint = QCoreApplication::translate(
        "uds", "Add it to the table, or give the table an entry for all others.");
    return error;
}

/// {"mapValue": {"table": {...}, "else": ...}}: the entry of the value, without regard to case; nothing when
/// there is none. {"mapStatus": ...} refuses a value without an entry: a status must not get lost.
TransformKind::Compiler tableCompiler(bool refusesOthers)
{
    return [refusesOthers](const Json &arguments, const CompileScope &compileScope,
               const QString &place) -> Result<TransformStep> {
        auto table = tableOf(arguments[u"table"], compileScope, place);
        if (!table)
            return tl::unexpected(table.error());
        return TransformStep{{}, ValueType::Any, ValueType::Any,
            [table = std::move(*table), others = arguments[u"else"], refusesOthers](
                const Json &value, const EvaluationScope &scope) -> Result<Json> {
                const QString key = value.scalarText();
                Json entry = table.entry(key, scope);
                if (!entry.isNull() || !others.isNull())
                    return entry.isNull() ? others : entry;
                return refusesOthers ? fail(unmapped(key)) : Result<Json>(Json());
            }};
    };
}

/// Rows of a list whose member `by` says the same as a text, once its case and blanks are left out of
/// account.
QList<Json> rowsNamed(const Json &rows, const QString &by, const QString &text)
{
    QList<Json> found;
    const QString wanted = foldedForMatching(text);
    for (const Json &row : rows.array()) {
        const bool usable = row[u"active"].isNull() || row[u"active"].boolean();
        if (usable && !wanted.isEmpty() && foldedForMatching(row[by].scalarText()) == wanted)
            found.append(row);
    }
    return found;
}

/// {"paymentMethod": {"table": "$settings.payment_methods", "title": "payment_method_title", "in":
/// "$target.paymentMethods"}}: the id that the table gives the gateway, else that of the method of this
/// title.
Result<TransformStep> compilePaymentMethod(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    auto table = tableOf(arguments[u"table"], compileScope, place);
    if (!table)
        return tl::unexpected(table.error());
    auto title = ValuePath::compile(arguments[u"title"].string(), compileScope, place);
    auto rows = ValuePath::compile(arguments[u"in"].string(), compileScope, place);
    if (!title || !rows)
        return tl::unexpected(title ? rows.error() : title.error());
    return TransformStep{{}, ValueType::Text, ValueType::Any,
        [table = std::move(*table), title = std::move(*title), rows = std::move(*rows)](
            const Json &value, const EvaluationScope &scope) -> Result<Json> {
            Json entry = table.entry(value.scalarText(), scope);
            if (isPresent(entry))
                return entry;
            const QList<Json> named
                = rowsNamed(rows.value(scope), u"name"_s, title.value(scope).scalarText());
            return named.isEmpty() ? Json() : named.constFirst()[u"id"];
        }};
}

Error ambiguous(const QString &text, qsizetype count)
{
    Error error = recordError(u"lookup.ambiguous"_s, {},
        QCoreApplication::translate("uds", "\"%1\" fits %2 records; which one is meant cannot be told.")
            .arg(text.left(60))
            .arg(count));
    error.hint
        = QCoreApplication::translate("uds", "Make their names different, or choose one in the mapping.");
    return error;
}

/// {"lookupCustomer": {"in": list, "by": [members], "take": member}}: from the one row that the value names.
/// Each member of `by` is tried in turn; two rows of the same name are never guessed between.
TransformKind::Compiler rowCompiler(const QStringList &usualKeys)
{
    return [usualKeys](const Json &arguments, const CompileScope &compileScope,
               const QString &place) -> Result<TransformStep> {
        auto rows = ValuePath::compile(arguments[u"in"].string(), compileScope, place);
        if (!rows)
            return tl::unexpected(rows.error());
        if (arguments[u"in"].string().isEmpty())
            return invalidMapping(place, QCoreApplication::translate("uds", "\"in\" must name a list"));
        QStringList keys;
        for (const Json &key : arguments[u"by"].array())
            keys.append(key.string());
        const QString take = arguments.contains(u"take") ? arguments[u"take"].string() : u"id"_s;
        return TransformStep{{}, ValueType::Text, ValueType::Any,
            [rows = std::move(*rows), keys = keys.isEmpty() ? usualKeys : keys, take](
                const Json &value, const EvaluationScope &scope) -> Result<Json> {
                const Json all = rows.value(scope);
                for (const QString &key : keys) {
                    const QList<Json> found = rowsNamed(all, key, value.scalarText());
                    if (found.size() > 1)
                        return fail(ambiguous(value.scalarText(), found.size()));
                    if (!found.isEmpty())
                        return found.constFirst()[take];
                }
                return Json();
            }};
    };
}

} // namespace

QList<TransformKind> tableTransforms()
{
    return {
        {u"mapValue"_s, tableCompiler(false)},
        {u"mapStatus"_s, tableCompiler(true)},
        {u"paymentMethod"_s, compilePaymentMethod},
        {u"lookupCustomer"_s, rowCompiler({u"email"_s, u"name"_s})},
        {u"lookupItem"_s, rowCompiler({u"sku"_s, u"name"_s})},
    };
}

} // namespace uds
