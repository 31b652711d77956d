#include "engine/connectors/quickbooks/quickbooksfactory.h"

#include "engine/connectors/quickbooks/quickbooksentities.h"
#include "engine/connectors/quickbooks/quickbooksfreeze.h"
#include "engine/connectors/quickbooks/quickbookspreflight.h"
#include "engine/connectors/quickbooks/quickbooksreader.h"
#include "engine/connectors/quickbooks/quickbookssender.h"
#include "engine/http/oauth2authorizer.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kProductionUrl = "https://quickbooks.api.intuit.com"_L1;
constexpr auto kSandboxUrl = "https://sandbox-quickbooks.api.intuit.com"_L1;
constexpr auto kDefaultTokenUrl = "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"_L1;

FormField field(const QString &key, FormField::Kind kind, const QString &label, const QString &help)
{
    FormField result;
    result.key = key;
    result.kind = kind;
    result.label = label;
    result.help = help;
    return result;
}

QList<FormField> credentialFields()
{
    using enum FormField::Kind;
    return {
        field(u"client_id"_s, Text, QCoreApplication::translate("uds", "Client id"),
            QCoreApplication::translate("uds", "From the keys page of your app at developer.intuit.com.")),
        field(u"client_secret"_s, Secret, QCoreApplication::translate("uds", "Client secret"),
            QCoreApplication::translate("uds", "Stands beside the client id.")),
        field(u"realm_id"_s, Text, QCoreApplication::translate("uds", "Company id"),
            QCoreApplication::translate(
                "uds", "Digits, for example 9341453000000101: Settings, Billing in QuickBooks.")),
        field(u"access_token"_s, Secret, QCoreApplication::translate("uds", "Access token"),
            QCoreApplication::translate("uds", "Renewed by itself every hour.")),
        field(u"refresh_token"_s, Secret, QCoreApplication::translate("uds", "Refresh token"),
            QCoreApplication::translate("uds", "Use it in one installation only: each use may replace it.")),
    };
}

QList<FormField> placeFields()
{
    FormField environment
        = field(u"environment"_s, FormField::Kind::Choice, QCoreApplication::translate("uds", "Environment"),
            QCoreApplication::translate("uds", "Development keys work with sandbox companies only."));
    environment.choices = {u"production"_s, u"sandbox"_s};
    FormField base
        = field(u"base_url"_s, FormField::Kind::Url, QCoreApplication::translate("uds", "Other address"),
            QCoreApplication::translate("uds", "Leave empty for QuickBooks itself."));
    base.required = false;
    base.advanced = true;
    FormField token = field(u"token_url"_s, FormField::Kind::Url,
        QCoreApplication::translate("uds", "Other address for tokens"),
        QCoreApplication::translate("uds", "Leave empty for QuickBooks itself."));
    token.required = false;
    token.advanced = true;
    return {environment, quickBooksRedirectField(), base, token};
}

bool isFromSignIn(const QString &key)
{
    return key == "realm_id"_L1 || key == "access_token"_L1 || key == "refresh_token"_L1;
}

EntityDescription described(const QuickBooksEntity &entity)
{
    EntityDescription result;
    result.name = entity.name;
    result.readable = true;
    result.creatable = true;
    result.updatable = true;
    result.voidable = entity.isVoidable();
    result.batchable = entity.batchable;
    result.lookUpKeys = entity.lookUpKeys;
    return result;
}

ConnectorDescription describe()
{
    ConnectorDescription description;
    description.name = u"quickbooks"_s;
    description.title = u"QuickBooks Online"_s;
    description.form = credentialFields() + placeFields();
    for (FormField &formField : description.form)
        formField.fromSignIn = isFromSignIn(formField.key);
    description.signInTitle = QuickBooksSignIn().title();
    for (const QuickBooksEntity &entity : quickBooksEntities())
        description.entities.append(described(entity));
    // Published: 500 a minute, 10 a second, 40 batches a minute, 10 at once. Of the minute some room is left
    // for people and other apps of the company.
    using Counts = RateWindow::Counts;
    description.limits
        = RateLimits{{{Counts::Requests, 1min, 450}, {Counts::Requests, 1s, 10}, {Counts::Batches, 1min, 40}},
            10, kQuickBooksBatchLimit};
    description.hasIdempotencyToken = true;
    return description;
}

auto refused(const QString &fieldKey, const QString &message)
{
    return fail(Error{ErrorKind::Configuration, u"qbo.settings"_s, message,
        QCoreApplication::translate("uds", "Correct the field and try again."), fieldKey, {}, {}});
}

