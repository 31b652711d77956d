#include "engine/simulators/companyoauth.h"

#include "engine/core/json.h"

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
        return refreshed(formField(request, u"refresh_token"_s), nowUtc);
    if (grant == "authorization_code"_L1)
        return exchanged(formField(request, u"code"_s), nowUtc);
    return answer(400, Json::object({{u"error"_s, u"unsupported_grant_type"_s}}));
}

HttpResponse CompanyOAuth::revoke(const HttpRequest &request)
{
    if (!isClient(request))
        return answer(401, Json::object({{u"error"_s, u"invalid_client"_s}}));
    const Json body = Json::parse(request.body).value_or(Json());
    const QString token = body.isObject() ? body[u"token"].string() : formField(request, u"token"_s);
    if (token.isEmpty() || (token != m_refreshToken && !m_accessTokens.contains(token)))
        return answer(400, Json::object({{u"error"_s, u"invalid_request"_s}}));
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
    m_refreshSince = nowUtc;
    m_accessTokens.insert(m_options.accessToken, nowUtc.addSecs(m_options.accessLifetime.count()));
}

bool CompanyOAuth::isClient(const HttpRequest &request) const
{
    const QByteArray pair = (m_options.clientId + u':' + m_options.clientSecret).toUtf8();
    return headerValue(request.headers, "Authorization") == "Basic " + pair.toBase64();
}

HttpResponse CompanyOAuth::refreshed(const QString &token, const QDateTime &nowUtc)
{
    if (m_replaced.contains(token) && m_options.punishTokenRace)
        disconnect();
    if (token.isEmpty() || token != m_refreshToken)
        return invalidGrant(u"Incorrect or invalid refresh token"_s);
    ++m_refreshes;
    if (m_refreshSince.secsTo(nowUtc) >= m_options.refreshRotation.count()) {
        m_replaced.insert(m_refreshToken);
        m_refreshToken = u"%1-%2"_s.arg(m_options.refreshToken).arg(++m_rotations);
        m_refreshSince = nowUtc;
    }
    return granted(nowUtc);
}

HttpResponse CompanyOAuth::exchanged(const QString &code, const QDateTime &nowUtc)
{
    if (code.isEmpty() || m_isCodeUsed || code != m_options.authorizationCode)
        return invalidGrant(u"Invalid authorization code"_s);
    m_isCodeUsed = true;
    m_refreshToken = u"%1-%2"_s.arg(m_options.refreshToken).arg(++m_rotations);
    m_refreshSince = nowUtc;
    return granted(nowUtc);
}

HttpResponse CompanyOAuth::granted(const QDateTime &nowUtc)
{
    const QString access = u"%1-%2-%3"_s.arg(m_options.accessToken).arg(m_rotations).arg(m_refreshes);
    m_accessTokens.insert(access, nowUtc.addSecs(m_options.accessLifetime.count()));
    return answer(200,
        Json::object({{u"token_type"_s, u"bearer"_s},
            {u"expires_in"_s, qint64(m_options.accessLifetime.count())}, {u"refresh_token"_s, m_refreshToken},
            {u"x_refresh_token_expires_in"_s, 8'640'000}, {u"access_token"_s, access}}));
}

} // namespace uds
