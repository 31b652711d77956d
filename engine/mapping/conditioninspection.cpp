#include "engine/mapping/ruleinspection.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

QString testedPath(const Json &spec)
{
    return spec[u"path"].isString() ? spec[u"path"].string() : spec[u"from"].string();
}

/// The values that a test compares with; empty when they are not written in it.
JsonArray comparedValues(const Json &spec)
{
    if (spec[u"in"].isArray())
        return spec[u"in"].array();
    const Json &equals = spec[u"equals"];
    return equals.isNull() || equals.isObject() ? JsonArray() : JsonArray{equals};
}

} // namespace

void RuleInspection::inspectCondition(const Json &spec, const QString &inside)
{
    if (spec.isNull())
        return;
    const auto condition = Condition::compile(spec, m_environment.scope, m_environment.place(inside));
    if (!condition) {
        m_findings.append(findingOf(condition.error(), u"rule.invalid"_s));
        return;
    }
    if (inspectPaths(condition->paths(), inside))
        inspectTest(spec, inside);
}

const CatalogueField *RuleInspection::sourceFieldOf(const Json &path) const
{
    const auto compiled = ValuePath::compile(path.string(), m_environment.scope, {});
    const QString full = compiled ? m_environment.sourcePath(*compiled) : QString();
    return full.isEmpty() ? nullptr : m_environment.source.find(full);
}

void RuleInspection::inspectTest(const Json &spec, const QString &inside)
{
    if (spec.contains(u"not"))
        return inspectTest(spec[u"not"], inside);
    for (const QString &group : {u"all"_s, u"any"_s}) {
        for (const Json &part : spec[group].array())
            inspectTest(part, inside);
    }
    inspectContradiction(spec[u"all"].array(), inside);
    const JsonArray values = comparedValues(spec);
    const CatalogueField *field = sourceFieldOf(Json(testedPath(spec)));
    if (field == nullptr || field->values.isEmpty() || !spec[u"transforms"].isNull())
        return;
    for (const Json &value : values) {
        if (!field->values.contains(value.scalarText()))
            add(Level::Warning, u"condition.never"_s, inside,
                tr("%1 is never \"%2\"").arg(field->path, value.scalarText()),
                tr("It is one of: %1").arg(field->values.join(u", "_s)));
    }
}

void RuleInspection::inspectContradiction(const JsonArray &parts, const QString &inside)
{
    QHash<QString, Json> equal;
    for (const Json &part : parts) {
        const QString path = testedPath(part);
        const Json &wanted = part[u"equals"];
        if (path.isEmpty() || wanted.isNull() || wanted.isObject() || !part[u"transforms"].isNull())
            continue;
        if (equal.contains(path) && equal.value(path).scalarText() != wanted.scalarText())
            add(Level::Warning, u"condition.never"_s, inside,
                tr("%1 cannot be \"%2\" and \"%3\" at once")
                    .arg(path, equal.value(path).scalarText(), wanted.scalarText()),
                tr("Use \"in\" or \"any\" for one of several values."));
        equal.insert(path, wanted);
    }
}

void RuleInspection::inspectChoices(const Json &choices, const QString &inside)
{
    const JsonArray &all = choices.array();
    for (qsizetype at = 0; at < all.size(); ++at) {
        const QString place = u"%1.choose[%2]"_s.arg(inside).arg(at);
        inspectTest(all.at(at)[u"when"], place);
        inspectChoices(all.at(at)[u"choose"], place);
        for (qsizetype earlier = 0; earlier < at; ++earlier) {
            const Json &when = all.at(earlier)[u"when"];
            if (!when.isNull() && when != all.at(at)[u"when"])
                continue;
            add(Level::Warning, u"condition.unreachable"_s, place,
                tr("choice %1 is never reached, because choice %2 always comes first").arg(at).arg(earlier),
                tr("Move it in front of that one, or remove it."));
            break;
        }
    }
}

} // namespace uds
