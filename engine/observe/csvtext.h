#pragma once

#include <QByteArray>
#include <QString>

namespace uds {

/// \a text as one CSV field (RFC 4180, UTF-8). Text that a spreadsheet program would run as a formula gets a
/// leading apostrophe: it starts with = + - @ TAB or CR, also in full width, also after blanks or quotation
/// marks. Numeric columns do not come through here, so that -5.00 stays a number.
[[nodiscard]] QByteArray csvField(const QString &text);

/// Whether a spreadsheet program might run \a text as a formula.
[[nodiscard]] bool looksLikeFormula(QStringView text);

} // namespace uds
