#include "engine/http/oauth2authorizer.h"

#include "engine/core/clock.h"
#include "engine/http/httptransport.h"
#include "engine/http/origin.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kEarlySeconds = 5 * 60;
// A 401 that arrives this soon after a refresh was earned by the token before it.
constexpr auto kJustRefreshed = 60s;

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
    , m_turn(AdmissionLimits{1, {}}, clock)
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
    if (!m_store)
        co_return false;
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
    if (!m_store)
        return false;
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
        auto grant = co_await requested();
        if (!grant)
            co_return fail(grant.error());
        m_unstored = std::move(*grant);
    }
    Json secrets = oauthSecrets(*m_unstored);
    const auto stored = co_await m_store(std::move(secrets));
    if (!stored)
        co_return fail(stored.error());
    m_settings.accessToken = m_unstored->accessToken;
    m_settings.refreshToken = m_unstored->refreshToken;
    m_settings.accessExpiresUtc = m_unstored->accessExpiresUtc;
    if (const auto lastDay = oauthLastDay(oauthSecrets(*m_unstored)))
        m_settings.refreshExpiresUtc = lastDay;
    m_refreshedAt = m_clock.boot();
    m_unstored.reset();
    co_return Result<void>();
}

QCoro::Task<Result<OAuthGrant>> OAuth2Authorizer::requested()
{
    if (m_settings.refreshToken.isEmpty() || !m_store)
        co_return fail(endedError());
    // Nobody's cancellation ends this: the old refresh token may die with the answer.
    const std::stop_token never;
    HttpRequest request
        = oauthTokenRequest({m_settings.clientId, m_settings.clientSecret, m_settings.tokenUrl},
            "grant_type=refresh_token&refresh_token=" + QUrl::toPercentEncoding(m_settings.refreshToken));
    const auto response = co_await m_transport.send(std::move(request), never);
    if (!response)
        co_return fail(lostError(response.error()));
    auto grant = oauthGrant(*response, m_clock.nowUtc());
    if (!grant)
        co_return fail(grant.error().code == "oauth.grant"_L1 ? endedError() : grant.error());
    // A refresh token that is not repeated stays valid (RFC 6749 section 6).
    if (grant->refreshToken.isEmpty())
        grant->refreshToken = m_settings.refreshToken;
    co_return grant;
}

Error OAuth2Authorizer::endedError() const
{
    const QString hint = QCoreApplication::translate("uds", "Sign in again; links and history are kept.");
    const bool hasExpired = m_settings.refreshToken.isEmpty()
        || (m_settings.refreshExpiresUtc && m_clock.nowUtc() >= *m_settings.refreshExpiresUtc);
    if (hasExpired)
        return Error{ErrorKind::Authentication, u"oauth.expired"_s,
            QCoreApplication::translate("uds", "The permission to use this account has expired."), hint, {},
            {}, std::nullopt};
    return Error{ErrorKind::Authentication, u"oauth.revoked"_s,
        QCoreApplication::translate("uds",
            "The permission to use this account was withdrawn: at the platform, or because another "
            "installation uses the same tokens."),
        hint, {}, {}, std::nullopt};
}

} // namespace uds
