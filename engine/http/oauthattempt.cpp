#include "engine/http/oauthattempt.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QUrlQuery>
#include <QtEndian>

namespace uds {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr int kLongestCode = 512;

/// 256 random bits as 43 letters, digits, "-" and "_".
QByteArray secretText(Random &random)
{
    QByteArray bytes;
    for (int word = 0; word < 4; ++word) {
        const quint64 bits = qToBigEndian(random.next());
        bytes.append(reinterpret_cast<const char *>(&bits), sizeof bits);
    }
    return bytes.toBase64(kBase64);
}

/// How long it takes tells nothing about where the first difference is.
bool isSameSecret(const QByteArray &left, const QByteArray &right)
{
    const QByteArray first = QCryptographicHash::hash(left, QCryptographicHash::Sha256);
    const QByteArray second = QCryptographicHash::hash(right, QCryptographicHash::Sha256);
    unsigned difference = 0;
    for (qsizetype i = 0; i < first.size(); ++i)
        difference |= uchar(first.at(i)) ^ uchar(second.at(i));
    return difference == 0;
}

Error signInError(const QString &code, const QString &message, const QString &hint)
{
    return {ErrorKind::Authentication, code, message, hint, {}, {}, std::nullopt};
}

Error foreignState()
{
    return signInError(u"oauth.state"_s,
        QCoreApplication::translate(
            "uds", "The answer does not belong to this sign-in. Nothing of it was used."),
        QCoreApplication::translate("uds",
            "Start the sign-in again and finish it in the page that opens. If you did not start one, "
            "somebody tried to connect a foreign account."));
}

Error late()
{
    return signInError(u"oauth.late"_s,
        QCoreApplication::translate("uds", "The sign-in took longer than five minutes and has expired."),
        QCoreApplication::translate("uds", "Start it again."));
}

Error declined(const QString &reason)
{
    if (reason == "access_denied"_L1)
        return signInError(u"oauth.denied"_s,
            QCoreApplication::translate("uds", "The permission was denied in the browser."),
            QCoreApplication::translate("uds",
                "Start the sign-in again and choose Connect, or ask an administrator of the account."));
    if (reason == "invalid_scope"_L1)
        return signInError(u"oauth.scope"_s,
            QCoreApplication::translate("uds", "The app may not ask for this permission."),
            QCoreApplication::translate("uds", "Switch on accounting access for the app at the platform."));
    Error error = signInError(u"oauth.declined"_s,
        QCoreApplication::translate("uds", "The platform ended the sign-in without a permission."),
        QCoreApplication::translate("uds", "Start it again."));
    error.detail = reason.left(100);
    return error;
}

Error noAddress()
{
    return {ErrorKind::Configuration, u"oauth.address"_s,
        QCoreApplication::translate("uds", "This is not the address that the browser ended at."),
        QCoreApplication::translate(
            "uds", "Copy the whole address of the last page; it contains \"state=\" and \"code=\"."),
        {}, {}, std::nullopt};
}

} // namespace

OAuthAttempt::OAuthAttempt(OAuthPage page, Clock &clock, Random &random, quint16 relayPort)
    : m_page(std::move(page))
    , m_clock(clock)
    , m_begun(clock.boot())
    , m_state(secretText(random))
{
    if (relayPort != 0)
        m_state += '.' + QByteArray::number(relayPort);
    if (m_page.withPkce)
        m_verifier = secretText(random);
}

QUrl OAuthAttempt::address() const
{
    QUrlQuery query;
    const auto add = [&query](const QString &name, const QString &value) {
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add(u"client_id"_s, m_page.clientId);
    add(u"response_type"_s, u"code"_s);
    add(u"scope"_s, m_page.scopes.join(u' '));
    add(u"redirect_uri"_s, m_page.redirectUrl.toString(QUrl::FullyEncoded));
    add(u"state"_s, QString::fromLatin1(m_state));
    if (m_page.withPkce) {
        const QByteArray challenge = QCryptographicHash::hash(m_verifier, QCryptographicHash::Sha256);
        add(u"code_challenge"_s, QString::fromLatin1(challenge.toBase64(kBase64)));
        add(u"code_challenge_method"_s, u"S256"_s);
    }
    QUrl url = m_page.url;
    url.setQuery(query);
    return url;
}

Result<QString> OAuthAttempt::codeIn(const QUrl &returned)
{
    const QUrlQuery query(returned);
    if (!query.hasQueryItem(u"state"_s))
        return fail(noAddress());
    const QByteArray state = query.queryItemValue(u"state"_s, QUrl::FullyDecoded).toUtf8();
    if (m_state.isEmpty() || !isSameSecret(state, m_state))
        return fail(foreignState());
    m_state.clear();
    if (left() <= milliseconds(0))
        return fail(late());
    if (query.hasQueryItem(u"error"_s))
        return fail(declined(query.queryItemValue(u"error"_s, QUrl::FullyDecoded)));
    const QString code = query.queryItemValue(u"code"_s, QUrl::FullyDecoded);
    if (code.isEmpty() || code.size() > kLongestCode)
        return fail(declined({}));
    return code;
}

milliseconds OAuthAttempt::left() const
{
    return std::max(milliseconds(0), m_begun + kLifetime - m_clock.boot());
}

QUrl pastedAddress(const QString &text)
{
    QString address = text;
    address.remove(u'\n').remove(u'\r');
    address = address.trimmed();
    if (!address.contains(u"://"_s))
        address = u"http://localhost/?"_s + address.mid(address.indexOf(u'?') + 1);
    return QUrl(address, QUrl::TolerantMode);
}

} // namespace uds
