#include "engine/mapping/valuepath.h"

#include "engine/mapping/mappingerror.h"
#include "engine/mapping/nearestname.h"

#include <QCoreApplication>

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Prefix {
    QStringView text;
    ValuePath::Origin origin;
};

constexpr std::array<Prefix, 6> kPrefixes{{
    {u"$record", ValuePath::Origin::Record},
    {u"$settings", ValuePath::Origin::Settings},
    {u"$source", ValuePath::Origin::Source},
    {u"$target", ValuePath::Origin::Target},
    {u"$links", ValuePath::Origin::Links},
    {u"$parent", ValuePath::Origin::Parent},
}};

bool isPlainPath(QStringView text)
{
    return !text.contains(u'[') && !text.contains(u'\\');
}

QStringList memberNames(const Json &object)
{
    QStringList names;
    for (const JsonMember &member : object.object())
        names.append(member.name);
    return names;
}

} // namespace

bool isPresent(const Json &value)
{
    if (value.isString())
        return !value.string().isEmpty();
    return !value.isNull();
}

Result<ValuePath> ValuePath::compile(const QString &text, const CompileScope &scope, const QString &place)
{
    if (text.startsWith(u"$vars."_s))
        return compileVariable(text.mid(6), scope, place);
    ValuePath path;
    path.m_pathText = text;
    if (text.startsWith(u'$')) {
        const QString head = text.section(u'.', 0, 0);
        const auto *prefix = std::find_if(
            kPrefixes.begin(), kPrefixes.end(), [&](const Prefix &p) { return p.text == head; });
        if (prefix == kPrefixes.end())
            return invalidMapping(
                place, QCoreApplication::translate("uds", "%1 is not a known origin").arg(head));
        path.m_origin = prefix->origin;
        path.m_pathText = text.section(u'.', 1);
    }
    auto parsed = JsonPath::parse(path.m_pathText);
    if (!parsed)
        return invalidMapping(place, parsed.error().message);
    path.m_isPlain = isPlainPath(path.m_pathText);
    path.m_isList = parsed->hasWildcard();
    path.m_path = std::move(*parsed);
    if (path.m_isPlain && !path.m_pathText.isEmpty())
        path.m_members = path.m_pathText.split(u'.');
    if (path.m_origin == Origin::Settings) {
        if (!scope.defaultSettings.contains(path.m_pathText.section(u'.', 0, 0)))
            return invalidMapping(place,
                QCoreApplication::translate("uds", "unknown setting %1; %2")
                    .arg(
                        path.m_pathText, suggestionFor(path.m_pathText, memberNames(scope.defaultSettings))));
        path.m_default = path.reach(scope.defaultSettings);
    }
    return path;
}

Result<ValuePath> ValuePath::compileVariable(
    const QString &name, const CompileScope &scope, const QString &place)
{
    ValuePath path;
    path.m_pathText = name;
    path.m_slot = int(scope.elementVariables.indexOf(name));
    path.m_origin = Origin::ElementVariable;
    path.m_source = scope.elementSources.value(path.m_slot);
    path.m_sourceIsInElement = path.m_slot >= 0 || scope.recordIsElement;
    if (path.m_slot < 0) {
        path.m_slot = int(scope.recordVariables.indexOf(name));
        path.m_source = scope.recordSources.value(path.m_slot);
        path.m_origin = Origin::RecordVariable;
    }
    if (path.m_slot < 0)
        return invalidMapping(place,
            QCoreApplication::translate("uds", "no variable %1 is computed before this; %2")
                .arg(name, suggestionFor(name, scope.elementVariables + scope.recordVariables)));
    return path;
}

const Json &ValuePath::root(const EvaluationScope &scope) const
{
    switch (m_origin) {
    case Origin::Record: return scope.record;
    case Origin::Settings: return scope.context.settings;
    case Origin::Source: return scope.context.sourceFacts;
    case Origin::Target: return scope.context.targetFacts;
    case Origin::Links: return scope.context.links;
    case Origin::Parent: return scope.context.parent;
    default: return scope.element;
    }
}

Json ValuePath::reach(const Json &start) const
{
    if (m_isPlain) {
        const Json *at = &start;
        for (const QString &member : m_members)
            at = &(*at)[member];
        return *at;
    }
    return m_isList ? Json(m_path.all(start)) : m_path.first(start);
}

Json ValuePath::value(const EvaluationScope &scope) const
{
    if (m_origin == Origin::ElementVariable)
        return scope.elementVariables.at(m_slot);
    if (m_origin == Origin::RecordVariable)
        return scope.recordVariables.at(m_slot);
    Json found = reach(root(scope));
    if (m_origin == Origin::Settings && found.isNull())
        return m_default;
    return found;
}

QString ValuePath::sourceField() const
{
    return m_source.isEmpty() ? m_pathText : m_source;
}

QString ValuePath::describe(const EvaluationScope &scope) const
{
    if (m_origin == Origin::Element && !scope.elementPath.isEmpty())
        return m_pathText.isEmpty() ? scope.elementPath : scope.elementPath + u'.' + m_pathText;
    if (m_sourceIsInElement && !scope.elementPath.isEmpty() && !m_source.isEmpty())
        return scope.elementPath + u'.' + m_source;
    if (isOfSource() || !m_source.isEmpty())
        return sourceField();
    for (const Prefix &prefix : kPrefixes) {
        if (prefix.origin == m_origin)
            return prefix.text.toString() + u'.' + m_pathText;
    }
    return m_pathText;
}

} // namespace uds
