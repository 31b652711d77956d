#pragma once

#include "engine/core/decimal.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <initializer_list>
#include <optional>
#include <variant>

namespace uds {

class Json;

struct JsonMember;

using JsonArray = QList<Json>;
/// Members in the order they were read or added; names are unique.
using JsonObject = QList<JsonMember>;

/// A JSON value that keeps each number as the text it was written with: money and long ids never pass through
/// a double (QJsonDocument turns 12345678901234567890 into ...67000; measured). Values are implicitly shared.
class Json {
public:
    enum class Type { Null, Bool, Number, String, Array, Object };
    struct Number {
        QByteArray token; ///< As on the wire, for example "110.25", "1e2".
        friend bool operator==(const Number &, const Number &) = default;
    };

    Json(); ///< null
    ~Json();
    Json(const Json &);
    Json(Json &&) noexcept;
    Json &operator=(const Json &);
    Json &operator=(Json &&) noexcept;
    // Implicit, so that documents can be written down: Json::object({{u"Qty"_s, quantity}}).
    Json(bool value); // NOLINT
    Json(int value); // NOLINT
    Json(qint64 value); // NOLINT
    Json(const Decimal &value); // NOLINT
    Json(QString value); // NOLINT
    Json(JsonArray value); // NOLINT
    Json(JsonObject value); // NOLINT
    Json(const char *) = delete;
    Json(double) = delete; ///< Floating point has no place in a document; use Decimal.

    [[nodiscard]] static Json object(std::initializer_list<JsonMember> members); ///< Empty: object({})
    [[nodiscard]] static Json array(std::initializer_list<Json> items); ///< Empty: array({})

    /// Reads one UTF-8 document. ErrorKind::Validation with code "json.syntax" (position in the message),
    /// "json.depth" (over 200 levels), "json.duplicate" (a name twice in one object), "json.number" (outside
    /// 1e±308) or "json.encoding". A leading byte order mark is accepted.
    [[nodiscard]] static Result<Json> parse(QByteArrayView utf8);
    /// Compact UTF-8, members in their order.
    [[nodiscard]] QByteArray bytes() const;
    /// Like bytes() with two blanks of indentation, for files that people read.
    [[nodiscard]] QByteArray prettyBytes() const;
    /// Members sorted by name at every level, numbers without trailing zeros: equal values give equal bytes.
    [[nodiscard]] QByteArray canonicalBytes() const;

    [[nodiscard]] Type type() const;
    [[nodiscard]] bool isNull() const { return type() == Type::Null; }
    [[nodiscard]] bool isBool() const { return type() == Type::Bool; }
    [[nodiscard]] bool isNumber() const { return type() == Type::Number; }
    [[nodiscard]] bool isString() const { return type() == Type::String; }
    [[nodiscard]] bool isArray() const { return type() == Type::Array; }
    [[nodiscard]] bool isObject() const { return type() == Type::Object; }

    // Readers never convert silently: the wrong type gives the neutral value named here.
    [[nodiscard]] bool boolean() const; ///< false unless true
    [[nodiscard]] QString string() const; ///< empty unless a string
    [[nodiscard]] QByteArray token() const; ///< number text, empty unless a number
    [[nodiscard]] const JsonArray &array() const; ///< empty unless an array
    [[nodiscard]] const JsonObject &object() const; ///< empty unless an object
    /// Text of a string, number or bool ("true"); empty for null, arrays and objects. Plugins change types:
    /// use this for ids.
    [[nodiscard]] QString scalarText() const;
    /// Number or numeric string as Decimal; ErrorKind::Validation, code "json.notANumber" for anything else.
    [[nodiscard]] Result<Decimal> decimal() const;
    [[nodiscard]] std::optional<qint64> integer() const; ///< of a whole number or a string of digits

    /// Member or null; never inserts.
    [[nodiscard]] const Json &operator[](QStringView name) const;
    [[nodiscard]] bool contains(QStringView name) const;
    /// Turns null into an object first; asserts on other types.
    void set(const QString &name, Json value);
    void remove(QStringView name);
    /// Turns null into an array first; asserts on other types.
    void append(Json value);

    friend bool operator==(const Json &left, const Json &right); ///< numbers by value, members in any order

private:
    friend class JsonPath;
    friend class JsonTreeBuilder;

    [[nodiscard]] Json &memberForWriting(const QString &name); // Turns anything else into an object first.
    [[nodiscard]] JsonArray &itemsForWriting(); // Turns anything else into an array first.

    std::variant<std::monostate, bool, Number, QString, JsonArray, JsonObject> m_value;
};

struct JsonMember {
    QString name;
    Json value;
    friend bool operator==(const JsonMember &, const JsonMember &) = default;
};

} // namespace uds

Q_DECLARE_TYPEINFO(uds::Json, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(uds::JsonMember, Q_RELOCATABLE_TYPE);
