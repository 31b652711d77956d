#include "engine/mapping/condition.h"

#include "engine/mapping/boundedpattern.h"
#include "engine/mapping/currencies.h"
#include "engine/mapping/expression.h"
#include "engine/mapping/mappingerror.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Equal as people mean it: 17 and "17" are one id, 1.50 and "1.5" one amount.
bool sameValue(const Json &left, const Json &right)
{
    if (left.isString() && right.isString())
        return left.string() == right.string();
    if (left.isNull() || right.isNull())
        return left.isNull() && right.isNull();
    if (left.isNumber() || right.isNumber()) {
        const auto first = left.decimal();
        const auto second = right.decimal();
        return first && second && *first == *second;
    }
    return left == right || (!left.scalarText().isEmpty() && left.scalarText() == right.scalarText());
}

/// Numbers by value, everything else (dates) by text; absent when one side is missing.
std::optional<std::strong_ordering> order(const Json &left, const Json &right)
{
    if (!isPresent(left) || !isPresent(right))
        return std::nullopt;
    const auto first = left.decimal();
    const auto second = right.decimal();
    if (first && second)
        return *first <=> *second;
    return left.scalarText().compare(right.scalarText()) <=> 0;
}

/// A test's operand: constants stand for themselves, {"path": ...} is looked up.
Json operandSpec(const Json &operand)
{
    if (operand.isObject())
        return operand;
    return Json::object({{u"value"_s, operand}});
}

} // namespace

Condition::Condition() = default;

Result<Condition> Condition::compile(const Json &spec, const CompileScope &scope, const QString &place)
{
    if (spec.isNull())
        return Condition();
    if (!spec.isObject())
        return invalidMapping(place, QCoreApplication::translate("uds", "a condition must be an object"));
    if (spec.contains(u"not"))
        return compileGroup(Kind::Not, Json::array({spec[u"not"]}), scope, place);
    if (spec.contains(u"all"))
        return compileGroup(Kind::All, spec[u"all"], scope, place);
    if (spec.contains(u"any"))
        return compileGroup(Kind::Any, spec[u"any"], scope, place);
    return compileTest(spec, scope, place);
}

Result<Condition> Condition::compileGroup(
    Kind kind, const Json &parts, const CompileScope &scope, const QString &place)
{
    Condition group;
    group.m_kind = kind;
    for (const Json &part : parts.array()) {
        auto compiled = compile(part, scope, place);
        if (!compiled)
            return compiled;
        group.m_parts.append(std::move(*compiled));
    }
    if (group.m_parts.isEmpty())
        return invalidMapping(place, QCoreApplication::translate("uds", "a condition without parts"));
    return group;
}

Result<Condition> Condition::compileTest(const Json &spec, const CompileScope &scope, const QString &place)
{
    static const QHash<QString, Kind> kTests{{u"exists"_s, Kind::Exists}, {u"equals"_s, Kind::Equals},
        {u"in"_s, Kind::In}, {u"moreThan"_s, Kind::MoreThan}, {u"lessThan"_s, Kind::LessThan},
        {u"atMost"_s, Kind::AtMost}, {u"isZero"_s, Kind::IsZero}, {u"matches"_s, Kind::Matches},
        {u"isCurrency"_s, Kind::IsCurrency}, {u"longerThan"_s, Kind::LongerThan}};
    Condition test;
    Json tested = Json::object({});
    Json operand;
    for (const JsonMember &member : spec.object()) {
        if (const auto kind = kTests.constFind(member.name); kind != kTests.constEnd()) {
            test.m_kind = *kind;
            operand = member.value;
        } else {
            tested.set(member.name == u"path" ? u"from"_s : member.name, member.value);
        }
    }
    if (test.m_kind == Kind::Always)
        return invalidMapping(place, QCoreApplication::translate("uds", "a condition without a known test"));
    auto expression = Expression::compile(tested, scope, place);
    if (!expression)
        return tl::unexpected(expression.error());
    test.m_tested = std::make_shared<const Expression>(std::move(*expression));
    test.m_expected = !operand.isBool() || operand.boolean();
    if (test.m_kind == Kind::Matches)
        test.m_pattern = boundedPattern(operand.string());
    if (const QString problem = patternProblem(test.m_pattern); !problem.isEmpty())
        return invalidMapping(place, problem);
    auto right = Expression::compile(operandSpec(operand), scope, place);
    if (!right)
        return tl::unexpected(right.error());
    test.m_operand = std::make_shared<const Expression>(std::move(*right));
    return test;
}

QList<ValuePath> Condition::paths() const
{
    QList<ValuePath> all;
    for (const Condition &part : m_parts)
        all += part.paths();
    for (const auto &expression : {m_tested, m_operand}) {
        if (expression)
            all += expression->lookedAt();
    }
    return all;
}

Json Condition::operand(const EvaluationScope &scope) const
{
    return m_operand->evaluate(scope).value_or(Json());
}

bool Condition::compares(const Json &value, const EvaluationScope &scope) const
{
    if (m_kind == Kind::LongerThan)
        return value.array().size() > operand(scope).integer().value_or(0);
    const auto ordering = order(value, operand(scope));
    if (!ordering)
        return false;
    if (m_kind == Kind::MoreThan)
        return *ordering > 0;
    return m_kind == Kind::LessThan ? *ordering < 0 : *ordering <= 0;
}

bool Condition::holds(const EvaluationScope &scope) const
{
    const auto holdsHere = [&scope](const Condition &part) { return part.holds(scope); };
    switch (m_kind) {
    case Kind::Always: return true;
    case Kind::Not: return !m_parts.first().holds(scope);
    case Kind::All: return std::all_of(m_parts.begin(), m_parts.end(), holdsHere);
    case Kind::Any: return std::any_of(m_parts.begin(), m_parts.end(), holdsHere);
    default: break;
    }
    const Json value = m_tested->evaluate(scope).value_or(Json());
    switch (m_kind) {
    case Kind::Exists: return isPresent(value) == m_expected;
    case Kind::Equals: return sameValue(value, operand(scope));
    case Kind::In: {
        const Json list = operand(scope);
        return std::any_of(
            list.array().begin(), list.array().end(), [&](const Json &one) { return sameValue(one, value); });
    }
    case Kind::IsZero: {
        const auto number = value.decimal();
        return (!isPresent(value) || (number && number->isZero())) == m_expected;
    }
    case Kind::Matches: return m_pattern.match(value.scalarText()).hasMatch();
    case Kind::IsCurrency: return currencyDigits(value.string()).has_value() == m_expected;
    default: return compares(value, scope);
    }
}

} // namespace uds
