#include "engine/core/json.h"

#include "engine/core/jsonwriter.h"
#include "engine/core/numbertext.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <bitset>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMaxDepth = 200;

bool isAscii(QByteArrayView text)
{
    return std::all_of(
        text.begin(), text.end(), [](char byte) { return static_cast<signed char>(byte) >= 0; });
}

constexpr size_t kNameSlots = 256;

/// A cheap number of a name; equal names have equal ones.
size_t nameSlot(QByteArrayView name)
{
    if (name.isEmpty())
        return 0;
    const auto first = static_cast<unsigned char>(name.front());
    const auto middle = static_cast<unsigned char>(name[name.size() / 2]);
    const auto last = static_cast<unsigned char>(name.back());
    return size_t(first * 31U + middle * 7U + last + unsigned(name.size()) * 13U) % kNameSlots;
}

/// Documents repeat their member names: one shared string for each saves most of the allocations.
class NameCache {
public:
    /// \a name is ASCII and not empty.
    QString interned(QByteArrayView name)
    {
        QString &cached = m_names[nameSlot(name)];
        if (cached != QLatin1StringView(name))
            cached = QString::fromLatin1(name);
        return cached;
    }

private:
    std::array<QString, kNameSlots> m_names;
};

} // namespace

/// Receives RapidJSON's events and builds the value. Returning false stops the reader; failure() then tells
/// why.
class JsonTreeBuilder {
public:
    enum class Failure { None, Depth, Duplicate, Number, Encoding };

    Failure failure() const { return m_failure; }
    Json takeRoot() { return std::move(m_root); }

    // The names are RapidJSON's. NOLINTBEGIN(readability-identifier-naming)
    bool Null() { return add(Json()); }
    bool Bool(bool value) { return add(Json(value)); }
    bool Int(int value) { return add(Json(value)); }
    bool Uint(unsigned value) { return add(Json(qint64(value))); }
    bool Int64(int64_t value) { return add(Json(qint64(value))); }
    bool Uint64(uint64_t value) { return add(numberValue(QByteArray::number(quint64(value)))); }
    bool Double(double) { return stop(Failure::Number); } // Never called: numbers are read as strings.

    bool RawNumber(const char *text, rapidjson::SizeType length, bool)
    {
        QByteArray token(text, qsizetype(length));
        if (mayExceedRange(token)) {
            const std::optional<NumberText> number = readNumberText(token);
            if (!number || !isWithinDoubleRange(*number))
                return stop(Failure::Number);
        }
        return add(numberValue(std::move(token)));
    }

    bool String(const char *text, rapidjson::SizeType length, bool)
    {
        std::optional<QString> decoded = decode(QByteArrayView(text, qsizetype(length)));
        return decoded ? add(Json(std::move(*decoded))) : stop(Failure::Encoding);
    }

    bool Key(const char *text, rapidjson::SizeType length, bool)
    {
        const QByteArrayView name(text, qsizetype(length));
        if (!name.isEmpty() && isAscii(name))
            return addName(name, m_names.interned(name));
        std::optional<QString> decoded = decode(name);
        return decoded ? addName(name, std::move(*decoded)) : stop(Failure::Encoding);
    }

    bool StartObject() { return open(true); }
    bool StartArray() { return open(false); }

    bool EndObject(rapidjson::SizeType)
    {
        JsonObject members = std::move(m_open.back().members);
        m_open.pop_back();
        return add(Json(std::move(members)));
    }

    bool EndArray(rapidjson::SizeType)
    {
        JsonArray items = std::move(m_open.back().items);
        m_open.pop_back();
        return add(Json(std::move(items)));
    }
    // NOLINTEND(readability-identifier-naming)

private:
    struct Container {
        bool isObject = false;
        JsonObject members;
        JsonArray items;
        std::bitset<kNameSlots> taken; ///< of the members' names: most new names need no comparison
    };

    /// \a text is the name as it was read.
    bool addName(QByteArrayView text, QString name)
    {
        Container &container = m_open.back();
        const size_t slot = nameSlot(text);
        if (container.taken.test(slot)
            && std::ranges::find(container.members, name, &JsonMember::name) != container.members.cend())
            return stop(Failure::Duplicate);
        container.taken.set(slot);
        container.members.append(JsonMember{std::move(name), Json()});
        return true;
    }

    static Json numberValue(QByteArray token)
    {
        Json value;
        value.m_value = Json::Number{std::move(token)};
        return value;
    }

    static bool mayExceedRange(const QByteArray &token)
    {
        constexpr qsizetype kLongestSafe = 300;
        return token.size() > kLongestSafe || token.contains('e') || token.contains('E');
    }

    /// Nothing for invalid UTF-8; RapidJSON writes a lone low surrogate as such.
    std::optional<QString> decode(QByteArrayView text)
    {
        if (isAscii(text))
            return QString::fromLatin1(text);
        // Without this flag a leading U+FEFF of the text would be taken for a byte order mark.
        QStringDecoder decoder(
            QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom | QStringDecoder::Flag::Stateless);
        QString decoded = decoder.decode(text);
        if (decoder.hasError())
            return std::nullopt;
        return decoded;
    }

