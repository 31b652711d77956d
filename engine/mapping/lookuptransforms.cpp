#include "engine/mapping/mappingerror.h"
#include "engine/mapping/transform.h"
#include "engine/mapping/valuepath.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// {"lookup": "$settings.payment_methods"} or {"lookup": {"table": {...}}}: the value's entry in a table;
/// absent when there is none.
Result<TransformStep> compileLookUp(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    if (arguments[u"table"].isObject()) {
        return TransformStep{{}, ValueType::Any, ValueType::Any,
            [table = arguments[u"table"]](const Json &value, const EvaluationScope &) -> Result<Json> {
                return table[value.scalarText()];
            }};
    }
    auto path = ValuePath::compile(arguments.string(), compileScope, place);
    if (!path || arguments.string().isEmpty())
        return path ? invalidMapping(place, QCoreApplication::translate("uds", "lookup needs a table"))
                    : tl::unexpected(path.error());
    return TransformStep{{}, ValueType::Any, ValueType::Any,
        [path = *path](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const Json table = path.value(scope);
            return table[value.scalarText()];
        }};
}

/// {"find": {"in": list, "by": member, "take": member}}: from the first element of a list whose member equals
/// the value, without regard to case.
Result<TransformStep> compileFind(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    auto list = ValuePath::compile(arguments[u"in"].string(), compileScope, place);
    if (!list)
        return tl::unexpected(list.error());
    return TransformStep{{}, ValueType::Any, ValueType::Any,
        [list = *list, by = arguments[u"by"].string(), take = arguments[u"take"].string()](
            const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const Json rows = list.value(scope);
            const QString wanted = value.scalarText();
            for (const Json &row : rows.array()) {
                if (row[by].scalarText().compare(wanted, Qt::CaseInsensitive) == 0)
                    return row[take];
            }
            return Json();
        }};
}

bool isNonZero(const Json &value)
{
    const auto number = value.decimal();
    return number && !number->isZero();
}

/// {"related": {"where": "total", "match": "id", "in": list, "by": "rate_id", "take": "rate_percent"}}: for
/// each element of the value with a non-zero `where`, the member `take` of the element of `in` it belongs to;
/// each one once, in order.
Result<TransformStep> compileRelated(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    auto list = ValuePath::compile(arguments[u"in"].string(), compileScope, place);
    if (!list)
        return tl::unexpected(list.error());
    struct Members {
        QString where, match, by, take;
    };
    const Members members{arguments[u"where"].string(), arguments[u"match"].string(),
        arguments[u"by"].string(), arguments[u"take"].string()};
    return TransformStep{{}, ValueType::List, ValueType::List,
        [list = *list, members](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const Json rows = list.value(scope);
            Json found = Json::array({});
            for (const Json &item : value.array()) {
                if (!isNonZero(item[members.where]))
                    continue;
                for (const Json &row : rows.array()) {
                    const Json taken = row[members.take];
                    if (row[members.by].scalarText() == item[members.match].scalarText()
                        && !found.array().contains(taken))
                        found.append(taken);
                }
            }
            return found;
        }};
}

/// {"pick": {"where": {"active": true}, "take": "id"}}: from the first element of the list whose members are
/// all equal to these.
Result<TransformStep> compilePick(const Json &arguments, const CompileScope &, const QString &place)
{
    const Json where = arguments[u"where"];
    const QString take = arguments[u"take"].string();
    if (!where.isObject() || take.isEmpty())
        return invalidMapping(place, QCoreApplication::translate("uds", "pick needs \"where\" and \"take\""));
    return TransformStep{{}, ValueType::List, ValueType::Any,
        [where, take](const Json &value, const EvaluationScope &) -> Result<Json> {
            const auto fits = [&where](const Json &row) {
                return std::all_of(where.object().begin(), where.object().end(),
                    [&row](const JsonMember &member) { return row[member.name] == member.value; });
            };
            const JsonArray &rows = value.array();
            const auto found = std::find_if(rows.begin(), rows.end(), fits);
            return found == rows.end() ? Json() : (*found)[take];
        }};
}

QList<Decimal> sortedNumbers(const JsonArray &items, QStringView member)
{
    QList<Decimal> numbers;
    for (const Json &item : items) {
        const Json &value = member.isEmpty() ? item : item[member];
        if (const auto number = value.decimal(); number)
            numbers.append(*number);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

/// {"taxCode": "$target.taxCodes"}: the id of the active code whose rates are exactly the percentages in the
/// value; an empty list asks for a code with nothing but 0 %. Absent when there is none or more than one.
Result<TransformStep> compileTaxCode(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    auto path = ValuePath::compile(arguments.string(), compileScope, place);
    if (!path)
        return tl::unexpected(path.error());
    return TransformStep{{}, ValueType::List, ValueType::Text,
        [path = *path](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            QList<Decimal> wanted = sortedNumbers(value.array(), {});
            if (wanted.isEmpty())
                wanted.append(Decimal());
            const Json codes = path.value(scope);
            Json found;
            for (const Json &code : codes.array()) {
                const bool usable = code[u"active"].isNull() || code[u"active"].boolean();
                if (!usable || sortedNumbers(code[u"rates"].array(), u"percent") != wanted)
                    continue;
                if (!found.isNull())
                    return Json();
                found = code[u"id"];
            }
            return found;
        }};
}

} // namespace

QList<TransformKind> lookUpTransforms()
{
    return {
        {u"lookup"_s, compileLookUp},
        {u"find"_s, compileFind},
        {u"pick"_s, compilePick},
        {u"related"_s, compileRelated},
        {u"taxCode"_s, compileTaxCode},
    };
}

} // namespace uds
