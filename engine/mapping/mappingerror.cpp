#include "engine/mapping/mappingerror.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

tl::unexpected<Error> invalidMapping(const QString &place, const QString &reason)
{
    Error error;
    error.kind = ErrorKind::Configuration;
    error.code = u"mapping.invalid"_s;
    error.message
        = QCoreApplication::translate("uds", "The mapping is not valid at %1: %2").arg(place, reason);
    error.hint = QCoreApplication::translate(
        "uds", "Correct this place in the mapping, or restore the default mapping.");
    error.detail = reason;
    error.field = place;
    return tl::unexpected(std::move(error));
}

Error recordError(const QString &code, const QString &field, const QString &message)
{
    Error error;
    error.kind = ErrorKind::Validation;
    error.code = code;
    error.message = message;
    error.field = field;
    return error;
}

Result<Decimal> numberOf(const Json &value, const QString &field)
{
    const auto number = value.decimal();
    if (number)
        return *number;
    const QString text = value.scalarText();
    if (text.isEmpty()) {
        Error missing = recordError(
            u"field.required"_s, field, QCoreApplication::translate("uds", "A number is missing."));
        missing.hint = QCoreApplication::translate(
            "uds", "Enter it in the source; a plug-in that writes incomplete records has to be corrected.");
        return fail(std::move(missing));
    }
    Error error = recordError(u"field.number"_s, field,
        QCoreApplication::translate("uds", "\"%1\" is not a number that can be used.").arg(text.left(60)));
    error.hint = QCoreApplication::translate(
        "uds", "Correct the value in the source; plain numbers like 12.50 are expected.");
    return fail(std::move(error));
}

} // namespace uds
