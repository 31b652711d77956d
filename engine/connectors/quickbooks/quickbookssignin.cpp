#include "engine/connectors/quickbooks/quickbookssignin.h"

#include "engine/connectors/connectorfactory.h"
#include "engine/http/origin.h"

#include <QCoreApplication>
#include <QUrlQuery>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kAuthorization = "https://appcenter.intuit.com/connect/oauth2"_L1;
constexpr auto kToken = "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"_L1;
constexpr auto kRevocation = "https://developer.api.intuit.com/v2/oauth2/tokens/revoke"_L1;
constexpr auto kDiscovery = "https://developer.api.intuit.com/.well-known/openid_configuration"_L1;
constexpr auto kSandboxDiscovery
    = "https://developer.api.intuit.com/.well-known/openid_sandbox_configuration"_L1;
// Development keys accept "localhost" by name only, with the port exactly as registered.
constexpr auto kLoopback = "http://localhost:38117/quickbooks/callback"_L1;

auto refused(const QString &field, const QString &message, const QString &hint)
{
    return fail(Error{ErrorKind::Configuration, u"qbo.settings"_s, message, hint, field, {}, {}});
}

bool isSandbox(const ConnectorSettings &settings)
{
    return settings.values[u"environment"].string() == "sandbox"_L1;
}

bool isIntuit(const QUrl &tokenUrl)
{
    return tokenUrl.isEmpty() || sameOrigin(tokenUrl, QUrl(kToken));
}

Result<void> checkRedirect(const QUrl &url)
{
    const bool isLocal = url.scheme() == "http"_L1 && isLoopbackHost(url.host()) && url.port() > 0;
    const bool isRelay = url.scheme() == "https"_L1 && !url.host().isEmpty();
    if (url.isValid() && (isLocal || isRelay) && !url.hasQuery() && !url.hasFragment()
        && url.userInfo().isEmpty())
        return {};
    return refused(u"redirect_url"_s,
        QCoreApplication::translate("uds", "This cannot be a redirect address."),
        QCoreApplication::translate("uds",
            "Enter it as registered for the app: http://localhost with a port for sandbox keys, or an https "
            "address; without \"?\"."));
}

// Intuit refuses addresses of this computer for production keys, and shows one and the same page for it.
Result<void> checkEnvironment(const ConnectorSettings &settings, const QUrl &redirect)
{
    const bool isLocal = isLoopbackHost(redirect.host());
    if (!isLocal || isSandbox(settings) || !isIntuit(QUrl(settings.values[u"token_url"].string())))
        return {};
    return refused(u"redirect_url"_s,
        QCoreApplication::translate("uds",
            "Production keys need an https redirect address; QuickBooks refuses addresses of this computer."),
        QCoreApplication::translate("uds",
            "Register an https page of your own for the app and enter it here. After signing in, paste the "
            "address that the browser ended at."));
}

} // namespace

QString QuickBooksSignIn::title() const
{
    return QCoreApplication::translate("uds", "Sign in with QuickBooks");
}

QStringList QuickBooksSignIn::scopes() const
{
    return {u"com.intuit.quickbooks.accounting"_s};
}

Result<ConnectorSettings> QuickBooksSignIn::checkedBefore(ConnectorSettings settings) const
{
    const QString missing = QCoreApplication::translate("uds", "The field is empty.");
    const QString hint = QCoreApplication::translate(
        "uds", "Copy it from the keys page of your app at developer.intuit.com.");
    for (const QString &key : {u"client_id"_s, u"environment"_s, u"redirect_url"_s, u"token_url"_s})
        settings.values.set(key, settings.values[key].string().trimmed());
    if (settings.values[u"environment"].string().isEmpty())
        settings.values.set(u"environment"_s, u"production"_s);
    settings.secrets.set(u"client_secret"_s, settings.secrets[u"client_secret"].string().trimmed());
    if (settings.values[u"client_id"].string().isEmpty())
        return refused(u"client_id"_s, missing, hint);
    if (settings.secrets[u"client_secret"].string().isEmpty())
        return refused(u"client_secret"_s, missing, hint);
    const QUrl token(settings.values[u"token_url"].string());
    if (!token.isEmpty() && token.scheme() != "https"_L1 && !isLoopbackHost(token.host()))
        return refused(u"token_url"_s,
            QCoreApplication::translate("uds", "This address is not a complete https address."), {});
    const QUrl redirect = redirectUrl(settings);
    if (const Result<void> good = checkRedirect(redirect); !good)
        return fail(good.error());
    if (const Result<void> good = checkEnvironment(settings, redirect); !good)
        return fail(good.error());
    return settings;
}

SignInAddresses QuickBooksSignIn::addresses(const ConnectorSettings &settings) const
{
    const QUrl token(settings.values[u"token_url"].string());
    if (isIntuit(token))
        return {QUrl(kAuthorization), QUrl(kToken), QUrl(kRevocation),
            QUrl(isSandbox(settings) ? kSandboxDiscovery : kDiscovery)};
    const auto there = [&token](const QUrl &intuit) {
        QUrl url = token;
        url.setPath(intuit.path());
        url.setQuery(QString());
        return url;
    };
    return {there(QUrl(kAuthorization)), token, there(QUrl(kRevocation)), there(QUrl(kDiscovery))};
}

QUrl QuickBooksSignIn::redirectUrl(const ConnectorSettings &settings) const
{
    const QString own = settings.values[u"redirect_url"].string();
    return QUrl(own.isEmpty() ? QString(kLoopback) : own, QUrl::StrictMode);
}

Result<Json> QuickBooksSignIn::accountIn(const QUrl &returned) const
{
    const QString realm = QUrlQuery(returned).queryItemValue(u"realmId"_s, QUrl::FullyDecoded);
    const bool isDigits = std::ranges::all_of(realm, [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (realm.isEmpty() || !isDigits)
        return fail(ErrorKind::Authentication, u"signin.account"_s,
            QCoreApplication::translate("uds", "QuickBooks did not tell which company was chosen."),
            QCoreApplication::translate("uds",
                "Sign in again and choose a company. Paste the whole address; it contains \"realmId=\"."));
    return Json::object({{u"realm_id"_s, realm}});
}

FormField quickBooksRedirectField()
{
    FormField field;
    field.key = u"redirect_url"_s;
    field.kind = FormField::Kind::Url;
    field.label = QCoreApplication::translate("uds", "Redirect address");
    field.help = QCoreApplication::translate("uds",
        "As registered for your app. Empty: %1, for sandbox keys. Production keys need an https address.")
                     .arg(QString(kLoopback));
    field.required = false;
    return field;
}

} // namespace uds
