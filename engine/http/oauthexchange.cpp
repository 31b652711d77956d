#include "engine/http/oauthexchange.h"

#include "engine/http/basicauthorizer.h"
#include "engine/http/httptransport.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kDeadline = 15s;

Error codeError()
{
    return {ErrorKind::Authentication, u"oauth.code"_s,
        QCoreApplication::translate("uds",
            "The platform no longer accepts this sign-in: it was used already, "
            "is too old or came from another address."),
        QCoreApplication::translate(
            "uds", "Start the sign-in again, and check that the redirect address is the registered one."),
        {}, {}, std::nullopt};
}

QByteArray exchangeForm(const OAuthCode &code)
{
    QByteArray form = "grant_type=authorization_code&code=" + QUrl::toPercentEncoding(code.code)
        + "&redirect_uri=" + QUrl::toPercentEncoding(code.redirectUrl.toString(QUrl::FullyEncoded));
    if (!code.verifier.isEmpty())
        form += "&code_verifier=" + code.verifier;
    return form;
}

} // namespace

OAuthExchange::OAuthExchange(OAuthClient client, HttpTransport &transport, Clock &clock)
    : m_client(std::move(client))
    , m_transport(transport)
    , m_clock(clock)
{
}

QCoro::Task<Result<OAuthGrant>> OAuthExchange::exchanged(OAuthCode code)
{
    // Nobody's cancellation ends this: the code dies with the request, and the grant would be orphaned.
    const std::stop_token never;
    HttpRequest request = oauthTokenRequest(m_client, exchangeForm(code));
    const auto response = co_await m_transport.send(std::move(request), never);
    if (!response) {
        Error error = response.error();
        if (error.kind == ErrorKind::Ambiguous)
            error.kind = ErrorKind::Network;
        error.hint = QCoreApplication::translate("uds", "Start the sign-in again.");
        co_return fail(error);
    }
    const auto grant = oauthGrant(*response, m_clock.nowUtc());
    if (!grant && grant.error().code == "oauth.grant"_L1)
        co_return fail(codeError());
    co_return grant;
}

QCoro::Task<Result<void>> OAuthExchange::revoked(QUrl revocationUrl, QString token)
{
    HttpRequest request;
    request.verb = "POST";
    request.url = std::move(revocationUrl);
    request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"},
        {"Authorization", basicCredential(m_client.id, m_client.secret)}};
    request.body = Json::object({{u"token"_s, token}}).bytes();
    request.deadline = kDeadline;
    const std::stop_token never;
    const auto response = co_await m_transport.send(std::move(request), never);
    if (!response)
        co_return fail(response.error());
    const bool isUnknown = response->status == 400;
    if (response->status == 200 || isUnknown)
        co_return Result<void>();
    co_return fail(ErrorKind::Authentication, u"oauth.revocation"_s,
        QCoreApplication::translate("uds", "The platform did not withdraw the permission (status %1).")
            .arg(response->status),
        QCoreApplication::translate("uds", "Disconnect the app at the platform as well."));
}

QCoro::Task<bool> OAuthExchange::offersPkce(QUrl discoveryUrl, std::stop_token stop)
{
    HttpRequest request;
    request.url = std::move(discoveryUrl);
    request.headers = {{"Accept", "application/json"}};
    request.deadline = kDeadline;
    const auto response = co_await m_transport.send(std::move(request), stop);
    if (!response || response->status != 200)
        co_return false;
    const Result<Json> document = Json::parse(response->body);
    if (!document)
        co_return false;
    const JsonArray &methods = (*document)[u"code_challenge_methods_supported"].array();
    co_return std::any_of(
        methods.begin(), methods.end(), [](const Json &method) { return method.string() == "S256"_L1; });
}

} // namespace uds
