#pragma once

#include <QString>

#include <optional>

namespace uds {

/// What a field holds. Any also stands for text that may be a number: shops send money as text.
enum class ValueType { Any, Text, Number, Boolean, Date, List, Object };

/// The spelling of catalogues: "string", "number", "integer", "boolean", "date", "array", "object"; else Any.
[[nodiscard]] ValueType valueTypeFromName(QStringView name);
[[nodiscard]] QString valueTypeName(ValueType type);
/// Whether a value of \a from can be written to a field of \a to: only certain clashes are refused.
[[nodiscard]] bool canConvert(ValueType from, ValueType to);

} // namespace uds
