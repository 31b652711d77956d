#include "engine/connectors/woocommerce/woocommercesettings.h"

#include "engine/http/origin.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QStringList kEnvironments{u"live"_s, u"sandbox"_s};
const QStringList kAuthentications{u"basic"_s, u"query"_s, u"oauth1"_s};
const QStringList kAnswers{u"no"_s, u"yes"_s};

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

Result<void> checkScheme(const QString &field, const QUrl &url, const ConnectorSettings &settings)
{
    if (url.scheme() == u"https"_s)
        return {};
    if (url.scheme() == u"http"_s && isLoopbackHost(url.host()))
        return {};
    const bool isAllowed = settings.values[u"allow_plain_http"].string() == u"yes"_s;
    if (url.scheme() != u"http"_s || !isAllowed)
        return refused(field,
            QCoreApplication::translate(
                "uds", "The address must start with https://, so that the key stays secret."));
    if (wooAuthentication(settings) != WooAuthentication::OAuth1)
        return refused(u"authentication"_s,
            QCoreApplication::translate("uds",
                "Without https only signed requests (oauth1) keep the secret, and a shop accepts no "
                "others."));
    return {};
}

Result<void> checkAddress(const QString &field, const QString &text, const ConnectorSettings &settings)
{
    const QUrl url(text, QUrl::StrictMode);
    if (url.query().contains(u"rest_route"_s))
        return refused(field,
            QCoreApplication::translate("uds",
                "Shops with plain permalinks (?rest_route=) do not accept keys. Choose another permalink "
                "structure in the shop: Settings > Permalinks."));
    if (!url.isValid() || url.host().isEmpty() || url.hasQuery() || url.hasFragment())
        return refused(field, QCoreApplication::translate("uds", "This is not the address of a site."));
    if (!url.userInfo().isEmpty())
        return refused(field,
            QCoreApplication::translate("uds", "The address must not contain a user name or password."));
    return checkScheme(field, url, settings);
}

Result<void> checkKey(const QString &field, const QString &text, const QString &prefix)
{
    if (text.isEmpty())
        return refused(field, QCoreApplication::translate("uds", "The field is empty."));
    if (!text.startsWith(prefix))
        return refused(field, QCoreApplication::translate("uds", "It must start with %1.").arg(prefix));
    return {};
}

/// An absent choice stays absent: it means the first.
Result<void> checkChoice(ConnectorSettings &settings, const QString &field, const QStringList &choices)
{
    const QString value = settings.values[field].string().trimmed().toLower();
    if (value.isEmpty()) {
        settings.values.remove(field);
        return {};
    }
    if (!choices.contains(value))
        return refused(
            field, QCoreApplication::translate("uds", "It must be one of %1.").arg(choices.join(u", "_s)));
    settings.values.set(field, value);
    return {};
}

Result<void> checkChoices(ConnectorSettings &settings)
{
    const QList<QPair<QString, QStringList>> fields{{u"environment"_s, kEnvironments},
        {u"authentication"_s, kAuthentications}, {u"allow_plain_http"_s, kAnswers}};
    for (const auto &[field, choices] : fields) {
        if (const auto isGood = checkChoice(settings, field, choices); !isGood)
            return isGood;
    }
    return {};
}

bool isSandbox(const ConnectorSettings &settings)
{
    return settings.values[u"environment"].string() == u"sandbox"_s;
}

Result<void> checkAddresses(ConnectorSettings &settings)
{
    for (const QString &field : {u"store_url"_s, u"staging_url"_s, u"base_url"_s}) {
        const QString address = normalizedAddress(settings.values[field].string().trimmed());
        const bool isNeeded = field == u"store_url"_s || (field == u"staging_url"_s && isSandbox(settings));
        if (address.isEmpty() && !isNeeded) {
            settings.values.remove(field);
            continue;
        }
        if (const auto isGood = checkAddress(field, address, settings); !isGood)
            return isGood;
        settings.values.set(field, address);
    }
    return {};
}

Result<void> checkKeys(ConnectorSettings &settings)
{
    const QList<QPair<QString, QString>> fields{
        {u"consumer_key"_s, u"ck_"_s}, {u"consumer_secret"_s, u"cs_"_s}};
    for (const auto &[field, prefix] : fields) {
        const QString value = settings.secrets[field].string().trimmed();
        if (const auto isGood = checkKey(field, value, prefix); !isGood)
            return isGood;
        settings.secrets.set(field, value);
    }
    return {};
}

FormField choice(const QString &key, const QString &label, const QString &help, const QStringList &choices)
{
    return {key, label, help, FormField::Kind::Choice, false, choices};
}

} // namespace

QList<FormField> wooForm()
{
    using enum FormField::Kind;
    return {
        {u"store_url"_s, QCoreApplication::translate("uds", "Shop address"),
            QCoreApplication::translate("uds", "As in the browser, for example https://shop.example.com"),
            Url, true, {}},
        {u"consumer_key"_s, QCoreApplication::translate("uds", "Consumer key"),
            QCoreApplication::translate("uds",
                "Starts with ck_. WooCommerce > Settings > Advanced > REST API > Add key; Read is enough to "
                "read, Read/Write to change the shop."),
            Secret, true, {}},
        {u"consumer_secret"_s, QCoreApplication::translate("uds", "Consumer secret"),
            QCoreApplication::translate("uds", "Starts with cs_; shown once, together with the key."), Secret,
            true, {}},
        choice(u"environment"_s, QCoreApplication::translate("uds", "Environment"),
            QCoreApplication::translate("uds", "sandbox uses the staging shop instead of the live one."),
            kEnvironments),
        {u"staging_url"_s, QCoreApplication::translate("uds", "Staging shop address"),
            QCoreApplication::translate(
                "uds", "A copy of the shop for trials; its keys are its own. Needed for sandbox only."),
            Url, false, {}},
        choice(u"authentication"_s, QCoreApplication::translate("uds", "Authentication"),
            QCoreApplication::translate("uds",
                "basic suits nearly all shops. query when the host drops the header; the connection test "
                "tells. oauth1 for shops without https."),
            kAuthentications),
        choice(u"allow_plain_http"_s, QCoreApplication::translate("uds", "Allow a shop without https"),
            QCoreApplication::translate(
                "uds", "Names and orders travel unencrypted. Only inside a network you trust."),
            kAnswers),
        {u"base_url"_s, QCoreApplication::translate("uds", "Other address"),
            QCoreApplication::translate("uds", "Leave empty to use the shop address."), Url, false, {}},
    };
}

Result<ConnectorSettings> checkedWooSettings(ConnectorSettings settings)
{
    if (const auto isGood = checkChoices(settings); !isGood)
        return fail(isGood.error());
    if (const auto isGood = checkAddresses(settings); !isGood)
        return fail(isGood.error());
    if (const auto isGood = checkKeys(settings); !isGood)
        return fail(isGood.error());
    return settings;
}

QUrl wooAddress(const ConnectorSettings &settings)
{
    const QString base = settings.values[u"base_url"].string();
    if (!base.isEmpty())
        return QUrl(base);
    return QUrl(settings.values[isSandbox(settings) ? u"staging_url"_s : u"store_url"_s].string());
}

WooAuthentication wooAuthentication(const ConnectorSettings &settings)
{
    const QString chosen = settings.values[u"authentication"].string();
    if (chosen == u"query"_s)
        return WooAuthentication::Query;
    return chosen == u"oauth1"_s ? WooAuthentication::OAuth1 : WooAuthentication::Basic;
}

} // namespace uds
