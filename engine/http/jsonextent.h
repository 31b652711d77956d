#pragma once

#include <QByteArrayView>

namespace uds {

/// True for one JSON object or array from its opening to its closing bracket, with nothing but blanks around
/// it. Brackets and strings only, much faster than reading: a document cut anywhere is never whole.
[[nodiscard]] bool isWholeJson(QByteArrayView utf8);
/// True for one JSON text in quotes, true, false or null, with nothing but blanks around it: these show their
/// own end. A number does not.
[[nodiscard]] bool isWholeScalar(QByteArrayView utf8);
/// True when the bracket that \a utf8 starts with is never closed, whatever else is wrong in between.
[[nodiscard]] bool isCutJson(QByteArrayView utf8);

} // namespace uds
