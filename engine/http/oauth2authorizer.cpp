#include "engine/http/oauth2authorizer.h"

#include "engine/core/clock.h"
#include "engine/http/basicauthorizer.h"
#include "engine/http/httptransport.h"
#include "engine/http/origin.h"
#include "engine/http/retrypolicy.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kEarlySeconds = 5 * 60;
constexpr qint64 kUsualLifeSeconds = 3600;
constexpr auto kTokenDeadline = 30s;
// A 401 that arrives this soon after a refresh was earned by the token before it.
constexpr auto kJustRefreshed = 60s;

Error expiredError()
{
    return Error{ErrorKind::Authentication, u"oauth.expired"_s,
        QCoreApplication::translate(
            "uds", "The permission to use this account has expired or was withdrawn."),
        QCoreApplication::translate("uds", "Connect the integration again."), {}, {}, std::nullopt};
}

Error refusalError(const HttpResponse &response, const QDateTime &nowUtc)
{
    const auto document = Json::parse(response.body);
    const QString reason = document ? (*document)[u"error"].string().left(100) : QString();
    if (reason == "invalid_grant"_L1)
        return expiredError();
    if (reason == "invalid_client"_L1) {
        return Error{ErrorKind::Authentication, u"oauth.client"_s,
            QCoreApplication::translate("uds", "The client ID or the client secret is wrong."),
            QCoreApplication::translate("uds", "Check the keys of the app in the integration."), {}, {},
            std::nullopt};
    }
    const bool passing = response.status == 429 || response.status >= 500 || response.status < 400;
    return Error{passing ? ErrorKind::Network : ErrorKind::Authentication,
        passing ? u"oauth.unavailable"_s : u"oauth.refused"_s,
        passing ? QCoreApplication::translate("uds", "The sign-in service cannot be used at the moment.")
                : QCoreApplication::translate("uds", "The sign-in service refused to renew the permission."),
        {}, {}, u"%1 %2"_s.arg(response.status).arg(reason).trimmed(), retryAfterOf(response, nowUtc)};
}

// Whether a lost token request was applied or not: the answer to both is to ask again with what is stored.
Error lostError(Error error)
{
    if (error.kind == ErrorKind::Ambiguous)
        error.kind = ErrorKind::Network;
    return error;
}

} // namespace

OAuth2Authorizer::OAuth2Authorizer(
    OAuth2Settings settings, HttpTransport &transport, Clock &clock, SecretStore store)
    : m_settings(std::move(settings))
    , m_transport(transport)
    , m_clock(clock)
    , m_store(std::move(store))
    , m_turn(AdmissionLimits{0, 0, 1, 0}, clock)
{
}

QCoro::Task<Result<HttpRequest>> OAuth2Authorizer::authorized(HttpRequest request, std::stop_token stop)
{
    const auto checked = checkOrigin(request.url, m_settings.origin);
    if (!checked)
        co_return fail(checked.error());
    if (needsRefresh()) {
        const auto refreshed = co_await refreshOnce(stop);
        const bool passing = !refreshed && refreshed.error().kind == ErrorKind::Network;
        if (!refreshed && !(passing && isUsable()))
            co_return fail(refreshed.error());
    }
    request.headers.append(HttpHeader{"Authorization", "Bearer " + m_settings.accessToken.toUtf8()});
    co_return request;
}

QCoro::Task<Result<bool>> OAuth2Authorizer::renew(std::stop_token stop)
{
    if (m_refreshedAt && m_clock.boot() - *m_refreshedAt < kJustRefreshed)
        co_return true;
    const auto refreshed = co_await refreshOnce(stop);
    if (!refreshed)
        co_return fail(refreshed.error());
    co_return true;
}

bool OAuth2Authorizer::needsRefresh() const
{
    if (m_settings.accessToken.isEmpty())
        return true;
    return m_settings.accessExpiresUtc
        && m_clock.nowUtc().secsTo(*m_settings.accessExpiresUtc) <= kEarlySeconds;
}