bool isLoopback(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

/// An optional address: empty, https, or plain http on this computer.
Result<void> checkedAddress(const Json &values, const QString &key)
{
    const QString text = values[key].string();
    if (text.isEmpty())
        return {};
    const QUrl url(text, QUrl::StrictMode);
    const bool isAllowed = url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLoopback(url));
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || !isAllowed)
        return refused(
            key, QCoreApplication::translate("uds", "This address is not a complete https address."));
    return {};
}

Json trimmed(const Json &members)
{
    Json result = Json::object({});
    for (const JsonMember &member : members.object())
        result.set(member.name, member.value.scalarText().trimmed());
    return result;
}

const Json &holderOf(const FormField &formField, const ConnectorSettings &settings)
{
    return formField.kind == FormField::Kind::Secret ? settings.secrets : settings.values;
}

} // namespace

QuickBooksFactory::QuickBooksFactory()
    : m_description(describe())
{
}

Result<ConnectorSettings> QuickBooksFactory::checked(ConnectorSettings settings) const
{
    settings.values = trimmed(settings.values);
    settings.secrets = trimmed(settings.secrets);
    if (settings.values[u"environment"].string().isEmpty())
        settings.values.set(u"environment"_s, u"production"_s);
    for (const FormField &formField : m_description.form) {
        const QString value = holderOf(formField, settings)[formField.key].string();
        if (formField.required && value.isEmpty())
            return refused(
                formField.key, QCoreApplication::translate("uds", "\"%1\" is missing.").arg(formField.label));
        if (formField.kind == FormField::Kind::Choice && !formField.choices.contains(value))
            return refused(formField.key,
                QCoreApplication::translate("uds", "\"%1\" is not one of the choices.").arg(value));
    }
    const QString realm = settings.values[u"realm_id"].string();
    if (!std::ranges::all_of(realm, [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return refused(
            u"realm_id"_s, QCoreApplication::translate("uds", "The company id consists of digits only."));
    for (const QString &key : {u"base_url"_s, u"token_url"_s}) {
        if (const Result<void> address = checkedAddress(settings.values, key); !address)
            return fail(address.error());
    }
    return settings;
}

QUrl QuickBooksFactory::baseUrl(const ConnectorSettings &settings) const
{
    QString other = settings.values[u"base_url"].string();
    while (other.endsWith(u'/'))
        other.chop(1);
    if (!other.isEmpty())
        return QUrl(other);
    const bool isSandbox = settings.values[u"environment"].string() == "sandbox"_L1;
    return QUrl(isSandbox ? kSandboxUrl : kProductionUrl);
}

std::unique_ptr<Authorizer> QuickBooksFactory::authorizer(
    ConnectorSettings settings, HttpTransport &transport, Clock &clock, SecretStore store) const
{
    OAuth2Settings oauth;
    oauth.clientId = settings.values[u"client_id"].string();
    oauth.clientSecret = settings.secrets[u"client_secret"].string();
    const QString tokenUrl = settings.values[u"token_url"].string();
    oauth.tokenUrl = QUrl(tokenUrl.isEmpty() ? QString(kDefaultTokenUrl) : tokenUrl);
    oauth.accessToken = settings.secrets[u"access_token"].string();
    oauth.refreshToken = settings.secrets[u"refresh_token"].string();
    oauth.accessExpiresUtc = oauthTime(settings.secrets, u"access_expires_utc");
    oauth.refreshExpiresUtc = oauthLastDay(settings.secrets);
    oauth.origin = baseUrl(settings);
    return std::make_unique<OAuth2Authorizer>(std::move(oauth), transport, clock, std::move(store));
}

std::unique_ptr<ConnectorReader> QuickBooksFactory::reader(
    ConnectorSettings settings, HttpReader &http, Clock &clock) const
{
    QuickBooksQueries queries(http, baseUrl(settings), settings.values[u"realm_id"].string());
    return std::make_unique<QuickBooksReader>(m_description, std::move(queries), clock);
}

std::unique_ptr<ConnectorSender> QuickBooksFactory::sender(ConnectorSettings settings, HttpWriter &http) const
{
    QuickBooksWire wire(settings.values[u"realm_id"].string());
    return std::make_unique<QuickBooksSender>(http, baseUrl(settings), std::move(wire));
}

QList<VerifyStep> QuickBooksFactory::preflight(const PreflightInput &input) const
{
    return quickBooksPreflight(input);
}

} // namespace uds
