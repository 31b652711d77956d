#pragma once

#include "engine/core/json.h"
#include "engine/http/httptypes.h"

#include <QStringList>

namespace uds {

/// 200 with a body that is already JSON text.
[[nodiscard]] HttpResponse shopBody(QByteArray json);
/// The error shape of WordPress: {code, message, data: {status}}.
[[nodiscard]] HttpResponse shopError(int status, const QString &code, const QString &message);
[[nodiscard]] HttpResponse noRoute();
/// \a document with only the named members, as `_fields` picks them: "billing.email" works, a path into an
/// array removes the array, and nothing left is an empty array, as PHP writes an empty map.
[[nodiscard]] Json pickedFields(const Json &document, const QStringList &fields);

} // namespace uds
