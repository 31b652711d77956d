#include "engine/mapping/mappingdocument.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

void setText(Json &json, const QString &name, const QString &text)
{
    if (!text.isEmpty())
        json.set(name, text);
}

void setTexts(Json &json, const QString &name, const QStringList &texts)
{
    Json list = Json::array({});
    for (const QString &text : texts)
        list.append(text);
    if (!texts.isEmpty())
        json.set(name, std::move(list));
}

void setValue(Json &json, const QString &name, const Json &value)
{
    if (!value.isNull())
        json.set(name, value);
}

void setExpression(Json &json, const Json &expression)
{
    for (const JsonMember &member : expression.object())
        json.set(member.name, member.value);
}

template <typename Rule, typename Write>
void setAll(Json &json, const QString &name, const QList<Rule> &rules, Write write)
{
    Json list = Json::array({});
    for (const Rule &rule : rules)
        list.append(write(rule));
    if (!rules.isEmpty())
        json.set(name, std::move(list));
}

Json written(const VariableRule &rule)
{
    Json json = Json::object({{u"name"_s, rule.name}});
    setExpression(json, rule.expression);
    return json;
}

Json written(const CheckRule &rule)
{
    Json json = Json::object({});
    setValue(json, u"when"_s, rule.when);
    setText(json, u"code"_s, rule.code);
    setTexts(json, u"arguments"_s, rule.arguments);
    setText(json, u"field"_s, rule.field);
    return json;
}

Json written(const FieldRule &rule)
{
    Json json = Json::object({{u"to"_s, rule.to}});
    setExpression(json, rule.expression);
    setValue(json, u"when"_s, rule.when);
    setText(json, u"reference"_s, rule.reference);
    setText(json, u"of"_s, rule.of);
    setText(json, u"note"_s, rule.note);
    if (rule.required)
        json.set(u"required"_s, true);
    setText(json, u"owner"_s, rule.owner);
    setText(json, u"missing"_s, rule.missing);
    setTexts(json, u"missingArguments"_s, rule.missingArguments);
    return json;
}

Json written(const KeyRule &rule)
{
    Json json = Json::object({{u"key"_s, rule.key}});
    setExpression(json, rule.expression);
    setValue(json, u"when"_s, rule.when);
    return json;
}

// Declared before the lambda, which looks only at what it can see.
Json written(const ListRule &rule);

constexpr auto kWritten = [](const auto &rule) { return written(rule); };

Json written(const ListRule &rule)
{
    Json json = Json::object({{u"to"_s, rule.to}});
    setText(json, u"from"_s, rule.from);
    setValue(json, u"when"_s, rule.when);
    setAll(json, u"let"_s, rule.variables, kWritten);
    setAll(json, u"checks"_s, rule.checks, kWritten);
    setAll(json, u"fields"_s, rule.fields, kWritten);
    return json;
}

Json written(const MoneyRule &rule)
{
    Json json = Json::object({{u"total"_s, rule.total}, {u"currency"_s, rule.currency}});
    setText(json, u"list"_s, rule.list);
    setText(json, u"amount"_s, rule.amount);
    setText(json, u"kind"_s, rule.kind);
    setText(json, u"subtracted"_s, rule.subtracted);
    setTexts(json, u"added"_s, rule.added);
    setTexts(json, u"dependent"_s, rule.dependent);
    setText(json, u"note"_s, rule.note);
    setText(json, u"limit"_s, rule.limit);
    if (rule.surplus)
        json.set(u"surplus"_s, written(*rule.surplus));
    if (rule.shortfall)
        json.set(u"shortfall"_s, written(*rule.shortfall));
    return json;
}

Json written(const ReferenceRule &rule)
{
    Json json = Json::object({});
    setValue(json, u"identity"_s, rule.identity);
    setAll(json, u"keys"_s, rule.keys, kWritten);
    if (!rule.alternativeNames.isEmpty())
        json.set(u"alternativeNames"_s, Json(rule.alternativeNames));
    setValue(json, u"label"_s, rule.label);
    if (rule.mustExist)
        json.set(u"mustExist"_s, true);
    return json;
}

} // namespace

Json MappingDocument::toJson() const
{
    Json json = Json::object({{u"format"_s, 1}, {u"name"_s, name}});
    setText(json, u"title"_s, title);
    setText(json, u"extends"_s, extends);
    Json source = Json::object({{u"connector"_s, sourceConnector}, {u"entity"_s, sourceEntity}});
    setText(source, u"list"_s, sourceList);
    setTexts(source, u"extras"_s, sourceExtras);
    json.set(u"source"_s, std::move(source));
    Json target = Json::object({{u"connector"_s, targetConnector}});
    setText(target, u"entity"_s, targetEntity);
    json.set(u"target"_s, std::move(target));
    setText(json, u"number"_s, number);
    setAll(json, u"let"_s, variables, kWritten);
    setAll(json, u"checks"_s, checks, kWritten);
    setAll(json, u"fields"_s, fields, kWritten);
    setAll(json, u"lists"_s, lists, kWritten);
    if (money)
        json.set(u"money"_s, written(*money));
    if (reference)
        json.set(u"reference"_s, written(*reference));
    return json;
}

} // namespace uds
