#include "engine/simulators/companyoauth.h"

#include "engine/core/json.h"

#include <QCryptographicHash>
#include <QUrlQuery>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

HttpResponse answer(int status, const Json &body)
{
    return {status, {{"Content-Type", "application/json;charset=UTF-8"}, {"Cache-Control", "no-store"}},
        body.bytes()};
}

HttpResponse invalidGrant(const QString &description)
{
    return answer(
        400, Json::object({{u"error"_s, u"invalid_grant"_s}, {u"error_description"_s, description}}));
}

/// A form field; `+` stands for a blank there.
QString formField(const HttpRequest &request, const QString &name)
{
    QByteArray form = request.body;
    const QUrlQuery query(QString::fromUtf8(form.replace('+', "%20")));
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

/// The browser is sent back to where the app wants it.
HttpResponse sentBack(const QString &redirectUrl, const QUrlQuery &query)
{
    QUrl url(redirectUrl);
    url.setQuery(query);
    return {302, {{"Location", url.toEncoded()}, {"Cache-Control", "no-store"}}, {}};
}

// The real page is the same for every cause.
HttpResponse errorPage()
{
    return {200, {{"Content-Type", "text/html"}},
        "<html><body>Sorry, but an error has occurred. The app did not connect.</body></html>"};
}

QString challengeOf(const QString &verifier)
{
    const QByteArray hash = QCryptographicHash::hash(verifier.toLatin1(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

CompanyOAuth::CompanyOAuth(const CompanyOptions &options)
    : m_options(options)
    , m_refreshToken(options.refreshToken)
{
}

HttpResponse CompanyOAuth::token(const HttpRequest &request, const QDateTime &nowUtc)
{
    start(nowUtc);
    if (!isClient(request))
        return answer(401, Json::object({{u"error"_s, u"invalid_client"_s}}));
    const QString grant = formField(request, u"grant_type"_s);
    if (grant == "refresh_token"_L1)
        return refreshed(request, nowUtc);
    if (grant == "authorization_code"_L1)
        return exchanged(request, nowUtc);
    return answer(400, Json::object({{u"error"_s, u"unsupported_grant_type"_s}}));
}

HttpResponse CompanyOAuth::authorize(const HttpRequest &request, const QDateTime &nowUtc)
{
    const QUrlQuery query(request.url);
    const auto value
        = [&query](const QString &name) { return query.queryItemValue(name, QUrl::FullyDecoded); };
    const QString redirectUrl = value(u"redirect_uri"_s);
    const bool isRegistered
        = m_options.redirectUrls.isEmpty() || m_options.redirectUrls.contains(redirectUrl);
    const QString state = value(u"state"_s);
    if (value(u"client_id"_s) != m_options.clientId || redirectUrl.isEmpty() || !isRegistered
        || state.isEmpty() || value(u"response_type"_s) != "code"_L1)
        return errorPage();
    QUrlQuery back;
    const bool isInScope = value(u"scope"_s).split(u' ').contains(u"com.intuit.quickbooks.accounting"_s);
    if (!isInScope || m_options.deniesConsent) {
        back.addQueryItem(u"error"_s, isInScope ? u"access_denied"_s : u"invalid_scope"_s);
    } else {
        const QString code = u"XAB%1simulated"_s.arg(m_codes.size() + 1);
        m_codes.insert(code, Code{redirectUrl, value(u"code_challenge"_s), nowUtc});
        back.addQueryItem(u"code"_s, code);
        back.addQueryItem(u"realmId"_s, m_options.realmId);
    }
    back.addQueryItem(u"state"_s, QString::fromLatin1(QUrl::toPercentEncoding(state)));
    return sentBack(redirectUrl, back);
}

HttpResponse CompanyOAuth::discovery(const HttpRequest &request) const
{
    const QString origin = request.url.toString(QUrl::RemovePath | QUrl::RemoveQuery);
    Json document = Json::object({{u"issuer"_s, u"https://oauth.platform.intuit.com/op/v1"_s},
        {u"authorization_endpoint"_s, origin + u"/connect/oauth2"_s},
        {u"token_endpoint"_s, origin + u"/oauth2/v1/tokens/bearer"_s},
        {u"revocation_endpoint"_s, origin + u"/v2/oauth2/tokens/revoke"_s},
        {u"response_types_supported"_s, JsonArray{Json(u"code"_s)}},
        {u"token_endpoint_auth_methods_supported"_s,
            JsonArray{Json(u"client_secret_post"_s), Json(u"client_secret_basic"_s)}}});
    if (m_options.offersPkce)
        document.set(u"code_challenge_methods_supported"_s, JsonArray{Json(u"S256"_s)});
    return answer(200, document);
}

HttpResponse CompanyOAuth::revoke(const HttpRequest &request)
{
    if (m_options.refusesRevocation)
        return answer(500, Json::object({{u"error"_s, u"server_error"_s}}));
    if (!isClient(request))
        return answer(401, Json::object({{u"error"_s, u"invalid_client"_s}}));
    const Json body = Json::parse(request.body).value_or(Json());
    const QString token = body.isObject() ? body[u"token"].string() : formField(request, u"token"_s);
    if (token.isEmpty() || (token != m_refreshToken && !m_accessTokens.contains(token)))
        return answer(400, Json::object({{u"error"_s, u"invalid_request"_s}}));
    ++m_revocations;
    disconnect();
    return {200, {}, {}};
}

bool CompanyOAuth::isAuthorized(const HttpRequest &request, const QDateTime &nowUtc)
{
    start(nowUtc);
    const QByteArray header = headerValue(request.headers, "Authorization").value_or(QByteArray());
    if (!header.startsWith("Bearer "))
        return false;
    const auto found = m_accessTokens.constFind(QString::fromUtf8(header.sliced(7)));
    return found != m_accessTokens.constEnd() && nowUtc < *found;
}

void CompanyOAuth::disconnect()
{
    m_accessTokens.clear();
    m_replaced.insert(m_refreshToken);
    m_refreshToken.clear();
    m_hasStarted = true;
}

void CompanyOAuth::start(const QDateTime &nowUtc)
{
    if (m_hasStarted)
        return;
    m_hasStarted = true;
    m_refreshSince = m_permittedUtc = m_lastUseUtc = nowUtc;
    m_accessTokens.insert(m_options.accessToken, nowUtc.addSecs(m_options.accessLifetime.count()));
}

bool CompanyOAuth::isClient(const HttpRequest &request) const
{
    const QByteArray pair = (m_options.clientId + u':' + m_options.clientSecret).toUtf8();
    return headerValue(request.headers, "Authorization") == "Basic " + pair.toBase64();
}

bool CompanyOAuth::hasEnded(const QDateTime &nowUtc) const
{
    return m_lastUseUtc.secsTo(nowUtc) >= m_options.refreshLifetime.count()
        || m_permittedUtc.secsTo(nowUtc) >= m_options.hardLifetime.count();
}

HttpResponse CompanyOAuth::refreshed(const HttpRequest &request, const QDateTime &nowUtc)
{
    const QString token = formField(request, u"refresh_token"_s);
    if (m_replaced.contains(token) && m_options.punishTokenRace)
        disconnect();
    if (token.isEmpty() || token != m_refreshToken || hasEnded(nowUtc))
        return invalidGrant(u"Incorrect or invalid refresh token"_s);
    ++m_refreshes;
    m_lastUseUtc = nowUtc;
    if (m_refreshSince.secsTo(nowUtc) >= m_options.refreshRotation.count()) {
        m_replaced.insert(m_refreshToken);
        m_refreshToken = u"%1-%2"_s.arg(m_options.refreshToken).arg(++m_rotations);
        m_refreshSince = nowUtc;
    }
    return granted(request, nowUtc);
}

bool CompanyOAuth::isExchangeable(const Code &code, const HttpRequest &request, const QDateTime &nowUtc) const
{
    if (code.isUsed || code.givenUtc.secsTo(nowUtc) >= m_options.codeLifetime.count())
        return false;
    if (formField(request, u"redirect_uri"_s) != code.redirectUrl)
        return false;
    return code.challenge.isEmpty() || challengeOf(formField(request, u"code_verifier"_s)) == code.challenge;
}

HttpResponse CompanyOAuth::exchanged(const HttpRequest &request, const QDateTime &nowUtc)
{
    const QString code = formField(request, u"code"_s);
    // A code that a test hands out by hand belongs to whatever address comes with it.
    if (!code.isEmpty() && code == m_options.authorizationCode && !m_codes.contains(code))
        m_codes.insert(code, Code{formField(request, u"redirect_uri"_s), {}, nowUtc});
    const auto found = m_codes.find(code);
    if (found == m_codes.end() || !isExchangeable(*found, request, nowUtc))
        return invalidGrant(u"Invalid authorization code"_s);
    found->isUsed = true;
    m_refreshToken = u"%1-%2"_s.arg(m_options.refreshToken).arg(++m_rotations);
    m_refreshSince = m_permittedUtc = m_lastUseUtc = nowUtc;
    return granted(request, nowUtc);
}

HttpResponse CompanyOAuth::granted(const HttpRequest &request, const QDateTime &nowUtc)
{
    const QString access = u"%1-%2-%3"_s.arg(m_options.accessToken).arg(m_rotations).arg(m_refreshes);
    m_accessTokens.insert(access, nowUtc.addSecs(m_options.accessLifetime.count()));
    Json body = Json::object({{u"token_type"_s, u"bearer"_s},
        {u"expires_in"_s, qint64(m_options.accessLifetime.count())}, {u"refresh_token"_s, m_refreshToken},
        {u"x_refresh_token_expires_in"_s, qint64(m_options.refreshLifetime.count())},
        {u"access_token"_s, access}});
    if (headerValue(request.headers, "x-include-refresh-token-hard-expires-in") == "true")
        body.set(u"x_refresh_token_hard_expires_in"_s,
            qint64(m_options.hardLifetime.count()) - m_permittedUtc.secsTo(nowUtc));
    return answer(200, body);
}

} // namespace uds
