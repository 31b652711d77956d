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

} // namespace uds
