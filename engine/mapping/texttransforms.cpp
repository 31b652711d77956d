#include "engine/mapping/boundedpattern.h"
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

/// {"split": {"by": "-", "take": 1}} is one part; without "take" it is the list of all.
Result<TransformStep> compileSplit(const Json &arguments, const CompileScope &, const QString &place)
{
    const QString separator = arguments[u"by"].string();
    const bool all = !arguments.contains(u"take");
    const auto index = arguments[u"take"].integer();
    if (separator.isEmpty() || (!all && (!index || *index < 0)))
        return invalidMapping(place,
            QCoreApplication::translate("uds", "split needs \"by\", and \"take\" from 0 on for one part"));
    if (!all)
        return TransformStep{{}, ValueType::Text, ValueType::Text,
            [separator, index = *index](const Json &value, const EvaluationScope &) -> Result<Json> {
                return Json(value.scalarText().split(separator).value(index));
            }};
    return TransformStep{{}, ValueType::Text, ValueType::List,
        [separator](const Json &value, const EvaluationScope &) -> Result<Json> {
            JsonArray parts;
            for (const QString &part : value.scalarText().split(separator, Qt::SkipEmptyParts))
                parts.append(Json(part.trimmed()));
            return Json(std::move(parts));
        }};
}

Error patternTooCostly(const QString &text)
{
    Error error = recordError(u"pattern.tooCostly"_s, {},
        QCoreApplication::translate("uds", "The pattern needs too many steps for \"%1\".")
            .arg(text.left(60)));
    error.hint = QCoreApplication::translate("uds",
        "Make the pattern simpler: a repetition inside of a repetition, as in (a+)+, is the usual cause.");
    return error;
}

/// {"replace": {"pattern": "\\d+", "to": "#"}}: \1 stands for the first group.
Result<TransformStep> compilePatternReplace(const Json &arguments, const QString &place)
{
    const QRegularExpression pattern = boundedPattern(arguments[u"pattern"].string());
    if (const QString problem = patternProblem(pattern); !problem.isEmpty())
        return invalidMapping(place, problem);
    pattern.optimize();
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [pattern, after = arguments[u"to"].string()](
            const Json &value, const EvaluationScope &) -> Result<Json> {
            const QString text = value.scalarText();
            auto matches = pattern.globalMatch(text);
            while (matches.hasNext())
                matches.next();
            // QString::replace() takes a match that was given up for none.
            if (!matches.isValid())
                return fail(patternTooCostly(text));
            return Json(QString(text).replace(pattern, after));
        }};
}

Result<TransformStep> compileReplace(const Json &arguments, const CompileScope &, const QString &place)
{
    if (!arguments[u"pattern"].string().isEmpty())
        return compilePatternReplace(arguments, place);
    const QString before = arguments[u"from"].string();
    if (before.isEmpty())
        return invalidMapping(
            place, QCoreApplication::translate("uds", "replace needs \"from\" or \"pattern\", and \"to\""));
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [before, after = arguments[u"to"].string()](const Json &value, const EvaluationScope &)
            -> Result<Json> { return Json(value.scalarText().replace(before, after)); }};
}

/// "ADA MERRIWEATHER" and "jean-luc" as "Ada Merriweather" and "Jean-Luc".
QString capitalized(const QString &text)
{
    QString out = text.toLower();
    bool begins = true;
    for (QChar &c : out) {
        if (begins)
            c = c.toUpper();
        begins = c.isSpace() || c == u'-';
    }
    return out;
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
        plainTextTransform(u"string"_s, [](const QString &text) { return text; }),
        plainTextTransform(u"trim"_s, [](const QString &text) { return text.trimmed(); }),
        plainTextTransform(u"simplify"_s, collapsedBlanks),
        plainTextTransform(u"uppercase"_s, [](const QString &text) { return text.toUpper(); }),
        plainTextTransform(u"lowercase"_s, [](const QString &text) { return text.toLower(); }),
        plainTextTransform(u"capitalize"_s, capitalized),
        plainTextTransform(u"foldCase"_s, foldedForMatching),
        {u"truncate"_s, compileTruncate},
        {u"atMost"_s, compileMaximum},
        {u"join"_s, compileJoin},
        {u"split"_s, compileSplit},
        {u"replace"_s, compileReplace},
    };
}

} // namespace uds
