#include "engine/core/masking.h"

#include <QByteArray>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kMask = "***"_L1;
constexpr qsizetype kShortestSecret = 6;

/// A shape of text that is secret whatever its value; the replacement keeps the part that says what it was.
struct Shape {
    QStringList marks; ///< lower case; without one of them in the text the pattern is not even tried
    QRegularExpression pattern;
    QString replacement;
};

Shape shape(const QStringList &marks, const QString &pattern, const QString &replacement)
{
    QRegularExpression expression(pattern, QRegularExpression::CaseInsensitiveOption);
    expression.optimize();
    return {marks, expression, replacement};
}

bool containsAny(const QString &text, const QStringList &marks)
{
    return std::any_of(
        marks.begin(), marks.end(), [&text](const QString &mark) { return text.contains(mark); });
}

/// name=value, name: value and "name": "value" for names of secrets. A bare "key" or "SyncToken" is none of
/// them.
QString namedSecretPattern()
{
    const QString name = uR"((?:(?:api|consumer|access|private|secret|license)[_-]?key)"_s
                         uR"(|(?:access|refresh|auth|bearer|client|id|api)?[_-]?token)"_s
                         uR"(|(?:client|consumer|api|app)?[_-]?secret)"_s
                         uR"(|password|passwd|passphrase|signature|authorization))"_s;
    const QString value = uR"re((?!\*\*\*|(?:Bearer|Basic)\b)[^\s"'&,;<>}\]]{4,})re"_s;
    return uR"re((\b(?:[a-z0-9]+[_-])*)re"_s + name + uR"re("?\s*[=:]\s*"?))re"_s + value;
}

const QList<Shape> &secretShapes()
{
    static const QList<Shape> shapes{
        shape({u"-----begin"_s}, uR"(-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$))"_s, kMask),
        shape({u"bearer"_s, u"basic"_s}, uR"(\b(Bearer|Basic)(\s+|%20|\+)[A-Za-z0-9._~+/=%-]{6,})"_s,
            u"\\1\\2***"_s),
        shape({u"ck_"_s, u"cs_"_s}, uR"(\b(c[ks]_)[0-9a-f]{8,})"_s, u"\\1***"_s),
        shape({u"eyj"_s}, uR"(\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)*)"_s, kMask),
        shape({u"hooks.slack"_s}, uR"((hooks\.slack\.com/[a-z]+/)[A-Za-z0-9/_-]+)"_s, u"\\1***"_s),
        shape({u"@"_s}, uR"(([a-z][a-z0-9+.-]*://)[^/\s:@?#]*:[^/\s@?#]*@)"_s, u"\\1***@"_s),
        shape({u"key="_s}, uR"(([?&]key=)[^&\s]{4,})"_s, u"\\1***"_s),
        shape({u"key"_s, u"token"_s, u"secret"_s, u"passw"_s, u"passphrase"_s, u"signature"_s,
                  u"authorization"_s},
            namedSecretPattern(), u"\\1***"_s),
    };
    return shapes;
}

bool passesLuhn(QStringView digits)
{
    int sum = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i].unicode() - u'0';
        if (i % 2 == 1)
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

/// The first digits that card companies issue; Luhn alone is passed by every tenth order number.
bool isIssuedRange(QStringView digits)
{
    const int two = digits.first(2).toInt();
    const int four = digits.first(4).toInt();
    const bool isAmex = (two == 34 || two == 37) && digits.size() == 15;
    const bool isDiners
        = (two == 36 || two == 38 || two == 39 || (two == 30 && four < 3060)) && digits.size() == 14;
    const bool isVisa
        = digits[0] == u'4' && (digits.size() == 13 || digits.size() == 16 || digits.size() == 19);
    const bool isMastercard
        = ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) && digits.size() == 16;
    const bool isDiscover
        = (four == 6011 || two == 65 || (four >= 6440 && four <= 6499)) && digits.size() >= 16;
    const bool isOther = (two == 62 || (four >= 3528 && four <= 3589)) && digits.size() >= 16;
    return isAmex || isDiners || isVisa || isMastercard || isDiscover || isOther;
}

