#include "engine/core/jsonwriter.h"

#include "engine/core/numbertext.h"

#include <QVarLengthArray>

#include <algorithm>
#include <cstring>

namespace uds {

namespace {

constexpr qsizetype kFirstSize = 512;
constexpr qsizetype kLongestEscape = 6; // \u001f

/// Two-letter escape for \a unit, or 0.
char shortEscape(char16_t unit)
{
    switch (unit) {
    case u'"': return '"';
    case u'\\': return '\\';
    case u'\b': return 'b';
    case u'\f': return 'f';
    case u'\n': return 'n';
    case u'\r': return 'r';
    case u'\t': return 't';
    default: return 0;
    }
}

char *writeEscape(char *out, char16_t unit)
{
    *out++ = '\\';
    if (const char letter = shortEscape(unit)) {
        *out++ = letter;
        return out;
    }
    constexpr char kHex[] = "0123456789abcdef";
    std::memcpy(out, "u00", 3);
    out[3] = kHex[(unit >> 4) & 0xF];
    out[4] = kHex[unit & 0xF];
    return out + 5;
}

char *writeUtf8(char *out, char32_t point)
{
    if (point < 0x800) {
        *out++ = char(0xC0 | (point >> 6));
    } else {
        if (point < 0x10000) {
            *out++ = char(0xE0 | (point >> 12));
        } else {
            *out++ = char(0xF0 | (point >> 18));
            *out++ = char(0x80 | ((point >> 12) & 0x3F));
        }
        *out++ = char(0x80 | ((point >> 6) & 0x3F));
    }
    *out++ = char(0x80 | (point & 0x3F));
    return out;
}

/// Code point at \a unit, which is moved past it; half a surrogate pair becomes the replacement character.
char32_t nextPoint(const char16_t *&unit, const char16_t *end)
{
    const char16_t first = *unit++;
    if (!QChar::isSurrogate(first))
        return first;
    if (QChar::isHighSurrogate(first) && unit != end && QChar::isLowSurrogate(*unit))
        return QChar::surrogateToUcs4(first, *unit++);
    return QChar::ReplacementCharacter;
}

} // namespace

QByteArray JsonWriter::written(const Json &value)
{
    m_out.resize(kFirstSize);
    writeValue(value);
    if (m_layout == Layout::Pretty)
        append('\n');
    m_out.truncate(m_size);
    return std::move(m_out);
}

void JsonWriter::writeValue(const Json &value)
{
    switch (value.type()) {
    case Json::Type::Null: return append("null");
    case Json::Type::Bool: return append(value.boolean() ? QByteArrayView("true") : QByteArrayView("false"));
    case Json::Type::Number: return writeNumber(value.token());
    case Json::Type::String: return writeString(value.string());
    case Json::Type::Array: return writeArray(value.array());
    case Json::Type::Object: return writeObject(value.object());
    }
}

void JsonWriter::writeArray(const JsonArray &items)
{
    append('[');
    ++m_depth;
    bool isFirst = true;
    for (const Json &item : items) {
        if (!isFirst)
            append(',');
        isFirst = false;
        writeLineBreak();
        writeValue(item);
    }
    --m_depth;
    if (!isFirst)
        writeLineBreak();
    append(']');
}

void JsonWriter::writeObject(const JsonObject &members)
{
    QVarLengthArray<const JsonMember *, 64> ordered;
    for (const JsonMember &member : members)
        ordered.append(&member);
    if (m_layout == Layout::Canonical) {
        std::sort(ordered.begin(), ordered.end(),
            [](const JsonMember *left, const JsonMember *right) { return left->name < right->name; });
    }
    append('{');
    ++m_depth;
    bool isFirst = true;
    for (const JsonMember *member : ordered) {
        if (!isFirst)
            append(',');
        isFirst = false;
        writeMember(*member);
    }
    --m_depth;
    if (!isFirst)
        writeLineBreak();
    append('}');
}

void JsonWriter::writeMember(const JsonMember &member)
{
    writeLineBreak();
    writeString(member.name);
    append(':');
    if (m_layout == Layout::Pretty)
        append(' ');
    writeValue(member.value);
}

void JsonWriter::writeString(const QString &text)
{
    char *const start = room(text.size() * kLongestEscape + 2);
    char *out = start;
    *out++ = '"';
    const auto *unit = QStringView(text).utf16();
    const char16_t *const end = unit + text.size();
    while (unit != end) {
        const char16_t current = *unit;
        if (current >= 0x80) {
            out = writeUtf8(out, nextPoint(unit, end));
            continue;
        }
        if (current < 0x20 || current == u'"' || current == u'\\')
            out = writeEscape(out, current);
        else
            *out++ = char(current);
        ++unit;
    }
    *out++ = '"';
    m_size += out - start;
}

void JsonWriter::writeNumber(const QByteArray &token)
{
    append(m_layout == Layout::Canonical ? canonicalNumber(token) : token);
}

void JsonWriter::writeLineBreak()
{
    if (m_layout != Layout::Pretty)
        return;
    append('\n');
    for (int i = 0; i < m_depth; ++i)
        append("  ");
}

void JsonWriter::append(char character)
{
    *room(1) = character;
    ++m_size;
}

void JsonWriter::append(QByteArrayView text)
{
    std::memcpy(room(text.size()), text.data(), size_t(text.size()));
    m_size += text.size();
}

char *JsonWriter::room(qsizetype size)
{
    if (m_size + size > m_out.size())
        m_out.resize(qMax(2 * m_out.size(), m_size + size));
    return m_out.data() + m_size;
}

} // namespace uds
