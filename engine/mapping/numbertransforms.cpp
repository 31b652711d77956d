#include "engine/mapping/currencies.h"
#include "engine/mapping/mappingerror.h"
#include "engine/mapping/transform.h"
#include "engine/mapping/valuepath.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Result<TransformStep> compileDecimal(const Json &, const CompileScope &, const QString &)
{
    return TransformStep{{}, ValueType::Any, ValueType::Number,
        [](const Json &value, const EvaluationScope &) -> Result<Json> {
            const auto number = numberOf(value, {});
            if (!number)
                return tl::unexpected(number.error());
            return Json(*number);
        }};
}

/// Never more than it was: what is said to be in stock must be there.
Decimal roundedDown(const Decimal &number, int digits)
{
    Decimal rounded = number.rounded(digits);
    if (rounded > number)
        rounded -= Decimal::literal(("1e-" + QByteArray::number(digits)).constData());
    return rounded;
}

/// {"round": {"currency": "currency"}}: to the cents of the currency that is at the path.
Result<TransformStep> compileRoundMoney(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    auto currency = ValuePath::compile(arguments[u"currency"].string(), compileScope, place);
    if (!currency)
        return tl::unexpected(currency.error());
    return TransformStep{{}, ValueType::Any, ValueType::Number,
        [currency = std::move(*currency)](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const auto number = numberOf(value, {});
            if (!number)
                return tl::unexpected(number.error());
            const QString code = currency.value(scope).scalarText();
            const auto digits = currencyDigits(code.trimmed().toUpper());
            if (!digits)
                return fail(recordError(u"field.currency"_s, currency.describe(scope),
                    QCoreApplication::translate("uds", "\"%1\" is not the code of a currency in use.")
                        .arg(code.left(60))));
            return Json(number->rounded(*digits));
        }};
}

/// {"round": 2}, or {"round": {"digits": 0, "down": true}}, which says so in a note.
Result<TransformStep> compileRound(const Json &arguments, const CompileScope &scope, const QString &place)
{
    if (arguments.contains(u"currency"))
        return compileRoundMoney(arguments, scope, place);
    const bool down = arguments[u"down"].boolean();
    const auto digits = (arguments.isObject() ? arguments[u"digits"] : arguments).integer();
    if (!digits || *digits < 0 || *digits > 12)
        return invalidMapping(
            place, QCoreApplication::translate("uds", "round needs a number of digits from 0 to 12"));
    return TransformStep{{}, ValueType::Any, ValueType::Number,
        [digits = int(*digits), down](const Json &value, const EvaluationScope &at) -> Result<Json> {
            const auto number = numberOf(value, {});
            if (!number)
                return tl::unexpected(number.error());
            const Decimal rounded = down ? roundedDown(*number, digits) : number->rounded(digits);
            if (down && rounded != *number && at.notes != nullptr)
                at.notes->add(QCoreApplication::translate("uds", "%1 was rounded down to %2")
                                  .arg(number->text(), rounded.text()));
            return Json(rounded);
        }};
}

Result<TransformStep> compileNegate(const Json &, const CompileScope &, const QString &)
{
    return TransformStep{{}, ValueType::Any, ValueType::Number,
        [](const Json &value, const EvaluationScope &) -> Result<Json> {
            const auto number = numberOf(value, {});
            if (!number)
                return tl::unexpected(number.error());
            return Json(-*number);
        }};
}

/// Sum of a list; {"sum": "negative"} and {"sum": "positive"} take only such parts.
Result<TransformStep> compileSum(const Json &arguments, const CompileScope &, const QString &place)
{
    const QString only = arguments.string();
    if (!only.isEmpty() && only != u"negative" && only != u"positive")
        return invalidMapping(
            place, QCoreApplication::translate("uds", "sum takes \"negative\" or \"positive\""));
    return TransformStep{{}, ValueType::List, ValueType::Number,
        [only](const Json &value, const EvaluationScope &) -> Result<Json> {
            Decimal sum;
            for (const Json &item : value.array()) {
                const auto number = numberOf(item, {});
                if (!number)
                    return tl::unexpected(number.error());
                if (only.isEmpty() || (only == u"negative") == number->isNegative())
                    sum += *number;
            }
            return Json(sum);
        }};
}

/// {"plus": ["$vars.shippingTax", "$vars.feeTax"]}: with what is at these paths added; absent values add
/// nothing.
Result<TransformStep> compilePlus(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    QList<ValuePath> paths;
    for (const Json &text : arguments.array()) {
        auto path = ValuePath::compile(text.string(), compileScope, place);
        if (!path)
            return tl::unexpected(path.error());
        paths.append(std::move(*path));
    }
    if (paths.isEmpty())
        return invalidMapping(place, QCoreApplication::translate("uds", "plus needs a list of paths"));
    return TransformStep{{}, ValueType::Any, ValueType::Number,
        [paths](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            auto sum = numberOf(value, {});
            for (const ValuePath &path : paths) {
                const Json added = path.value(scope);
                if (!sum || !isPresent(added))
                    continue;
                const auto number = numberOf(added, path.describe(scope));
                if (!number)
                    return tl::unexpected(number.error());
                *sum += *number;
            }
            return sum ? Result<Json>(Json(*sum)) : tl::unexpected(sum.error());
        }};
}

/// The unit price whose product with the quantity gives the amount again after rounding to cents; absent when
/// there is none within the allowed digits.
Json exactQuotient(const Decimal &amount, const Decimal &quantity, int digits, int cents)
{
    if (quantity.isZero() || quantity.isNegative())
        return {};
    const Decimal target = amount.rounded(cents);
    for (const int tried : {cents, digits}) {
        const Decimal quotient = target.dividedBy(quantity, tried);
        if ((quotient * quantity).rounded(cents) == target)
            return tried == cents ? Json(quotient) : Json(quotient.normalized());
    }
    return {};
}

Result<TransformStep> compileExactQuotient(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    auto by = ValuePath::compile(arguments[u"by"].string(), compileScope, place);
    if (!by)
        return tl::unexpected(by.error());
    const auto digits = arguments[u"digits"].integer();
    if (!digits || *digits < 2 || *digits > 12)
        return invalidMapping(
            place, QCoreApplication::translate("uds", "exactQuotient needs \"digits\" from 2 to 12"));
    return TransformStep{{}, ValueType::Any, ValueType::Number,
        [by = *by, digits = int(*digits)](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const auto amount = numberOf(value, {});
            if (!amount)
                return tl::unexpected(amount.error());
            const auto quantity = numberOf(by.value(scope), by.describe(scope));
            if (!quantity)
                return tl::unexpected(quantity.error());
            return exactQuotient(*amount, *quantity, digits, 2);
        }};
}

} // namespace

QList<TransformKind> numberTransforms()
{
    return {
        {u"decimal"_s, compileDecimal},
        {u"round"_s, compileRound},
        {u"negate"_s, compileNegate},
        {u"sum"_s, compileSum},
        {u"plus"_s, compilePlus},
        {u"exactQuotient"_s, compileExactQuotient},
    };
}

} // namespace uds
