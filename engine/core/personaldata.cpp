#include "engine/core/personaldata.h"

#include "engine/core/hash.h"

#include <QHash>
#include <QRegularExpression>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kMask = "***"_L1;
constexpr qsizetype kContext = 40; // so far back a word says what a number is

/// What stands before a number.
QStringView before(const QString &text, qsizetype position)
{
    const qsizetype begin = std::max(qsizetype(0), position - kContext);
    return QStringView(text).sliced(begin, position - begin);
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
        result += replaced(match);
        copied = match.capturedEnd();
    }
    if (copied == 0)
        return text;
    return result + text.sliced(copied);
}

QRegularExpression compiled(const QString &pattern)
{
    QRegularExpression expression(
        pattern, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    expression.optimize();
    return expression;
}

QString digitsOf(QStringView text)
{
    QString digits;
    for (const QChar character : text) {
        if (character >= u'0' && character <= u'9')
            digits += character;
    }
    return digits;
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

/// "order_id": , intuit_tid= , DocNumber , EAN , # ... directly before a number: then it is an identity.
bool isIdentity(QStringView context)
{
    static const QRegularExpression word = compiled(
        uR"((?:(?<![a-z])(?:[a-z]*[ _-]?(?:order|document|doc|invoice|refund|transaction|customer|product|trace))"_s
        uR"(?[ _-]?(?:id|number|no|nr|tid|ref|reference)|order|ean|gtin|upc|sku|intuit_tid)\.?|#))"_s
        uR"re(["']?\s*[:=#]?\s*["']?#?$)re"_s);
    static const QRegularExpression card = compiled(
        uR"((?:card|credit|debit|visa|mastercard|amex|(?<![a-z])(?:pan|cc))[ _-]?\w*["']?\s*[:=#]?\s*["']?$)"_s);
    return word.match(context.toString()).hasMatch() && !card.match(context.toString()).hasMatch();
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

/// Characters of an account number by country.
int accountLength(const QString &country)
{
    static const QHash<QString, int> lengths = [] {
        const QString table = u"AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20"
                              "EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30"
                              "KW30KZ20LB28LC32LI21LT20LU20LV21MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28"
                              "PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24"
                              "XK20"_s;
        QHash<QString, int> found;
        for (qsizetype i = 0; i + 4 <= table.size(); i += 4)
            found.insert(table.mid(i, 2), table.mid(i + 2, 2).toInt());
        return found;
    }();
    return lengths.value(country.toUpper(), 0);
}

bool passesMod97(const QString &account)
{
    const QString turned = (account.sliced(4) + account.first(4)).toUpper();
    int remainder = 0;
    for (const QChar character : turned) {
        const int value = character.isDigit() ? character.unicode() - u'0' : character.unicode() - u'A' + 10;
        remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder == 1;
}

bool isPlain(QChar character)
{
    return character.unicode() < 128 && character.isLetterOrNumber();
}

/// Where the account number that begins at \a begin ends; 0 when there is none.
qsizetype accountEnd(const QString &text, qsizetype begin)
{
    const int length = accountLength(text.mid(begin, 2));
    QString account;
    qsizetype i = begin;
    while (i < text.size() && account.size() < length) {
        if (isPlain(text[i]))
            account += text[i];
        else if ((text[i] != u' ' && text[i] != u'-') || !isPlain(text[i - 1]))
            break;
        ++i;
    }
    const bool isWhole = length > 0 && account.size() == length && (i == text.size() || !isPlain(text[i]));
    return isWhole && passesMod97(account) ? i : 0;
}

bool isPhone(const QString &found)
{
    static const QRegularExpression amount = compiled(uR"(^\+\d+[.,]\d{1,4}$)"_s);
    const qsizetype digits = digitsOf(found).size();
    return digits >= 7 && digits <= 15 && !amount.match(found).hasMatch();
}

} // namespace

QString withoutCards(const QString &text)
{
    if (!hasLongDigitRun(text))
        return text;
    static const QRegularExpression pattern
        = compiled(uR"((?<![\p{L}\p{N}_])(?<!\d\.)\d(?:[ -]?\d){12,18}(?!\.?\d)(?![\p{L}_]))"_s);
    return replacedMatches(text, pattern, [&text](const QRegularExpressionMatch &match) {
        const QString digits = digitsOf(match.capturedView());
        const bool isCard = digits.size() >= 13 && isIssuedRange(digits) && passesLuhn(digits)
            && !isIdentity(before(text, match.capturedStart()));
        return isCard ? QString(kMask) : match.captured();
    });
}

QString withoutAccounts(const QString &text)
{
    static const QRegularExpression start = compiled(uR"((?<![\p{L}\p{N}_])[A-Z]{2}\d{2}[ -]?[A-Z0-9])"_s);
    QString result;
    qsizetype copied = 0;
    QRegularExpressionMatchIterator matches = start.globalMatch(text);
    while (matches.hasNext()) {
        const qsizetype begin = matches.next().capturedStart();
        const qsizetype end = begin < copied ? 0 : accountEnd(text, begin);
        if (end == 0)
            continue;
        result += QStringView(text).sliced(copied, begin - copied);
        result += kMask;
        copied = end;
    }
    return copied == 0 ? text : result + text.sliced(copied);
}

QString withoutPhones(const QString &text)
{
    static const QRegularExpression international
        = compiled(uR"((?<![\w+.])(?:\+|%2B)[1-9](?:[ ()./-]{0,2}\d){7,14}(?![\w]))"_s);
    static const QRegularExpression named = compiled(
        uR"re(((?<![a-z])(?:phone|telephone|tel|mobile|cell|fax|telefon|whatsapp|sms)(?:[ _]?(?:number|no)\b)?)re"_s
        uR"re(["']?\.?\s*[:=]?\s*["']?)(\(?\d(?:[ ()./-]{0,2}\d){6,14})(?!\w))re"_s);
    QString result = text;
    if (text.contains(u'+') || text.contains(u"%2B"_s, Qt::CaseInsensitive))
        result = replacedMatches(result, international, [](const QRegularExpressionMatch &match) {
            return isPhone(match.captured()) ? QString(kMask) : match.captured();
        });
    return replacedMatches(
        result, named, [](const QRegularExpressionMatch &match) { return match.captured(1) + kMask; });
}

QString withoutSocialSecurityNumbers(const QString &text)
{
    static const QRegularExpression pattern = compiled(
        uR"re(((?<![a-z])(?:ssn|social security(?: number| no\.?)?|itin|tin|tax ?id)["']?\s*[:=]?\s*["']?))re"_s
        uR"re((?!000|666|9)\d{3}[- ]\d{2}[- ]\d{4}(?!\w))re"_s);
    return replacedMatches(
        text, pattern, [](const QRegularExpressionMatch &match) { return match.captured(1) + kMask; });
}

QString withoutEmails(const QString &text)
{
    if (!text.contains(u'@') && !text.contains(u"%40"_s))
        return text;
    static const QRegularExpression pattern
        = compiled(uR"([\p{L}\p{N}._%+'-]+(?:@|%40)(?:[\p{L}\p{N}-]+\.)+\p{L}{2,})"_s);
    return replacedMatches(text, pattern, [](const QRegularExpressionMatch &match) {
        return maskedEmail(match.captured().replace(u"%40"_s, u"@"_s));
    });
}

QString maskedEmail(const QString &address)
{
    constexpr qsizetype kHashLength = 6;
    const qsizetype at = address.lastIndexOf(u'@');
    if (at <= 0)
        return kMask;
    const QByteArray domain = address.sliced(at + 1).toLower().toUtf8();
    return address.first(1) + kMask + u'@' + QString::fromLatin1(sha256Hex(domain).left(kHashLength));
}

} // namespace uds
