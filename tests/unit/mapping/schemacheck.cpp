#include "tests/unit/mapping/schemacheck.h"

#include <QRegularExpression>

namespace uds::test {

using namespace Qt::StringLiterals;

namespace {

class SchemaCheck {
public:
    explicit SchemaCheck(const Json &root)
        : m_root(root)
    {
    }

    QStringList breaches(const Json &value, const Json &schema, const QString &place) const
    {
        if (schema.isBool())
            return schema.boolean() ? QStringList() : QStringList{place + u": nothing is allowed"_s};
        QStringList found;
        for (const JsonMember &rule : schema.object())
            found += ruleBreaches(value, schema, rule, place);
        return found;
    }

private:
    QStringList ruleBreaches(
        const Json &value, const Json &schema, const JsonMember &rule, const QString &place) const
    {
        const QString &name = rule.name;
        if (name == u"$ref")
            return breaches(value, m_root[u"$defs"][rule.value.string().section(u'/', -1)], place);
        if (name == u"properties" || name == u"additionalProperties")
            return name == u"properties" ? memberBreaches(value, schema, place) : QStringList();
        if (name == u"items")
            return itemBreaches(value, rule.value, place);
        if (name == u"anyOf")
            return anyBreaches(value, rule.value, place);
        if (name == u"$schema" || name == u"title" || name == u"$defs")
            return {};
        return holds(value, rule) ? QStringList() : QStringList{place + u": "_s + name};
    }

    QStringList memberBreaches(const Json &value, const Json &schema, const QString &place) const
    {
        QStringList found;
        for (const JsonMember &member : value.object()) {
            const QString inside = place + u'.' + member.name;
            if (schema[u"properties"].contains(member.name))
                found += breaches(member.value, schema[u"properties"][member.name], inside);
            else if (!schema[u"additionalProperties"].isNull() && !schema[u"additionalProperties"].boolean())
                found += inside + u": unknown member"_s;
        }
        return found;
    }

    QStringList itemBreaches(const Json &value, const Json &schema, const QString &place) const
    {
        QStringList found;
        for (qsizetype at = 0; at < value.array().size(); ++at)
            found += breaches(value.array().at(at), schema, u"%1[%2]"_s.arg(place).arg(at));
        return found;
    }

    QStringList anyBreaches(const Json &value, const Json &schemas, const QString &place) const
    {
        for (const Json &schema : schemas.array()) {
            if (breaches(value, schema, place).isEmpty())
                return {};
        }
        return {place + u": none of the possible shapes"_s};
    }

    static bool hasType(const Json &value, const QString &type)
    {
        return (type == u"object" && value.isObject()) || (type == u"array" && value.isArray())
            || (type == u"string" && value.isString()) || (type == u"boolean" && value.isBool());
    }

    static bool holds(const Json &value, const JsonMember &rule)
    {
        const qint64 bound = rule.value.integer().value_or(0);
        const JsonArray &words = rule.value.array();
        if (rule.name == u"type")
            return hasType(value, rule.value.string());
        if (rule.name == u"const")
            return value == rule.value;
        if (rule.name == u"enum")
            return words.contains(value);
        if (rule.name == u"required")
            return std::all_of(words.begin(), words.end(),
                [&value](const Json &word) { return value.contains(word.string()); });
        if (rule.name == u"minLength")
            return value.string().size() >= bound;
        if (rule.name == u"pattern")
            return QRegularExpression(rule.value.string()).match(value.string()).hasMatch();
        if (rule.name == u"minItems")
            return value.array().size() >= bound;
        if (rule.name == u"minProperties")
            return value.object().size() >= bound;
        return rule.name == u"maxProperties" && value.object().size() <= bound;
    }

    const Json &m_root;
};

} // namespace

QStringList schemaBreaches(const Json &value, const Json &schema)
{
    return SchemaCheck(schema).breaches(value, schema, u"document"_s);
}

} // namespace uds::test
