#include "engine/http/oauthgrant.h"

#include "engine/http/basicauthorizer.h"
#include "engine/http/retrypolicy.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kUsualLifeSeconds = 3600;
constexpr auto kTokenDeadline = 30s;

Error refusalError(const HttpResponse &response, const QString &reason, const QDateTime &nowUtc)
{
    if (reason == "invalid_grant"_L1)
        return {ErrorKind::Authentication, u"oauth.grant"_s,
            QCoreApplication::translate("uds", "The sign-in service no longer accepts this permission."),
            QCoreApplication::translate("uds", "Sign in again."), {}, {}, std::nullopt};
    if (reason == "invalid_client"_L1)
        return {ErrorKind::Authentication, u"oauth.client"_s,
            QCoreApplication::translate("uds", "The client ID or the client secret is wrong."),
            QCoreApplication::translate("uds", "Check the keys of the app in the integration."), {}, {},
            std::nullopt};
    const bool passing = response.status == 429 || response.status >= 500 || response.status < 400;
    return {passing ? ErrorKind::Network : ErrorKind::Authentication,
        passing ? u"oauth.unavailable"_s : u"oauth.refused"_s,
        passing ? QCoreApplication::translate("uds", "The sign-in service cannot be used at the moment.")
                : QCoreApplication::translate("uds", "The sign-in service refused the request."),
        passing ? QCoreApplication::translate("uds", "Nothing to do: it is tried again later.")
                : QCoreApplication::translate("uds", "Sign in again; if it stays like this, check the app."),
        {}, u"%1 %2"_s.arg(response.status).arg(reason).trimmed(), retryAfterOf(response, nowUtc)};
}

std::optional<QDateTime> endOf(const Json &seconds, const QDateTime &nowUtc)
{
    const auto life = seconds.integer();
    return life ? std::optional(nowUtc.addSecs(*life)) : std::nullopt;
}

void keepTime(Json &secrets, const QString &name, const std::optional<QDateTime> &time)
{
    if (time)
        secrets.set(name, time->toString(Qt::ISODate));
}

} // namespace

HttpRequest oauthTokenRequest(const OAuthClient &client, const QByteArray &form)
{
    HttpRequest request;
    request.verb = "POST";
    request.url = client.tokenUrl;
    request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"},
        {"Authorization", basicCredential(client.id, client.secret)},
        {"x-include-refresh-token-hard-expires-in", "true"}};
    request.body = form;
    request.deadline = kTokenDeadline;
    return request;
}

Result<OAuthGrant> oauthGrant(const HttpResponse &response, const QDateTime &nowUtc)
{
    const Result<Json> parsed = Json::parse(response.body);
    const Json document = parsed && parsed->isObject() ? *parsed : Json();
    OAuthGrant grant;
    grant.accessToken = document[u"access_token"].string();
    if (response.status != 200 || grant.accessToken.isEmpty())
        return fail(refusalError(response, document[u"error"].string().left(100), nowUtc));
    grant.refreshToken = document[u"refresh_token"].string();
    grant.accessExpiresUtc
        = endOf(document[u"expires_in"], nowUtc).value_or(nowUtc.addSecs(kUsualLifeSeconds));
    grant.refreshExpiresUtc = endOf(document[u"x_refresh_token_expires_in"], nowUtc);
    grant.hardExpiresUtc = endOf(document[u"x_refresh_token_hard_expires_in"], nowUtc);
    return grant;
}

Json oauthSecrets(const OAuthGrant &grant)
{
    Json secrets = Json::object({
        {u"access_token"_s, grant.accessToken},
        {u"refresh_token"_s, grant.refreshToken},
    });
    keepTime(secrets, u"access_expires_utc"_s, grant.accessExpiresUtc);
    keepTime(secrets, u"refresh_expires_utc"_s, grant.refreshExpiresUtc);
    keepTime(secrets, u"refresh_hard_expires_utc"_s, grant.hardExpiresUtc);
    return secrets;
}

std::optional<QDateTime> oauthTime(const Json &secrets, QStringView name)
{
    const QDateTime time = QDateTime::fromString(secrets[name].string(), Qt::ISODate);
    return time.isValid() ? std::optional(time.toUTC()) : std::nullopt;
}

std::optional<QDateTime> oauthLastDay(const Json &secrets)
{
    const auto rolling = oauthTime(secrets, u"refresh_expires_utc");
    const auto hard = oauthTime(secrets, u"refresh_hard_expires_utc");
    if (rolling && hard)
        return qMin(*rolling, *hard);
    return rolling ? rolling : hard;
}

} // namespace uds
