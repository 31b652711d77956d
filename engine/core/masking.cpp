#include "engine/core/masking.h"

#include "engine/core/personaldata.h"

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
        shape({u"sk_"_s, u"pk_"_s, u"rk_"_s, u"whsec_"_s, u"xox"_s, u"sbp_"_s, u"sb_secret_"_s, u"ghp_"_s},
            uR"(\b((?:[spr]k_(?:live|test)|whsec|sbp|sb_secret|ghp)_|xox[abeprs]-)[A-Za-z0-9_+/=-]{8,})"_s,
            u"\\1***"_s),
        shape({u"hooks.slack"_s}, uR"((hooks\.slack\.com/[a-z]+/)[A-Za-z0-9/_-]+)"_s, u"\\1***"_s),
        shape({u"@"_s}, uR"(([a-z][a-z0-9+.-]*://)[^/\s:@?#]*:[^/\s@?#]*@)"_s, u"\\1***@"_s),
        shape({u"key="_s}, uR"(([?&]key=)[^&\s]{4,})"_s, u"\\1***"_s),
        shape({u"key"_s, u"token"_s, u"secret"_s, u"passw"_s, u"passphrase"_s, u"signature"_s,
                  u"authorization"_s},
            namedSecretPattern(), u"\\1***"_s),
    };
    return shapes;
}

/// A secret inside a longer base64 text is written differently depending on where it begins there: the
/// characters that it alone decides, for the three ways.
QStringList base64Parts(const QByteArray &utf8)
{
    constexpr qsizetype kShortestPart = 8;
    QStringList parts;
    for (qsizetype before = 0; before < 3; ++before) {
        const QByteArray encoded = (QByteArray(before, 'x') + utf8).toBase64();
        const qsizetype begin = (before * 8 + 5) / 6;
        const QByteArray part = encoded.mid(begin, (before + utf8.size()) * 8 / 6 - begin);
        if (part.size() < kShortestPart)
            continue;
        parts.append(QString::fromLatin1(part));
        parts.append(QString::fromLatin1(part).replace(u'+', u'-').replace(u'/', u'_'));
    }
    return parts;
}

/// The spellings in which a secret may turn up in a header, a URL or a dump.
QStringList spellings(const QString &secret)
{
    const QByteArray utf8 = secret.toUtf8();
    QString jsonEscaped = secret;
    jsonEscaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    constexpr auto kUrlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    return base64Parts(utf8)
        + QStringList{secret, jsonEscaped, QString::fromLatin1(utf8.toBase64(QByteArray::OmitTrailingEquals)),
            QString::fromLatin1(utf8.toBase64(kUrlSafe)), QString::fromLatin1(utf8.toHex()),
            QString::fromLatin1(utf8.toHex()).toUpper(), QString::fromLatin1(QUrl::toPercentEncoding(secret)),
            QString::fromLatin1(QUrl::toPercentEncoding(secret)).replace(u"%20"_s, u"+"_s)};
}

/// \a text with every place masked where one of \a secrets stands. Places that overlap are one: masking one
/// secret after the other would leave the rest of the second one standing.
QString withoutParts(const QString &text, const QList<QString> &secrets)
{
    QList<bool> isSecret;
    for (const QString &secret : secrets) {
        for (qsizetype at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
            isSecret.resize(text.size());
            std::fill_n(isSecret.begin() + at, secret.size(), true);
        }
    }
    if (isSecret.isEmpty())
        return text;
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!isSecret[i])
            result += text[i];
        else if (i == 0 || !isSecret[i - 1])
            result += kMask;
    }
    return result;
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
    QString result = withoutParts(text, m_secrets);
    const QString lower = result.toLower();
    for (const Shape &shape : secretShapes()) {
        if (containsAny(lower, shape.marks))
            result.replace(shape.pattern, shape.replacement);
    }
    return withoutEmails(withoutSocialSecurityNumbers(withoutPhones(withoutAccounts(withoutCards(result)))));
}

QByteArray Masker::withoutSecrets(QByteArray utf8) const
{
    for (const QString &secret : m_secrets)
        utf8.replace(secret.toUtf8(), "***");
    return utf8;
}

} // namespace uds
