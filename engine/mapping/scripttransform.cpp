#include "engine/mapping/mappingerror.h"
#include "engine/mapping/scriptengine.h"
#include "engine/mapping/transform.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaximumScript = 20'000;

QString placeOf(const ScriptProblem &problem)
{
    if (problem.line <= 0)
        return {};
    return problem.column > 0
        ? QCoreApplication::translate("uds", "line %1, column %2: ").arg(problem.line).arg(problem.column)
        : QCoreApplication::translate("uds", "line %1: ").arg(problem.line);
}

/// {"script": "return value.trim();"}
Result<TransformStep> compileScript(const Json &arguments, const CompileScope &, const QString &place)
{
    const QString body = arguments.string();
    if (body.trimmed().isEmpty() || body.size() > kMaximumScript)
        return invalidMapping(place,
            QCoreApplication::translate("uds", "script needs JavaScript of at most %1 characters")
                .arg(kMaximumScript));
    if (const auto problem = ScriptEngine::ofThisThread().check(body); problem)
        return invalidMapping(place, placeOf(*problem) + problem->message);
    // Making a whole record for the script costs more than most scripts do.
    const bool seesItem = body.contains(u"item");
    const bool seesRecord = body.contains(u"record");
    return TransformStep{{}, ValueType::Any, ValueType::Any,
        [body, seesItem, seesRecord](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const Json nothing;
            return ScriptEngine::ofThisThread().run(
                body, {value, seesItem ? scope.element : nothing, seesRecord ? scope.record : nothing});
        }};
}

} // namespace

QList<TransformKind> scriptTransforms()
{
    return {{u"script"_s, compileScript}};
}

} // namespace uds
