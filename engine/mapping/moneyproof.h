#pragma once

#include "engine/mapping/listprogram.h"

namespace uds {

/// Moves \a amounts to \a digits after the point by the method of largest remainders: their sum becomes the
/// rounded sum, and no amount moves by a whole unit.
[[nodiscard]] QList<Decimal> roundedKeepingSum(const QList<Decimal> &amounts, int digits);

/// Proves that the target's own arithmetic arrives at the source's total, to the cent, before anything is
/// sent.
class MoneyProof {
public:
    [[nodiscard]] static Result<MoneyProof> compile(
        const MoneyRule &rule, const CompileEnvironment &environment);

    /// Rounds the amounts in \a items, books a rounding difference within the limit, and returns the proven
    /// total. ErrorKind::Validation "money.mismatch" with both numbers and the difference otherwise.
    [[nodiscard]] Result<Decimal> settle(
        JsonArray &items, const Json &payload, const EvaluationScope &scope, MappingOutput &output) const;
    [[nodiscard]] QString currency(const EvaluationScope &scope) const;
    [[nodiscard]] const QString &list() const { return m_rule.list; }

private:
    [[nodiscard]] Result<Decimal> expected(const EvaluationScope &scope) const;
    [[nodiscard]] Result<Decimal> sum(const JsonArray &items, const Json &payload) const;
    void roundAmounts(JsonArray &items, int digits) const;
    [[nodiscard]] bool isSubtracted(const Json &item) const;
    [[nodiscard]] Result<void> book(const Decimal &difference, JsonArray &items, const EvaluationScope &scope,
        MappingOutput &output) const;
    [[nodiscard]] bool deepenReduction(const Decimal &difference, JsonArray &items) const;

    MoneyRule m_rule;
    Expression m_total;
    Expression m_currency;
    Expression m_limit;
    std::optional<ListProgram> m_surplus;
    std::optional<ListProgram> m_shortfall;
    QList<JsonPath> m_added;
};

} // namespace uds
