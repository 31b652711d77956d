#include "engine/mapping/valuetype.h"

#include <array>
#include <utility>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<QLatin1StringView, ValueType>, 7> kNames{{
    {QLatin1StringView("string"), ValueType::Text},
    {QLatin1StringView("number"), ValueType::Number},
    {QLatin1StringView("integer"), ValueType::Number},
    {QLatin1StringView("boolean"), ValueType::Boolean},
    {QLatin1StringView("date"), ValueType::Date},
    {QLatin1StringView("array"), ValueType::List},
    {QLatin1StringView("object"), ValueType::Object},
}};

} // namespace

ValueType valueTypeFromName(QStringView name)
{
    for (const auto &[text, type] : kNames) {
        if (name == text)
            return type;
    }
    return ValueType::Any;
}

QString valueTypeName(ValueType type)
{
    for (const auto &[text, named] : kNames) {
        if (named == type)
            return text;
    }
    return u"any"_s;
}

bool canConvert(ValueType from, ValueType to)
{
    if (from == to || from == ValueType::Any || to == ValueType::Any)
        return true;
    // A number or a date can always be written down as text; nothing else changes its nature by itself.
    return to == ValueType::Text && (from == ValueType::Number || from == ValueType::Date);
}

} // namespace uds
