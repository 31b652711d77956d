#include "engine/mapping/textrules.h"

#include "engine/core/hash.h"
#include "engine/mapping/entitynames.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

bool isInvisible(char32_t c)
{
    return c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF;
}

bool isSymbol(char32_t c)
{
    constexpr std::array<std::pair<char32_t, char32_t>, 8> kRanges{{
        {0x2190, 0x21FF}, // arrows
        {0x2300, 0x27BF}, // technical signs, boxes, dingbats
        {0x2900, 0x2BFF}, // more arrows and stars
        {0xE000, 0xF8FF}, // private use
        {0xFE00, 0xFE0F}, // variation selectors
        {0xFFF0, 0xFFFF}, // specials, among them the replacement character
        {0x1F000, 0x1FAFF}, // emoji
        {0xE0000, 0x10FFFF}, // tags, private planes
    }};
    for (const auto &[first, last] : kRanges) {
        if (c >= first && c <= last)
            return true;
    }
    return c == 0x200B || c == 0x200D || c == 0x20E3 || c == 0xFEFF;
}

/// The text of one entity without '&' and ';', or empty when it is none.
QString entityText(QStringView name)
{
    if (!name.startsWith(u'#'))
        return namedEntity(name);
    const bool hex = name.size() > 1 && (name[1] == u'x' || name[1] == u'X');
    bool valid = false;
    const uint code = name.sliced(hex ? 2 : 1).toUInt(&valid, hex ? 16 : 10);
    const bool character = valid && code > 0 && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
    return character ? QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1) : QString();
}

} // namespace

QString collapsedBlanks(const QString &text)
{
    QString out;
    out.reserve(text.size());
    bool pending = false;
    for (const QChar c : text) {
        if (isInvisible(c.unicode()))
            continue;
        if (c.isSpace()) {
            pending = !out.isEmpty();
            continue;
        }
        if (pending)
            out.append(u' ');
        pending = false;
        out.append(c);
    }
    return out;
}

QString foldedForMatching(const QString &text)
{
    return collapsedBlanks(text.normalized(QString::NormalizationForm_C)).toCaseFolded();
}

QString cutAtWord(const QString &text, qsizetype length)
{
    if (text.size() <= length)
        return text;
    qsizetype end = length;
    if (end > 0 && text[end - 1].isHighSurrogate())
        --end;
    if (!text[end].isSpace()) {
        const qsizetype blank = text.lastIndexOf(u' ', end - 1);
        if (blank > length * 2 / 3)
            end = blank;
    }
    return text.left(end).trimmed();
}

QString cutWithHash(const QString &text, qsizetype length)
{
    if (text.size() <= length)
        return text;
    // Ten hexadecimal digits: among 10 000 numbers cut to the same head two meet once in 20 000 times.
    const QString mark = u'-' + QString::fromLatin1(sha256Hex(text.toUtf8()).first(10));
    if (length <= mark.size())
        return mark.right(length);
    return cutAtWord(text, length - mark.size()) + mark;
}

QString withoutTags(const QString &text)
{
    if (!text.contains(u'<'))
        return text;
    static const QRegularExpression kBreak(
        u"<(br|/p|/div|/li)\\b[^>]*>"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kTag(u"</?[a-zA-Z!][^>]*>"_s);
    return QString(text).replace(kBreak, u" "_s).remove(kTag);
}

QString decodedEntities(const QString &text)
{
    if (!text.contains(u'&'))
        return text;
    QString out;
    out.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text[at] == u'&' ? text.indexOf(u';', at) : -1;
        const QString decoded = end > at && end - at <= 10
            ? entityText(QStringView(text).sliced(at + 1, end - at - 1))
            : QString();
        if (decoded.isEmpty()) {
            out.append(text[at++]);
            continue;
        }
        out.append(decoded);
        at = end + 1;
    }
    return out;
}

QString withoutForbidden(const QString &text)
{
    QString out = text;
    for (QChar &c : out) {
        if (c == u':')
            c = u'-';
        else if (c == u'\t' || c == u'\n' || c == u'\r')
            c = u' ';
        else if (c == u'"')
            c = u'\'';
    }
    return out;
}

QString withoutSymbols(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
            const QChar low = text[++at];
            if (!isSymbol(QChar::surrogateToUcs4(c, low)))
                out.append(c).append(low);
            continue;
        }
        const bool control = c.unicode() < 0x20 && c != u'\n' && c != u'\t' && c != u'\r';
        if (!c.isSurrogate() && !control && !isSymbol(c.unicode()))
            out.append(c);
    }
    return out;
}

bool isMailAddress(const QString &text)
{
    static const QRegularExpression kAddress(
        u"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$"_s);
    return text.size() <= 100 && !text.contains(u".."_s) && kAddress.match(text).hasMatch();
}

} // namespace uds
