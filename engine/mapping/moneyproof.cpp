#include "engine/mapping/moneyproof.h"

#include "engine/mapping/currencies.h"
#include "engine/mapping/mappingerror.h"
#include "engine/mapping/sentences.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Decimal smallestUnit(int digits)
{
    Decimal unit(1);
    for (int at = 0; at < digits; ++at)
        unit = unit.dividedBy(Decimal(10), at + 1);
    return unit;
}

Result<Expression> pathExpression(const QString &path, const CompileEnvironment &environment)
{
    if (path.isEmpty())
        return Expression();
    return Expression::compile(
        Json::object({{u"from"_s, path}}), environment.scope, environment.place(u"money"_s));
}

Error mismatch(const Decimal &expected, const Decimal &document, const QString &currency)
{
    Error error = recordError(u"money.mismatch"_s, u"total"_s,
        QCoreApplication::translate(
            "uds", "The document would come to %1 %4, but the source's total is %2 %4: a difference of %3.")
            .arg(document.text(), expected.text(), (expected - document).text(), currency));
    error.hint = QCoreApplication::translate("uds",
        "Compare the lines, fees, shipping and taxes with the total in the shop; a plugin may "
        "have changed one of them.");
    return error;
}

} // namespace

QList<Decimal> roundedKeepingSum(const QList<Decimal> &amounts, int digits)
{
    QList<Decimal> rounded;
    Decimal exact;
    Decimal reached;
    for (const Decimal &amount : amounts) {
        rounded.append(amount.rounded(digits));
        exact += amount;
        reached += rounded.last();
    }
    Decimal open = exact.rounded(digits) - reached;
    const Decimal unit = open.isNegative() ? -smallestUnit(digits) : smallestUnit(digits);
    QList<qsizetype> order(amounts.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](qsizetype left, qsizetype right) {
        const Decimal first = amounts[left] - rounded[left];
        const Decimal second = amounts[right] - rounded[right];
        return open.isNegative() ? first < second : first > second;
    });
    for (const qsizetype at : order) {
        if (open.isZero())
            break;
        rounded[at] += unit;
        open -= unit;
    }
    return rounded;
}

Result<MoneyProof> MoneyProof::compile(const MoneyRule &rule, const CompileEnvironment &environment)
{
    MoneyProof made;
    made.m_rule = rule;
    if (!rule.note.isEmpty() && !hasSentence(rule.note))
        return invalidMapping(environment.place(u"money"_s),
            QCoreApplication::translate("uds", "unknown sentence \"%1\"").arg(rule.note));
    for (const auto &[path, expression] : {std::pair(rule.total, &made.m_total),
             std::pair(rule.currency, &made.m_currency), std::pair(rule.limit, &made.m_limit)}) {
        auto compiled = pathExpression(path, environment);
        if (!compiled)
            return tl::unexpected(compiled.error());
        *expression = std::move(*compiled);
    }
    CompileEnvironment synthetic = environment;
    synthetic.sourceIsKnown = false;
    for (const auto &[lines, program] :
        {std::pair(&rule.surplus, &made.m_surplus), std::pair(&rule.shortfall, &made.m_shortfall)}) {
        if (!*lines)
            continue;
        auto compiled = ListProgram::compile(**lines, synthetic, u"money"_s);
        if (!compiled)
            return tl::unexpected(compiled.error());
        *program = std::move(*compiled);
    }
    for (const QString &path : rule.added) {
        auto compiled = JsonPath::parse(path);
        if (!compiled)
            return invalidMapping(environment.place(u"money.added"_s), compiled.error().message);
        made.m_added.append(std::move(*compiled));
    }
    return made;
}

QString MoneyProof::currency(const EvaluationScope &scope) const
{
    return m_currency.evaluate(scope).value_or(Json()).string();
}

Result<Decimal> MoneyProof::expected(const EvaluationScope &scope) const
{
    const auto value = m_total.evaluate(scope);
    if (!value)
        return tl::unexpected(value.error());
    auto total = numberOf(*value, m_total.describe(scope));
    if (!total)
        return total;
    if (total->isNegative())
        return fail(sentenceError(u"document.negative"_s, {total->text()}, m_total.describe(scope)));
    return total;
}

