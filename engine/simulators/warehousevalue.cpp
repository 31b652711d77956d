#include "engine/simulators/warehousevalue.h"

#include <QRegularExpression>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kScale = 4; // of numeric(18,4), the only numeric of the script

auto badLiteral(const QString &type, const QString &text)
{
    return warehouseFault(400, u"22P02"_s, u"invalid input syntax for type %1: \"%2\""_s.arg(type, text));
}

WarehouseResult<Json> wholeNumber(const WarehouseColumn &column, const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber)
        return badLiteral(column.type, text);
    if (column.type == "integer"_L1 && number != qint32(number))
        return warehouseFault(400, u"22003"_s, u"value \"%1\" is out of range for type integer"_s.arg(text));
    return Json(number);
}

WarehouseResult<Json> numeric(const QString &text)
{
    // Shops send prices like 3.3699999999999997; more digits than these change nothing here.
    static const QRegularExpression manyDigits(u"(\\.\\d{12})\\d+$"_s);
    const Result<Decimal> number = Decimal::parse(text.trimmed().replace(manyDigits, u"\\1"_s));
    if (!number && number.error().code == "decimal.syntax"_L1)
        return badLiteral(u"numeric"_s, text);
    if (!number || number->absolute() >= Decimal::literal("100000000000000"))
        return warehouseFault(400, u"22003"_s, u"numeric field overflow"_s,
            u"A field with precision 18, scale 4 must round to an absolute value less than 10^14."_s);
    return Json(number->rounded(kScale));
}

WarehouseResult<Json> boolean(const QString &text)
{
    static const QStringList yes{u"true"_s, u"t"_s, u"yes"_s, u"on"_s, u"1"_s};
    static const QStringList no{u"false"_s, u"f"_s, u"no"_s, u"off"_s, u"0"_s};
    if (yes.contains(text.toLower()))
        return Json(true);
    if (no.contains(text.toLower()))
        return Json(false);
    return badLiteral(u"boolean"_s, text);
}

auto badMoment(const QString &type, const QString &text)
{
    return warehouseFault(400, u"22007"_s, u"invalid input syntax for type %1: \"%2\""_s.arg(type, text));
}

auto outOfRange(const QString &text)
{
    return warehouseFault(400, u"22008"_s, u"date/time field value out of range: \"%1\""_s.arg(text));
}

/// Digits after the seconds, at most six, without trailing zeros.
QString fraction(QString digits)
{
    digits.truncate(6);
    while (digits.endsWith(u'0'))
        digits.chop(1);
    return digits.isEmpty() ? QString() : u'.' + digits;
}

WarehouseResult<Json> moment(const QString &text, const QDateTime &nowUtc)
{
    static const QRegularExpression pattern(
        u"^(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d+))?(Z|[+-]\\d\\d(?::?\\d\\d)?)?$"_s);
    const QString type = u"timestamp with time zone"_s;
    if (text == "now"_L1)
        return Json(warehouseMoment(nowUtc));
    const QRegularExpressionMatch match = pattern.match(text.trimmed());
    if (!match.hasMatch())
        return badMoment(type, text);
    QString zone = match.captured(4).isEmpty() ? u"Z"_s : match.captured(4);
    if (zone.size() == 3)
        zone += u":00"_s;
    const QDateTime utc
        = QDateTime::fromString(match.captured(1) + u'T' + match.captured(2) + zone, Qt::ISODate);
    if (!utc.isValid())
        return outOfRange(text);
    return Json(utc.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss"_s) + fraction(match.captured(3)) + u"+00:00"_s);
}

WarehouseResult<Json> date(const QString &text)
{
    static const QRegularExpression pattern(u"^\\d{4}-\\d\\d-\\d\\d"_s);
    if (!pattern.match(text).hasMatch())
        return badMoment(u"date"_s, text);
    const QDate day = QDate::fromString(text.left(10), Qt::ISODate);
    return day.isValid() ? WarehouseResult<Json>(Json(day.toString(Qt::ISODate))) : outOfRange(text);
}

WarehouseResult<Json> uuid(const QString &text)
{
    static const QRegularExpression pattern(u"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"_s);
    const QString lower = text.toLower();
    return pattern.match(lower).hasMatch() ? WarehouseResult<Json>(Json(lower)) : badLiteral(u"uuid"_s, text);
}

WarehouseResult<Json> texts(const Json &value)
{
    if (value.string() == "{}"_L1)
        return Json::array({});
    if (!value.isArray())
        return warehouseFault(400, u"22P02"_s, u"malformed array literal: \"%1\""_s.arg(value.scalarText()));
    JsonArray items;
    for (const Json &item : value.array())
        items.append(Json(item.scalarText()));
    return Json(items);
}

bool holdsNul(const Json &value)
{
    return value.bytes().contains("\\u0000");
}

/// The literal '{}' of a default, or the value itself.
WarehouseResult<Json> document(const Json &value, bool isLiteral)
{
    if (!isLiteral)
        return value;
    const Result<Json> parsed = Json::parse(value.string().toUtf8());
    return parsed ? WarehouseResult<Json>(*parsed) : badLiteral(u"json"_s, value.string());
}

} // namespace

QString warehouseMoment(const QDateTime &utc)
{
    const QString milliseconds = utc.toUTC().toString(u"zzz"_s);
    return utc.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss"_s) + fraction(milliseconds) + u"+00:00"_s;
}

WarehouseResult<Json> warehouseValue(
    const WarehouseColumn &column, const Json &value, const QDateTime &nowUtc)
{
    if (value.isNull())
        return value;
    if (holdsNul(value))
        return warehouseFault(400, u"22P05"_s, u"unsupported Unicode escape sequence"_s,
            u"\\u0000 cannot be converted to text."_s);
    if (column.type == "jsonb"_L1)
        return document(value, value.string() == "{}"_L1 || value.string() == "[]"_L1);
    if (column.type == "text[]"_L1)
        return texts(value);
    const bool isScalar = !value.isArray() && !value.isObject();
    const QString text = isScalar ? value.scalarText() : QString::fromUtf8(value.bytes());
    if (column.type == "text"_L1)
        return Json(text);
    if (column.type == "bigint"_L1 || column.type == "integer"_L1)
        return wholeNumber(column, text);
    if (column.type.startsWith("numeric"_L1))
        return numeric(text);
    if (column.type == "boolean"_L1)
        return boolean(text);
    if (column.type == "timestamptz"_L1)
        return moment(text == "now()"_L1 ? u"now"_s : text, nowUtc);
    return column.type == "date"_L1 ? date(text) : uuid(text);
}

int compareWarehouseValues(const WarehouseColumn &column, const Json &left, const Json &right)
{
    const bool isNumber
        = column.type == "bigint"_L1 || column.type == "integer"_L1 || column.type.startsWith("numeric"_L1);
    if (isNumber) {
        const auto order = left.decimal().value_or(Decimal()) <=> right.decimal().value_or(Decimal());
        return order < 0 ? -1 : (order > 0 ? 1 : 0);
    }
    // Moments in UTC sort as their texts do: '+' comes before '.', and '.' before every digit.
    return QString::compare(left.scalarText(), right.scalarText());
}

} // namespace uds
