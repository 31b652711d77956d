#include "engine/mapping/mappingerror.h"
#include "engine/mapping/transform.h"
#include "engine/mapping/valuepath.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// {"default": "n/a"}: in the middle of a chain, where a step before may have left nothing.
Result<TransformStep> compileDefault(const Json &arguments, const CompileScope &, const QString &place)
{
    if (!isPresent(arguments))
        return invalidMapping(place, QCoreApplication::translate("uds", "default needs a value"));
    TransformStep step{{}, ValueType::Any, ValueType::Any,
        [arguments](const Json &value, const EvaluationScope &) -> Result<Json> {
            return isPresent(value) ? value : arguments;
        }};
    step.takesMissing = true;
    return step;
}

/// The first element of a list that is present.
Result<TransformStep> compileFirst(const Json &, const CompileScope &, const QString &)
{
    return TransformStep{
        {}, ValueType::List, ValueType::Any, [](const Json &value, const EvaluationScope &) -> Result<Json> {
            const JsonArray &items = value.array();
            const auto found = std::find_if(items.begin(), items.end(), isPresent);
            return found == items.end() ? Json() : *found;
        }};
}

/// {"concat": {"with": ["billing.last_name"], "separator": " "}}: the value and what is at these paths, as
/// far as it is present.
Result<TransformStep> compileConcat(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    QList<ValuePath> paths;
    for (const Json &text : arguments[u"with"].array()) {
        auto path = ValuePath::compile(text.string(), compileScope, place);
        if (!path)
            return tl::unexpected(path.error());
        paths.append(std::move(*path));
    }
    if (paths.isEmpty())
        return invalidMapping(
            place, QCoreApplication::translate("uds", "concat needs \"with\": a list of paths"));
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [paths, separator = arguments[u"separator"].string()](
            const Json &value, const EvaluationScope &scope) -> Result<Json> {
            QStringList parts{value.scalarText()};
            for (const ValuePath &path : paths) {
                if (const QString part = path.value(scope).scalarText(); !part.isEmpty())
                    parts.append(part);
            }
            return Json(parts.join(separator));
        }};
}

Error notWhole(const Decimal &number)
{
    Error error = recordError(u"field.number"_s, {},
        QCoreApplication::translate("uds", "%1 is not a whole number.").arg(number.text()));
    error.hint = QCoreApplication::translate(
        "uds", "Correct it in the source, or add the transform \"round\" with 0 digits before \"integer\".");
    return error;
}

/// 3, "3" and 3.00; nothing is cut off silently.
Result<TransformStep> compileInteger(const Json &, const CompileScope &, const QString &)
{
    return TransformStep{{}, ValueType::Any, ValueType::Number,
        [](const Json &value, const EvaluationScope &) -> Result<Json> {
            const auto number = numberOf(value, {});
            if (!number)
                return tl::unexpected(number.error());
            const Decimal whole = number->rounded(0);
            return whole == *number ? Result<Json>(Json(whole)) : fail(notWhole(*number));
        }};
}

Result<TransformStep> compileBoolean(const Json &, const CompileScope &, const QString &)
{
    return TransformStep{{}, ValueType::Any, ValueType::Boolean,
        [](const Json &value, const EvaluationScope &) -> Result<Json> {
            static const QStringList kYes{u"true"_s, u"yes"_s, u"on"_s, u"1"_s};
            static const QStringList kNo{u"false"_s, u"no"_s, u"off"_s, u"0"_s};
            const QString text = value.scalarText().trimmed().toLower();
            if (kYes.contains(text) || kNo.contains(text))
                return Json(kYes.contains(text));
            return fail(recordError(u"field.boolean"_s, {},
                QCoreApplication::translate("uds", "\"%1\" is neither yes nor no.").arg(text.left(60))));
        }};
}

} // namespace

QList<TransformKind> valueTransforms()
{
    return {
        {u"default"_s, compileDefault},
        {u"first"_s, compileFirst},
        {u"concat"_s, compileConcat},
        {u"integer"_s, compileInteger},
        {u"boolean"_s, compileBoolean},
    };
}

} // namespace uds