bool MoneyProof::isSubtracted(const Json &item) const
{
    return !m_rule.subtracted.isEmpty() && item[m_rule.kind].string() == m_rule.subtracted;
}

void MoneyProof::roundAmounts(JsonArray &items, int digits) const
{
    QList<Decimal> amounts;
    bool exact = true;
    for (const Json &item : items) {
        const Decimal amount = item[m_rule.amount].decimal().value_or(Decimal());
        exact = exact && amount == amount.rounded(digits);
        amounts.append(isSubtracted(item) ? -amount : amount);
    }
    if (exact)
        return;
    const QList<Decimal> rounded = roundedKeepingSum(amounts, digits);
    for (qsizetype at = 0; at < items.size(); ++at) {
        items[at].set(m_rule.amount, isSubtracted(items[at]) ? -rounded[at] : rounded[at]);
        if (rounded[at] == amounts[at].rounded(digits))
            continue;
        // Quantity times price would not give the adjusted amount any more.
        for (const QString &member : m_rule.dependent) {
            Json inner = items[at][member.section(u'.', 0, 0)];
            inner.remove(member.section(u'.', 1));
            items[at].set(member.section(u'.', 0, 0), std::move(inner));
        }
    }
}

Result<Decimal> MoneyProof::sum(const JsonArray &items, const Json &payload) const
{
    Decimal total;
    for (const Json &item : items) {
        const auto amount = item[m_rule.amount].decimal();
        if (!amount)
            return tl::unexpected(amount.error());
        if (isSubtracted(item))
            total -= *amount;
        else
            total += *amount;
    }
    for (const JsonPath &path : m_added) {
        const Json value = path.first(payload);
        total += value.decimal().value_or(Decimal());
    }
    return total;
}

bool MoneyProof::deepenReduction(const Decimal &difference, JsonArray &items) const
{
    const auto at
        = std::find_if(items.begin(), items.end(), [this](const Json &item) { return isSubtracted(item); });
    if (at == items.end())
        return false;
    at->set(m_rule.amount, at->operator[](m_rule.amount).decimal().value_or(Decimal()) - difference);
    return true;
}

Result<void> MoneyProof::book(
    const Decimal &difference, JsonArray &items, const EvaluationScope &scope, MappingOutput &output) const
{
    output.notes.field.clear();
    output.notes.add(sentence(m_rule.note.isEmpty() ? u"roundingLine"_s : m_rule.note, {difference.text()}));
    if (difference.isNegative() && deepenReduction(difference, items))
        return {};
    const auto &program = difference.isNegative() ? m_shortfall : m_surplus;
    const Json element = Json::object({{u"amount"_s, difference.absolute()}});
    return program->appendFrom(element, scope, output, items);
}

Result<Decimal> MoneyProof::settle(
    JsonArray &items, const Json &payload, const EvaluationScope &scope, MappingOutput &output) const
{
    const auto total = expected(scope);
    if (!total)
        return total;
    const QString code = currency(scope);
    // Books keep cents for every currency; shops write "7600.00" for yen too, so whole units are never
    // forced.
    roundAmounts(items, std::max(2, currencyDigits(code).value_or(2)));
    const auto reached = sum(items, payload);
    if (!reached)
        return reached;
    const Decimal difference = *total - *reached;
    if (difference.isZero())
        return total;
    const Decimal limit = m_limit.evaluate(scope).value_or(Json()).decimal().value_or(Decimal());
    const bool bookable = difference.isNegative() ? m_shortfall.has_value() : m_surplus.has_value();
    if (!bookable || difference.absolute() > limit)
        return fail(mismatch(*total, *reached, code));
    if (const auto booked = book(difference, items, scope, output); !booked)
        return tl::unexpected(booked.error());
    const auto proven = sum(items, payload);
    if (!proven || *proven != *total)
        return fail(mismatch(*total, proven.value_or(*reached), code));
    return total;
}

} // namespace uds
