#include "engine/mapping/blockprogram.h"

#include "engine/mapping/mappingerror.h"
#include "engine/mapping/sentences.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

Result<BlockProgram> BlockProgram::compile(
    const Rules &rules, CompileEnvironment &environment, Level level, const QString &place)
{
    BlockProgram made;
    QStringList &names
        = level == Level::Record ? environment.scope.recordVariables : environment.scope.elementVariables;
    QStringList &sources
        = level == Level::Record ? environment.scope.recordSources : environment.scope.elementSources;
    for (const VariableRule &rule : rules.variables) {
        const QString inside = place + u"let."_s + rule.name;
        auto expression = Expression::compile(rule.expression, environment.scope, environment.place(inside));
        if (!expression)
            return tl::unexpected(expression.error());
        if (const auto known = environment.checkSource(expression->lookedAt(), inside); !known)
            return tl::unexpected(known.error());
        sources.append(expression->sourceField());
        made.m_variables.append(std::move(*expression));
        names.append(rule.name);
    }
    for (qsizetype at = 0; at < rules.checks.size(); ++at) {
        auto check = compileCheck(rules.checks[at], environment, u"%1checks[%2]"_s.arg(place).arg(at));
        if (!check)
            return tl::unexpected(check.error());
        made.m_checks.append(std::move(*check));
    }
    for (qsizetype at = 0; at < rules.fields.size(); ++at) {
        auto field
            = FieldProgram::compile(rules.fields[at], environment, u"%1fields[%2]"_s.arg(place).arg(at));
        if (!field)
            return tl::unexpected(field.error());
        made.m_tree.add(int(at), field->target());
        made.m_fields.append(std::move(*field));
    }
    return made;
}

Result<BlockProgram::Check> BlockProgram::compileCheck(
    const CheckRule &rule, const CompileEnvironment &environment, const QString &inside)
{
    if (!hasSentence(rule.code))
        return invalidMapping(environment.place(inside),
            QCoreApplication::translate("uds", "unknown sentence \"%1\"").arg(rule.code));
    auto when = environment.condition(rule.when, inside);
    if (!when)
        return tl::unexpected(when.error());
    auto arguments = compilePaths(rule.arguments, environment.scope, environment.place(inside));
    if (!arguments)
        return tl::unexpected(arguments.error());
    return Check{std::move(*when), rule.code, std::move(*arguments), rule.field};
}

Result<void> BlockProgram::computeVariables(const EvaluationScope &scope, QList<Json> &variables) const
{
    variables.resize(m_variables.size());
    for (qsizetype at = 0; at < m_variables.size(); ++at) {
        auto value = m_variables.at(at).evaluate(scope);
        if (!value)
            return tl::unexpected(value.error());
        variables[at] = std::move(*value);
    }
    return {};
}

Result<void> BlockProgram::check(const EvaluationScope &scope) const
{
    for (const Check &one : m_checks) {
        if (!one.when.holds(scope))
            continue;
        const QString field = scope.elementPath.isEmpty() || one.field.isEmpty()
            ? one.field
            : scope.elementPath + u'.' + one.field;
        return fail(sentenceError(one.code, argumentTexts(one.arguments, scope), field));
    }
    return {};
}

Result<Json> BlockProgram::build(
    const EvaluationScope &scope, MappingOutput &output, const QString &prefix) const
{
    return m_tree.build(m_fields, scope, output, prefix);
}

bool BlockProgram::writes(QStringView topLevelField) const
{
    return std::any_of(m_fields.begin(), m_fields.end(), [topLevelField](const FieldProgram &field) {
        return field.target() == topLevelField || field.target().startsWith(topLevelField.toString() + u'.');
    });
}

bool BlockProgram::refers() const
{
    return std::any_of(
        m_fields.begin(), m_fields.end(), [](const FieldProgram &field) { return field.refers(); });
}

} // namespace uds
