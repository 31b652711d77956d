#include "engine/mapping/mappingerror.h"
#include "engine/mapping/transform.h"
#include "engine/mapping/valuepath.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// The other number of a calculation: written in the mapping, or found at a path of the record.
struct Operand {
    Decimal constant;
    std::optional<ValuePath> path;

    [[nodiscard]] Result<Decimal> value(const EvaluationScope &scope) const
    {
        return path ? numberOf(path->value(scope), path->describe(scope)) : Result<Decimal>(constant);
    }
};

Result<Operand> operandOf(const Json &spec, const CompileScope &scope, const QString &place)
{
    if (const auto number = spec.decimal(); number)
        return Operand{*number, std::nullopt};
    if (spec.string().isEmpty())
        return invalidMapping(
            place, QCoreApplication::translate("uds", "a number or the path of one is needed"));
    auto path = ValuePath::compile(spec.string(), scope, place);
    if (!path)
        return tl::unexpected(path.error());
    return Operand{{}, std::move(*path)};
}

/// {"multiply": 1.05} or {"multiply": "quantity"}: exact up to 12 digits after the point.
Result<TransformStep> compileMultiply(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    auto factor = operandOf(arguments, compileScope, place);
    if (!factor)
        return tl::unexpected(factor.error());
    return TransformStep{{}, ValueType::Any, ValueType::Number,
        [factor = std::move(*factor)](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const auto left = numberOf(value, {});
            const auto right = factor.value(scope);
            if (!left || !right)
                return tl::unexpected(left ? right.error() : left.error());
            return Json(*left * *right);
        }};
}

/// {"divide": {"by": "quantity", "digits": 2}}: rounded half up.
Result<TransformStep> compileDivide(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    auto divisor = operandOf(arguments[u"by"], compileScope, place);
    if (!divisor)
        return tl::unexpected(divisor.error());
    const auto digits = arguments[u"digits"].integer();
    if (!digits || *digits < 0 || *digits > 12)
        return invalidMapping(
            place, QCoreApplication::translate("uds", "divide needs \"digits\" from 0 to 12"));
    if (!divisor->path && divisor->constant.isZero())
        return invalidMapping(place, QCoreApplication::translate("uds", "nothing can be divided by 0"));
    return TransformStep{{}, ValueType::Any, ValueType::Number,
        [divisor = std::move(*divisor), digits = int(*digits)](
            const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const auto left = numberOf(value, {});
            const auto right = divisor.value(scope);
            if (!left || !right)
                return tl::unexpected(left ? right.error() : left.error());
            if (right->isZero())
                return fail(recordError(u"field.number"_s, divisor.path->describe(scope),
                    QCoreApplication::translate("uds", "%1 cannot be divided by 0.").arg(left->text())));
            return Json(left->dividedBy(*right, digits));
        }};
}

} // namespace

QList<TransformKind> arithmeticTransforms()
{
    return {{u"multiply"_s, compileMultiply}, {u"divide"_s, compileDivide}};
}

} // namespace uds
