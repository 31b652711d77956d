#include "engine/mapping/routetable.h"

#include "engine/mapping/documentreader.h"
#include "engine/mapping/fieldprogram.h"
#include "engine/mapping/mappingerror.h"
#include "engine/mapping/sentences.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

Result<RouteTable::Rule> RouteTable::compileRule(
    const Json &json, const CompileScope &scope, const QString &place)
{
    DocumentReader reader(json, place);
    Rule rule;
    rule.route.purpose = reader.requiredText(u"purpose"_s);
    rule.route.mapping = reader.text(u"mapping"_s);
    rule.route.after = reader.texts(u"after"_s);
    rule.exclude = reader.text(u"exclude"_s);
    const QStringList argumentPaths = reader.texts(u"arguments"_s);
    const QString action = reader.text(u"action"_s);
    const Json whenSpec = reader.value(u"when"_s);
    if (const auto read = reader.finish(); !read)
        return tl::unexpected(read.error());
    if (action == u"void")
        rule.route.action = Route::Action::Void;
    const int decisions
        = int(action == u"void") + int(!rule.route.mapping.isEmpty()) + int(!rule.exclude.isEmpty());
    if (decisions != 1)
        return invalidMapping(place,
            QCoreApplication::translate(
                "uds", "exactly one of \"mapping\", \"action\": \"void\" and \"exclude\" is expected"));
    if (!rule.exclude.isEmpty() && !hasSentence(rule.exclude))
        return invalidMapping(
            place, QCoreApplication::translate("uds", "unknown sentence \"%1\"").arg(rule.exclude));
    auto when = Condition::compile(whenSpec, scope, place);
    auto arguments = compilePaths(argumentPaths, scope, place);
    if (!when || !arguments)
        return tl::unexpected(when ? arguments.error() : when.error());
    rule.when = std::move(*when);
    rule.arguments = std::move(*arguments);
    return rule;
}

Result<RouteTable> RouteTable::compile(const Json &routes, const CompileScope &scope, const QString &place)
{
    RouteTable table;
    for (qsizetype at = 0; at < routes.array().size(); ++at) {
        auto rule = compileRule(routes.array().at(at), scope, u"%1: routes[%2]"_s.arg(place).arg(at));
        if (!rule)
            return tl::unexpected(rule.error());
        table.m_rules.append(std::move(*rule));
    }
    if (table.m_rules.isEmpty())
        return invalidMapping(place, QCoreApplication::translate("uds", "a preset without routes"));
    return table;
}

QStringList RouteTable::mappings(const QString &purpose) const
{
    QStringList names;
    for (const Rule &rule : m_rules) {
        const bool wanted = purpose.isEmpty() || rule.route.purpose == purpose;
        if (wanted && !rule.route.mapping.isEmpty() && !names.contains(rule.route.mapping))
            names.append(rule.route.mapping);
    }
    return names;
}

RoutedRecord RouteTable::route(const Json &record, const MappingContext &context) const
{
    RoutedRecord routed;
    QStringList decided;
    QString reason;
    const QList<Json> noVariables;
    const EvaluationScope scope{record, record, context, noVariables, noVariables, {}, nullptr};
    for (const Rule &rule : m_rules) {
        if (decided.contains(rule.route.purpose) || !rule.when.holds(scope))
            continue;
        decided.append(rule.route.purpose);
        if (rule.exclude.isEmpty())
            routed.routes.append(rule.route);
        else if (reason.isEmpty())
            reason = sentence(rule.exclude, argumentTexts(rule.arguments, scope));
    }
    if (routed.routes.isEmpty())
        routed.excludedBecause = reason.isEmpty() ? sentence(u"record.notSynced"_s, {}) : reason;
    return routed;
}

} // namespace uds