QString withoutSeparators(QStringView text)
{
    QString digits;
    for (const QChar character : text) {
        if (character.isDigit())
            digits += character;
    }
    return digits;
}

/// Replaces each match with what \a replaced returns for it.
template <typename Replacement>
QString replacedMatches(const QString &text, const QRegularExpression &pattern, const Replacement &replaced)
{
    QString result;
    qsizetype copied = 0;
    QRegularExpressionMatchIterator matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        result += QStringView(text).sliced(copied, match.capturedStart() - copied);
        result += replaced(match.captured());
        copied = match.capturedEnd();
    }
    if (copied == 0)
        return text;
    return result + text.sliced(copied);
}

bool hasLongDigitRun(const QString &text)
{
    constexpr int kShortestCard = 13;
    int digits = 0;
    for (const QChar character : text) {
        if (character >= u'0' && character <= u'9') {
            if (++digits == kShortestCard)
                return true;
        } else if (character != u' ' && character != u'-') {
            digits = 0;
        }
    }
    return false;
}

QString withoutCards(const QString &text)
{
    if (!hasLongDigitRun(text))
        return text;
    static const QRegularExpression pattern(uR"((?<!\d)(?<!\d\.)\d(?:[ -]?\d){12,18}(?!\.?\d))"_s);
    return replacedMatches(text, pattern, [](const QString &found) {
        const QString digits = withoutSeparators(found);
        return isIssuedRange(digits) && passesLuhn(digits) ? QString(kMask) : found;
    });
}

QString withoutEmails(const QString &text)
{
    if (!text.contains(u'@') && !text.contains(u"%40"_s))
        return text;
    static const QRegularExpression pattern(
        uR"([\p{L}\p{N}._%+'-]+(?:@|%40)(?:[\p{L}\p{N}-]+\.)+\p{L}{2,})"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    return replacedMatches(text, pattern, [](const QString &found) {
        QString address = found;
        return maskedEmail(address.replace(u"%40"_s, u"@"_s));
    });
}

/// The spellings in which a secret may turn up in a header, a URL or a dump.
QStringList spellings(const QString &secret)
{
    const QByteArray utf8 = secret.toUtf8();
    QString jsonEscaped = secret;
    jsonEscaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    constexpr auto kUrlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    return {secret, jsonEscaped, QString::fromLatin1(utf8.toBase64(QByteArray::OmitTrailingEquals)),
        QString::fromLatin1(utf8.toBase64(kUrlSafe)), QString::fromLatin1(utf8.toHex()),
        QString::fromLatin1(utf8.toHex()).toUpper(), QString::fromLatin1(QUrl::toPercentEncoding(secret)),
        QString::fromLatin1(QUrl::toPercentEncoding(secret)).replace(u"%20"_s, u"+"_s)};
}

} // namespace

void Masker::addSecret(const QString &secret)
{
    if (secret.size() < kShortestSecret)
        return;
    for (const QString &spelling : spellings(secret)) {
        if (!m_secrets.contains(spelling))
            m_secrets.append(spelling);
    }
    std::stable_sort(m_secrets.begin(), m_secrets.end(),
        [](const QString &left, const QString &right) { return left.size() > right.size(); });
}

QString Masker::masked(const QString &text) const
{
    QString result = text;
    for (const QString &secret : m_secrets)
        result.replace(secret, kMask);
    const QString lower = result.toLower();
    for (const Shape &shape : secretShapes()) {
        if (containsAny(lower, shape.marks))
            result.replace(shape.pattern, shape.replacement);
    }
    return withoutEmails(withoutCards(result));
}

QByteArray Masker::withoutSecrets(QByteArray utf8) const
{
    for (const QString &secret : m_secrets)
        utf8.replace(secret.toUtf8(), "***");
    return utf8;
}

QString maskedEmail(const QString &address)
{
    const qsizetype at = address.lastIndexOf(u'@');
    if (at <= 0)
        return kMask;
    return address.first(1) + kMask + address.sliced(at);
}

} // namespace uds