bool OAuth2Authorizer::isUsable() const
{
    return !m_settings.accessToken.isEmpty() && m_settings.accessExpiresUtc
        && m_clock.nowUtc() < *m_settings.accessExpiresUtc;
}

QCoro::Task<Result<void>> OAuth2Authorizer::refreshOnce(std::stop_token stop)
{
    const quint64 seen = m_refreshes;
    const auto turn = co_await m_turn.acquire(false, stop);
    if (!turn)
        co_return fail(turn.error());
    if (m_refreshes == seen) {
        auto outcome = co_await refresh();
        m_lastOutcome = std::move(outcome);
        ++m_refreshes;
    }
    // QCoro moves what co_return names, also a member: the next caller would find it empty.
    Result<void> outcome = m_lastOutcome;
    co_return outcome;
}

QCoro::Task<Result<void>> OAuth2Authorizer::refresh()
{
    if (!m_unstored) {
        if (m_settings.refreshToken.isEmpty())
            co_return fail(expiredError());
        // Nobody's cancellation ends this: the old refresh token may die with the answer.
        const std::stop_token never;
        HttpRequest request = tokenRequest();
        const auto response = co_await m_transport.send(std::move(request), never);
        if (!response)
            co_return fail(lostError(response.error()));
        auto grant = grantIn(*response);
        if (!grant)
            co_return fail(grant.error());
        m_unstored = std::move(*grant);
    }
    Json secrets = secretsOf(*m_unstored);
    const auto stored = co_await m_store(std::move(secrets));
    if (!stored)
        co_return fail(stored.error());
    m_settings.accessToken = m_unstored->accessToken;
    m_settings.refreshToken = m_unstored->refreshToken;
    m_settings.accessExpiresUtc = m_unstored->accessExpiresUtc;
    m_refreshedAt = m_clock.boot();
    m_unstored.reset();
    co_return Result<void>();
}

HttpRequest OAuth2Authorizer::tokenRequest() const
{
    HttpRequest request;
    request.verb = "POST";
    request.url = m_settings.tokenUrl;
    request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"},
        {"Authorization", basicCredential(m_settings.clientId, m_settings.clientSecret)}};
    request.body
        = "grant_type=refresh_token&refresh_token=" + QUrl::toPercentEncoding(m_settings.refreshToken);
    request.deadline = kTokenDeadline;
    return request;
}

Result<OAuth2Authorizer::Grant> OAuth2Authorizer::grantIn(const HttpResponse &response) const
{
    const QDateTime nowUtc = m_clock.nowUtc();
    const auto document = Json::parse(response.body);
    const bool granted
        = response.status == 200 && document && !(*document)[u"access_token"].string().isEmpty();
    if (!granted)
        return fail(refusalError(response, nowUtc));
    Grant grant;
    grant.accessToken = (*document)[u"access_token"].string();
    // A refresh token that is not repeated stays valid (RFC 6749 section 6).
    const QString refreshToken = (*document)[u"refresh_token"].string();
    grant.refreshToken = refreshToken.isEmpty() ? m_settings.refreshToken : refreshToken;
    const auto life = (*document)[u"expires_in"].integer();
    grant.accessExpiresUtc = nowUtc.addSecs(life.value_or(kUsualLifeSeconds));
    if (const auto refreshLife = (*document)[u"x_refresh_token_expires_in"].integer())
        grant.refreshExpiresUtc = nowUtc.addSecs(*refreshLife);
    return grant;
}

Json OAuth2Authorizer::secretsOf(const Grant &grant)
{
    Json secrets = Json::object({
        {u"access_token"_s, grant.accessToken},
        {u"refresh_token"_s, grant.refreshToken},
        {u"access_expires_utc"_s, grant.accessExpiresUtc.toString(Qt::ISODate)},
    });
    if (grant.refreshExpiresUtc)
        secrets.set(u"refresh_expires_utc"_s, grant.refreshExpiresUtc->toString(Qt::ISODate));
    return secrets;
}

} // namespace uds
