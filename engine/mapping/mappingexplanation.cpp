#include "engine/mapping/mappingexplanation.h"

#include <QCoreApplication>

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

QString valueText(const Json &value)
{
    if (value.isString())
        return u'"' + value.string() + u'"';
    if (value.isArray()) {
        QStringList items;
        for (const Json &item : value.array())
            items.append(item.scalarText());
        return items.join(u", "_s);
    }
    const Json &path = value[u"from"].isNull() ? value[u"path"] : value[u"from"];
    return path.isString() ? path.string() : QString::fromUtf8(value.bytes());
}

QStringList stepTexts(const Json &transforms)
{
    QStringList steps;
    for (const Json &step : transforms.array()) {
        if (!step.isObject() || step.object().isEmpty()) {
            steps.append(step.string());
            continue;
        }
        const JsonMember &member = step.object().first();
        const bool isScalar = !member.value.isObject() && !member.value.isArray();
        const QString argument
            = isScalar ? member.value.scalarText() : QString::fromUtf8(member.value.bytes());
        steps.append(member.name + u' ' + argument);
    }
    return steps;
}

QString sourceText(const Json &expression)
{
    const Json &from = expression[u"from"];
    if (from.isString())
        return from.string();
    if (from.isArray()) {
        QStringList paths;
        for (const Json &path : from.array())
            paths.append(path.string());
        return paths.join(tr(", else "));
    }
    if (expression.contains(u"template"))
        return expression[u"template"].string();
    QStringList choices;
    for (const Json &choice : expression[u"choose"].array()) {
        QStringList parts{sourceText(choice)};
        parts += stepTexts(choice[u"transforms"]);
        const QString made = parts.join(u" → "_s);
        choices.append(
            choice[u"when"].isNull() ? made : tr("%1 when %2").arg(made, conditionText(choice[u"when"])));
    }
    return choices.isEmpty() ? valueText(expression[u"value"]) : choices.join(tr(", else "));
}

ExplainedRule explainedRule(const QString &target, const Json &expression, const Json &when)
{
    ExplainedRule rule{
        target, sourceText(expression), stepTexts(expression[u"transforms"]), conditionText(when), {}};
    if (!expression[u"default"].isNull())
        rule.otherwise = valueText(expression[u"default"]);
    return rule;
}

ExplainedRule explainedField(const FieldRule &field, const QString &prefix)
{
    ExplainedRule rule = explainedRule(prefix + field.to, field.expression, field.when);
    if (!field.reference.isEmpty())
        rule.source = tr("the record that %1 finds or makes").arg(field.reference);
    if (field.required && rule.otherwise.isEmpty())
        rule.otherwise = tr("the record is refused");
    return rule;
}

QString groupText(const Json &parts, const QString &joint)
{
    QStringList texts;
    for (const Json &part : parts.array())
        texts.append(conditionText(part));
    return u'(' + texts.join(u' ' + joint + u' ') + u')';
}

} // namespace

QString conditionText(const Json &condition)
{
    if (condition.isNull())
        return {};
    if (condition.contains(u"not"))
        return tr("not %1").arg(conditionText(condition[u"not"]));
    if (condition.contains(u"all"))
        return groupText(condition[u"all"], tr("and"));
    if (condition.contains(u"any"))
        return groupText(condition[u"any"], tr("or"));
    const QString path = condition[u"path"].isString() ? condition[u"path"].string() : sourceText(condition);
    for (const auto &[name, yes, no] :
        std::array<std::tuple<QString, const char *, const char *>, 3>{{
            {u"exists"_s, QT_TRANSLATE_NOOP("uds", "%1 is there"), QT_TRANSLATE_NOOP("uds", "%1 is missing")},
            {u"isZero"_s, QT_TRANSLATE_NOOP("uds", "%1 is zero"), QT_TRANSLATE_NOOP("uds", "%1 is not zero")},
            {u"isCurrency"_s, QT_TRANSLATE_NOOP("uds", "%1 is a currency"),
                QT_TRANSLATE_NOOP("uds", "%1 is no currency")},
        }}) {
        if (condition.contains(name))
            return tr(condition[name].boolean() ? yes : no).arg(path);
    }
    for (const auto &[name, text] : std::array<std::pair<QString, const char *>, 7>{{
             {u"equals"_s, QT_TRANSLATE_NOOP("uds", "%1 is %2")},
             {u"in"_s, QT_TRANSLATE_NOOP("uds", "%1 is one of %2")},
             {u"moreThan"_s, QT_TRANSLATE_NOOP("uds", "%1 is more than %2")},
             {u"lessThan"_s, QT_TRANSLATE_NOOP("uds", "%1 is less than %2")},
             {u"atMost"_s, QT_TRANSLATE_NOOP("uds", "%1 is at most %2")},
             {u"matches"_s, QT_TRANSLATE_NOOP("uds", "%1 has the pattern %2")},
             {u"longerThan"_s, QT_TRANSLATE_NOOP("uds", "%1 has more than %2 elements")},
         }}) {
        if (condition.contains(name))
            return tr(text).arg(path, valueText(condition[name]));
    }
    return QString::fromUtf8(condition.bytes());
}

QList<ExplainedRule> explained(const MappingDocument &document)
{
    QList<ExplainedRule> rules;
    for (const VariableRule &variable : document.variables)
        rules.append(explainedRule(u"$vars."_s + variable.name, variable.expression, {}));
    for (const FieldRule &field : document.fields)
        rules.append(explainedField(field, {}));
    for (const ListRule &list : document.lists) {
        const QString source = list.from.isEmpty() ? tr("one element") : tr("each of %1").arg(list.from);
        rules.append({list.to, source, {}, conditionText(list.when), {}});
        for (const VariableRule &variable : list.variables)
            rules.append(explainedRule(u"$vars."_s + variable.name, variable.expression, {}));
        for (const FieldRule &field : list.fields)
            rules.append(explainedField(field, list.to + u'.'));
    }
    return rules;
}

} // namespace uds
