#include "engine/connectors/woocommerce/woocommercefactory.h"

#include "engine/connectors/woocommerce/woocommerceentities.h"
#include "engine/connectors/woocommerce/woocommercereader.h"
#include "engine/connectors/woocommerce/woocommercesender.h"
#include "engine/http/basicauthorizer.h"
#include "engine/http/origin.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QList<FormField> formFields()
{
    using enum FormField::Kind;
    return {
        {u"store_url"_s, QCoreApplication::translate("uds", "Shop address"),
            QCoreApplication::translate("uds", "As in the browser, for example https://shop.example.com"),
            Url, true, {}},
        {u"consumer_key"_s, QCoreApplication::translate("uds", "Consumer key"),
            QCoreApplication::translate("uds",
                "Starts with ck_. WooCommerce > Settings > Advanced > REST API > Add key; Read is enough."),
            Secret, true, {}},
        {u"consumer_secret"_s, QCoreApplication::translate("uds", "Consumer secret"),
            QCoreApplication::translate("uds", "Starts with cs_; shown once, together with the key."), Secret,
            true, {}},
        {u"base_url"_s, QCoreApplication::translate("uds", "Other address"),
            QCoreApplication::translate("uds", "Leave empty to use the shop address."), Url, false, {}},
    };
}

ConnectorDescription describe()
{
    ConnectorDescription description;
    description.name = u"woocommerce"_s;
    description.title = u"WooCommerce"_s;
    description.form = formFields();
    for (const WooEntity &entity : wooEntities()) {
        EntityDescription described;
        described.name = entity.name;
        described.readable = true;
        described.lookUpKeys = entity.lookUpKeys;
        description.entities.append(described);
    }
    // WooCommerce itself has no limit; more connections gave no more throughput.
    description.limits = RateLimits{0, 2, 0, 1};
    return description;
}

tl::unexpected<Error> refused(const QString &field, const QString &message)
{
    return fail(Error{ErrorKind::Configuration, u"woo.settings"_s, message,
        QCoreApplication::translate("uds", "Correct the field and try again."), field, {}, std::nullopt});
}

/// The site's address without the parts people copy along: a slash, /wp-admin, /wp-json.
QString normalizedAddress(QString text)
{
    for (const QString &tail : {u"/wp-json"_s, u"/wp-admin"_s}) {
        if (const qsizetype start = text.indexOf(tail); start > 0)
            text.truncate(start);
    }
    while (text.endsWith(u'/'))
        text.chop(1);
    return text.isEmpty() || text.contains(u"://"_s) ? text : u"https://"_s + text;
}

Result<void> checkAddress(const QString &field, const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.hasQuery() || url.hasFragment())
        return refused(field, QCoreApplication::translate("uds", "This is not the address of a site."));
    if (!url.userInfo().isEmpty())
        return refused(field,
            QCoreApplication::translate("uds", "The address must not contain a user name or password."));
    if (url.scheme() != u"https"_s && !(url.scheme() == u"http"_s && isLoopbackHost(url.host())))
        return refused(field,
            QCoreApplication::translate(
                "uds", "The address must start with https://, so that the key stays secret."));
    return {};
}

Result<void> checkKey(const QString &field, const QString &text, const QString &prefix)
{
    if (text.isEmpty())
        return refused(field, QCoreApplication::translate("uds", "The field is empty."));
    if (!text.startsWith(prefix))
        return refused(field, QCoreApplication::translate("uds", "It must start with %1.").arg(prefix));
    return {};
}

} // namespace

WooCommerceFactory::WooCommerceFactory()
    : m_description(describe())
{
}

Result<ConnectorSettings> WooCommerceFactory::checked(ConnectorSettings settings) const
{
    const QString store = normalizedAddress(settings.values[u"store_url"].string().trimmed());
    const QString base = normalizedAddress(settings.values[u"base_url"].string().trimmed());
    const QString key = settings.secrets[u"consumer_key"].string().trimmed();
    const QString secret = settings.secrets[u"consumer_secret"].string().trimmed();
    if (const auto isGood = checkAddress(u"store_url"_s, store); !isGood)
        return fail(isGood.error());
    if (const auto isGood = checkAddress(u"base_url"_s, base); !base.isEmpty() && !isGood)
        return fail(isGood.error());
    if (const auto isGood = checkKey(u"consumer_key"_s, key, u"ck_"_s); !isGood)
        return fail(isGood.error());
    if (const auto isGood = checkKey(u"consumer_secret"_s, secret, u"cs_"_s); !isGood)
        return fail(isGood.error());
    settings.values.set(u"store_url"_s, store);
    if (!base.isEmpty())
        settings.values.set(u"base_url"_s, base);
    settings.secrets.set(u"consumer_key"_s, key);
    settings.secrets.set(u"consumer_secret"_s, secret);
    return settings;
}

QUrl WooCommerceFactory::baseUrl(const ConnectorSettings &settings) const
{
    const QString base = settings.values[u"base_url"].string();
    return QUrl(base.isEmpty() ? settings.values[u"store_url"].string() : base);
}

std::unique_ptr<Authorizer> WooCommerceFactory::authorizer(
    ConnectorSettings settings, HttpTransport &, Clock &, SecretStore) const
{
    return std::make_unique<BasicAuthorizer>(settings.secrets[u"consumer_key"].string(),
        settings.secrets[u"consumer_secret"].string(), baseUrl(settings));
}

std::unique_ptr<ConnectorReader> WooCommerceFactory::reader(
    ConnectorSettings settings, HttpReader &http, Clock &clock) const
{
    return std::make_unique<WooCommerceReader>(
        m_description, WooCommerceQueries(http, baseUrl(settings)), clock);
}

std::unique_ptr<ConnectorSender> WooCommerceFactory::sender(ConnectorSettings, HttpWriter &) const
{
    return std::make_unique<WooCommerceSender>();
}

} // namespace uds
