#include "engine/mapping/listprogram.h"

#include "engine/mapping/mappingerror.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

Result<ListProgram> ListProgram::compile(
    const ListRule &rule, CompileEnvironment environment, const QString &place)
{
    ListProgram made;
    const QString where = environment.place(place);
    if (!rule.to.endsWith(u"[]"_s) || rule.to.contains(u'.'))
        return invalidMapping(
            where, QCoreApplication::translate("uds", "\"to\" must be a list of the target, like Line[]"));
    if (environment.target.find(rule.to) == nullptr)
        return invalidMapping(
            where, QCoreApplication::translate("uds", "the target has no field \"%1\"").arg(rule.to));
    made.m_target = rule.to.chopped(2);
    environment.targetPrefix = rule.to + u'.';
    if (!rule.from.isEmpty()) {
        auto from = ValuePath::compile(rule.from, environment.scope, where);
        if (!from)
            return tl::unexpected(from.error());
        if (!from->isList() || environment.source.find(from->pathText()) == nullptr)
            return invalidMapping(
                where, QCoreApplication::translate("uds", "the source has no list \"%1\"").arg(rule.from));
        environment.sourcePrefix = from->pathText() + u'.';
        made.m_from = std::move(*from);
    }
    auto block = BlockProgram::compile(
        {rule.variables, rule.checks, rule.fields}, environment, BlockProgram::Level::Element, place + u'.');
    if (!block)
        return tl::unexpected(block.error());
    made.m_block = std::move(*block);
    // After the block, so that the condition may look at the element's variables.
    auto when = environment.condition(rule.when, place);
    if (!when)
        return tl::unexpected(when.error());
    made.m_when = std::move(*when);
    return made;
}

Result<void> ListProgram::append(const EvaluationScope &scope, MappingOutput &output, JsonArray &items) const
{
    if (!m_from)
        return appendElement(scope, scope.element, {}, output, items);
    const Json elements = m_from->value(scope);
    const QString base = m_from->pathText().chopped(2);
    for (qsizetype at = 0; at < elements.array().size(); ++at) {
        const QString path = u"%1[%2]"_s.arg(base).arg(at);
        if (auto done = appendElement(scope, elements.array().at(at), path, output, items); !done)
            return done;
    }
    return {};
}

Result<void> ListProgram::appendFrom(
    const Json &element, const EvaluationScope &scope, MappingOutput &output, JsonArray &items) const
{
    return appendElement(scope, element, {}, output, items);
}

Result<void> ListProgram::appendElement(const EvaluationScope &outer, const Json &element,
    const QString &path, MappingOutput &output, JsonArray &items) const
{
    QList<Json> variables;
    const EvaluationScope scope{
        outer.record, element, outer.context, outer.recordVariables, variables, path, &output.notes};
    if (auto done = m_block.computeVariables(scope, variables); !done)
        return done;
    if (!m_when.holds(scope))
        return {};
    if (auto done = m_block.check(scope); !done)
        return done;
    const QString prefix = u"%1[%2]."_s.arg(m_target).arg(items.size());
    auto item = m_block.build(scope, output, prefix);
    if (!item)
        return tl::unexpected(item.error());
    if (!item->isNull())
        items.append(std::move(*item));
    return {};
}

} // namespace uds