    bool open(bool isObject)
    {
        if (m_open.size() >= kMaxDepth)
            return stop(Failure::Depth);
        m_open.emplace_back();
        m_open.back().isObject = isObject;
        if (isObject)
            m_open.back().members.reserve(8);
        return true;
    }

    bool add(Json value)
    {
        if (m_open.empty())
            m_root = std::move(value);
        else if (m_open.back().isObject)
            m_open.back().members.last().value = std::move(value);
        else
            m_open.back().items.append(std::move(value));
        return true;
    }

    bool stop(Failure failure)
    {
        m_failure = failure;
        return false;
    }

    Json m_root;
    std::vector<Container> m_open;
    NameCache m_names;
    Failure m_failure = Failure::None;
};

namespace {

struct ReadFailure {
    JsonTreeBuilder::Failure cause = JsonTreeBuilder::Failure::None;
    rapidjson::ParseErrorCode code = rapidjson::kParseErrorNone;
    size_t offset = 0;
};

JsonTreeBuilder::Failure causeOf(const ReadFailure &failure)
{
    switch (failure.code) {
    case rapidjson::kParseErrorNumberTooBig: return JsonTreeBuilder::Failure::Number;
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
    case rapidjson::kParseErrorStringInvalidEncoding: return JsonTreeBuilder::Failure::Encoding;
    default: return failure.cause;
    }
}

tl::unexpected<Error> failedToRead(const ReadFailure &failure)
{
    const bool isOurs = failure.code == rapidjson::kParseErrorTermination;
    const QString detail
        = isOurs ? QString() : QString::fromLatin1(rapidjson::GetParseError_En(failure.code));
    const auto refused = [&failure, &detail](const QString &code, const QString &message) {
        return fail(ErrorKind::Validation, code, message.arg(failure.offset), {}, detail);
    };
    switch (causeOf(failure)) {
    case JsonTreeBuilder::Failure::Depth:
        return refused(u"json.depth"_s,
            QCoreApplication::translate("uds", "The document is nested deeper than 200 levels (byte %1)."));
    case JsonTreeBuilder::Failure::Duplicate:
        return refused(u"json.duplicate"_s,
            QCoreApplication::translate(
                "uds", "The document names a member twice in one object (before byte %1)."));
    case JsonTreeBuilder::Failure::Number:
        return refused(u"json.number"_s,
            QCoreApplication::translate(
                "uds", "The document has a number that is too large or too small (byte %1)."));
    case JsonTreeBuilder::Failure::Encoding:
        return refused(u"json.encoding"_s,
            QCoreApplication::translate("uds", "The document has text that is not valid Unicode (byte %1)."));
    case JsonTreeBuilder::Failure::None: break;
    }
    return refused(
        u"json.syntax"_s, QCoreApplication::translate("uds", "The document is not valid JSON (byte %1)."));
}

const Json &nullValue()
{
    static const Json null;
    return null;
}

} // namespace

Json::Json() = default;
Json::~Json() = default;
Json::Json(const Json &) = default;
Json::Json(Json &&) noexcept = default;
Json &Json::operator=(const Json &) = default;
Json &Json::operator=(Json &&) noexcept = default;

Json::Json(bool value)
    : m_value(value)
{
}

Json::Json(int value)
    : m_value(Number{QByteArray::number(value)})
{
}

Json::Json(qint64 value)
    : m_value(Number{QByteArray::number(value)})
{
}

Json::Json(const Decimal &value)
    : m_value(Number{value.bytes()})
{
}

Json::Json(QString value)
    : m_value(std::move(value))
{
}

Json::Json(JsonArray value)
    : m_value(std::move(value))
{
}

Json::Json(JsonObject value)
    : m_value(std::move(value))
{
}

Json Json::object(std::initializer_list<JsonMember> members)
{
    Json value{JsonObject()};
    for (const JsonMember &member : members)
        value.set(member.name, member.value);
    return value;
}

Json Json::array(std::initializer_list<Json> items)
{
    return Json(JsonArray(items));
}

Result<Json> Json::parse(QByteArrayView utf8)
{
    constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF");
    const qsizetype start = utf8.startsWith(kByteOrderMark) ? kByteOrderMark.size() : 0;
    const QByteArrayView text = utf8.sliced(start);
    rapidjson::MemoryStream stream(text.data(), size_t(text.size()));
    rapidjson::Reader reader;
    JsonTreeBuilder builder;
    constexpr unsigned kFlags = rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseIterativeFlag;
    const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, builder);
    if (result.IsError())
        return failedToRead({builder.failure(), result.Code(), size_t(start) + result.Offset()});
    // RapidJSON takes a zero byte for the end of the text.
    if (stream.Tell() != size_t(text.size()))
        return failedToRead(
            {{}, rapidjson::kParseErrorDocumentRootNotSingular, size_t(start) + stream.Tell()});
    return builder.takeRoot();
}

