#include "engine/mapping/mappingerror.h"
#include "engine/mapping/textrules.h"
#include "engine/mapping/transform.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Result<TransformStep> compileTruncate(const Json &arguments, const CompileScope &, const QString &place)
{
    const Json lengthArgument = arguments.isObject() ? arguments[u"length"] : arguments;
    const auto length = lengthArgument.integer();
    if (!length || *length < 1)
        return invalidMapping(place, QCoreApplication::translate("uds", "truncate needs a length"));
    const bool hashed = arguments[u"suffix"].string() == u"hash";
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [length = *length, hashed](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const QString text = value.scalarText();
            if (text.size() <= length)
                return Json(text);
            if (scope.notes != nullptr)
                scope.notes->add(
                    QCoreApplication::translate("uds", "shortened to %1 characters").arg(length));
            return Json(hashed ? cutWithHash(text, length) : cutAtWord(text, length));
        }};
}

Result<TransformStep> compileJoin(const Json &arguments, const CompileScope &, const QString &)
{
    const QString separator = arguments.isString() ? arguments.string() : u", "_s;
    return TransformStep{{}, ValueType::List, ValueType::Text,
        [separator](const Json &value, const EvaluationScope &) -> Result<Json> {
            QStringList parts;
            for (const Json &item : value.array()) {
                if (const QString text = item.scalarText(); !text.isEmpty())
                    parts.append(text);
            }
            return Json(parts.join(separator));
        }};
}

Result<TransformStep> compileSplit(const Json &arguments, const CompileScope &, const QString &place)
{
    const QString separator = arguments[u"by"].string();
    const auto index = arguments[u"take"].integer();
    if (separator.isEmpty() || !index || *index < 0)
        return invalidMapping(place, QCoreApplication::translate("uds", "split needs \"by\" and \"take\""));
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [separator, index = *index](const Json &value, const EvaluationScope &) -> Result<Json> {
            return Json(value.scalarText().split(separator).value(index));
        }};
}

Result<TransformStep> compileReplace(const Json &arguments, const CompileScope &, const QString &place)
{
    const QString before = arguments[u"from"].string();
    if (before.isEmpty())
        return invalidMapping(place, QCoreApplication::translate("uds", "replace needs \"from\" and \"to\""));
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [before, after = arguments[u"to"].string()](const Json &value, const EvaluationScope &)
            -> Result<Json> { return Json(value.scalarText().replace(before, after)); }};
}

Result<TransformStep> compileMaximum(const Json &arguments, const CompileScope &, const QString &place)
{
    const auto length = arguments.integer();
    if (!length || *length < 1)
        return invalidMapping(place, QCoreApplication::translate("uds", "atMost needs a length"));
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [length = *length](const Json &value, const EvaluationScope &) -> Result<Json> {
            const QString text = value.scalarText();
            if (text.size() <= length)
                return Json(text);
            return fail(recordError(u"field.tooLong"_s, {},
                QCoreApplication::translate("uds", "\"%1\" has %2 characters; %3 are allowed.")
                    .arg(text.left(60), QString::number(text.size()), QString::number(length))));
        }};
}

} // namespace

QList<TransformKind> textTransforms()
{
    return {
        plainTextTransform(u"text"_s, [](const QString &text) { return text; }),
        plainTextTransform(u"trim"_s, [](const QString &text) { return text.trimmed(); }),
        plainTextTransform(u"simplify"_s, collapsedBlanks),
        plainTextTransform(u"uppercase"_s, [](const QString &text) { return text.toUpper(); }),
        plainTextTransform(u"lowercase"_s, [](const QString &text) { return text.toLower(); }),
        plainTextTransform(u"foldCase"_s, foldedForMatching),
        {u"truncate"_s, compileTruncate},
        {u"atMost"_s, compileMaximum},
        {u"join"_s, compileJoin},
        {u"split"_s, compileSplit},
        {u"replace"_s, compileReplace},
    };
}

} // namespace uds
