#include "engine/mapping/countries.h"
#include "engine/mapping/currencies.h"
#include "engine/mapping/mappingerror.h"
#include "engine/mapping/phonenumbers.h"
#include "engine/mapping/transform.h"
#include "engine/mapping/valuepath.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// {"countryCode": "alpha2"} (as without arguments), "alpha3" or "name", from any of the three.
Result<TransformStep> compileCountryCode(const Json &arguments, const CompileScope &, const QString &place)
{
    const QString form = arguments.isNull() ? u"alpha2"_s : arguments.string();
    if (form != u"alpha2" && form != u"alpha3" && form != u"name")
        return invalidMapping(place,
            QCoreApplication::translate("uds", "countryCode takes \"alpha2\", \"alpha3\" or \"name\""));
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [form](const Json &value, const EvaluationScope &) -> Result<Json> {
            const Country *country = countryOf(value.scalarText());
            if (country)
                return Json(form == u"alpha2" ? country->alpha2
                        : form == u"alpha3"   ? country->alpha3
                                              : country->name);
            Error error = recordError(u"field.country"_s, {},
                QCoreApplication::translate("uds", "\"%1\" is not the name or code of a country.")
                    .arg(value.scalarText().left(60)));
            error.hint = QCoreApplication::translate(
                "uds", "Correct it in the source; codes like CA and names like Canada are understood.");
            return fail(std::move(error));
        }};
}

/// "usd" and " EUR" as the code of a currency in use (ISO 4217); everything else is refused.
Result<TransformStep> compileCurrency(const Json &, const CompileScope &, const QString &)
{
    return TransformStep{
        {}, ValueType::Text, ValueType::Text, [](const Json &value, const EvaluationScope &) -> Result<Json> {
            const QString code = value.scalarText().trimmed().toUpper();
            if (currencyDigits(code))
                return Json(code);
            return fail(recordError(u"field.currency"_s, {},
                QCoreApplication::translate("uds", "\"%1\" is not the code of a currency in use.")
                    .arg(value.scalarText().left(60))));
        }};
}

/// {"normalizePhone": "billing.country"}, or {"normalizePhone": {"country": "CA"}}. What is no number stays
/// as it was typed: it may still help a person.
Result<TransformStep> compilePhone(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    std::optional<ValuePath> path;
    const QString country = arguments[u"country"].string();
    if (arguments.isString()) {
        auto compiled = ValuePath::compile(arguments.string(), compileScope, place);
        if (!compiled)
            return tl::unexpected(compiled.error());
        path = std::move(*compiled);
    }
    if (!country.isEmpty() && !countryOf(country))
        return invalidMapping(place,
            QCoreApplication::translate("uds", "\"%1\" is not the name or code of a country").arg(country));
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [path, country](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const QString home = path ? path->value(scope).scalarText() : country;
            const QString number = internationalPhone(value.scalarText(), home);
            if (!number.isEmpty())
                return Json(number);
            if (scope.notes != nullptr)
                scope.notes->add(QCoreApplication::translate(
                    "uds", "kept as it was typed, because it is not a phone number that can be called"));
            return Json(value.scalarText());
        }};
}

} // namespace

QList<TransformKind> placeTransforms()
{
    return {{u"countryCode"_s, compileCountryCode}, {u"currency"_s, compileCurrency},
        {u"normalizePhone"_s, compilePhone}};
}

} // namespace uds