QByteArray Json::bytes() const
{
    return JsonWriter(JsonWriter::Layout::Compact).written(*this);
}

QByteArray Json::prettyBytes() const
{
    return JsonWriter(JsonWriter::Layout::Pretty).written(*this);
}

QByteArray Json::canonicalBytes() const
{
    return JsonWriter(JsonWriter::Layout::Canonical).written(*this);
}

Json::Type Json::type() const
{
    return Type(m_value.index());
}

bool Json::boolean() const
{
    const bool *value = std::get_if<bool>(&m_value);
    return value && *value;
}

QString Json::string() const
{
    const QString *value = std::get_if<QString>(&m_value);
    return value ? *value : QString();
}

QByteArray Json::token() const
{
    const Number *value = std::get_if<Number>(&m_value);
    return value ? value->token : QByteArray();
}

const JsonArray &Json::array() const
{
    static const JsonArray empty;
    const JsonArray *value = std::get_if<JsonArray>(&m_value);
    return value ? *value : empty;
}

const JsonObject &Json::object() const
{
    static const JsonObject empty;
    const JsonObject *value = std::get_if<JsonObject>(&m_value);
    return value ? *value : empty;
}

QString Json::scalarText() const
{
    switch (type()) {
    case Type::String: return string();
    case Type::Number: return QString::fromLatin1(token());
    case Type::Bool: return boolean() ? u"true"_s : u"false"_s;
    case Type::Null:
    case Type::Array:
    case Type::Object: break;
    }
    return {};
}

Result<Decimal> Json::decimal() const
{
    if (isNumber())
        return Decimal::parse(QByteArrayView(std::get<Number>(m_value).token));
    if (isString()) {
        Result<Decimal> value = Decimal::parse(QStringView(std::get<QString>(m_value)));
        if (value || value.error().code != u"decimal.syntax"_s)
            return value;
    }
    return fail(ErrorKind::Validation, u"json.notANumber"_s,
        QCoreApplication::translate("uds", "A number is expected, but the document has something else."));
}

std::optional<qint64> Json::integer() const
{
    const QByteArray text = isNumber() ? token() : string().toUtf8();
    if (!readNumberText(text))
        return std::nullopt;
    // The one spelling of a whole number within 40 digits is plain digits, so "1e2" and "5.0" count as whole.
    bool isWhole = false;
    const qint64 value = canonicalNumber(text).toLongLong(&isWhole);
    return isWhole ? std::optional(value) : std::nullopt;
}

const Json &Json::operator[](QStringView name) const
{
    for (const JsonMember &member : object()) {
        if (member.name == name)
            return member.value;
    }
    return nullValue();
}

bool Json::contains(QStringView name) const
{
    const JsonObject &members = object();
    return std::any_of(
        members.begin(), members.end(), [name](const JsonMember &member) { return member.name == name; });
}

void Json::set(const QString &name, Json value)
{
    Q_ASSERT_X(isNull() || isObject(), "Json::set", "not an object");
    memberForWriting(name) = std::move(value);
}

void Json::remove(QStringView name)
{
    if (JsonObject *members = std::get_if<JsonObject>(&m_value))
        members->removeIf([name](const JsonMember &member) { return member.name == name; });
}

void Json::append(Json value)
{
    Q_ASSERT_X(isNull() || isArray(), "Json::append", "not an array");
    itemsForWriting().append(std::move(value));
}

Json &Json::memberForWriting(const QString &name)
{
    if (!isObject())
        m_value = JsonObject();
    auto &members = std::get<JsonObject>(m_value);
    for (qsizetype i = 0; i < members.size(); ++i) {
        if (members.at(i).name == name)
            return members[i].value;
    }
    members.append(JsonMember{name, Json()});
    return members.last().value;
}

JsonArray &Json::itemsForWriting()
{
    if (!isArray())
        m_value = JsonArray();
    return std::get<JsonArray>(m_value);
}

namespace {

bool haveEqualMembers(const Json &left, const Json &right)
{
    const JsonObject &members = left.object();
    if (members.size() != right.object().size())
        return false;
    return std::all_of(members.begin(), members.end(), [&right](const JsonMember &member) {
        return right.contains(member.name) && right[member.name] == member.value;
    });
}

} // namespace

bool operator==(const Json &left, const Json &right)
{
    if (left.type() != right.type())
        return false;
    switch (left.type()) {
    case Json::Type::Null: return true;
    case Json::Type::Bool: return left.boolean() == right.boolean();
    case Json::Type::String: return left.string() == right.string();
    case Json::Type::Array: return left.array() == right.array();
    case Json::Type::Object: return haveEqualMembers(left, right);
    case Json::Type::Number: break;
    }
    return left.token() == right.token() || canonicalNumber(left.token()) == canonicalNumber(right.token());
}

} // namespace uds
