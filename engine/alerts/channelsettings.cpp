#include "engine/alerts/alertchannel.h"
#include "engine/alerts/alertrules.h"
#include "engine/alerts/mailbox.h"
#include "engine/alerts/webhooksignature.h"
#include "engine/http/origin.h"
#include "engine/http/requestcheck.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> wrong(const QString &field, const QString &message)
{
    return alertFieldError(u"alert.channel"_s, field, message);
}

const QStringList &plainSettings(ChannelKind kind)
{
    static const QStringList email{
        u"host"_s, u"port"_s, u"security"_s, u"user"_s, u"from"_s, u"recipients"_s, u"allow_private"_s};
    static const QStringList slack{u"channel"_s, u"user_name"_s, u"allow_private"_s};
    static const QStringList webhook{u"method"_s, u"allow_private"_s};
    static const QStringList none;
    switch (kind) {
    case ChannelKind::Email: return email;
    case ChannelKind::Slack: return slack;
    case ChannelKind::Webhook: return webhook;
    case ChannelKind::Desktop: break;
    }
    return none;
}

// "host" beside an address that is secret as a whole: derived, so an edit may give it back.
bool isDerived(ChannelKind kind, const QString &name)
{
    return name == u"host" && (kind == ChannelKind::Slack || kind == ChannelKind::Webhook);
}

Result<void> checkNames(ChannelKind kind, const Json &entered)
{
    for (const JsonMember &member : entered.object()) {
        if (!plainSettings(kind).contains(member.name) && !secretChannelSettings(kind).contains(member.name)
            && !isDerived(kind, member.name))
            return wrong(member.name,
                QCoreApplication::translate("uds", "A channel of this kind has no setting “%1”.")
                    .arg(member.name));
    }
    if (entered.contains(u"allow_private") && !entered[u"allow_private"].isBool())
        return wrong(
            u"allow_private"_s, QCoreApplication::translate("uds", "“allow_private” must be true or false."));
    return {};
}

bool isHostName(const QString &host)
{
    return !host.isEmpty() && host.size() <= 253
        && std::all_of(host.cbegin(), host.cend(), [](QChar character) {
               const char16_t code = character.unicode();
               return code < 0x80 && (character.isLetterOrNumber() || u".-:"_s.contains(character));
           });
}

QStringList recipientsOf(const Json &value)
{
    QStringList list = value.isArray() ? namesFromJson(value) : value.string().split(u',');
    for (QString &one : list)
        one = one.trimmed();
    list.removeAll(QString());
    return list;
}

Result<void> checkAddresses(const Json &entered, Json &plain)
{
    if (!isMailboxAddress(entered[u"from"].string()))
        return wrong(u"from"_s,
            QCoreApplication::translate("uds",
                "“from” must be one e-mail address, for example "
                "alerts@example.com."));
    const QStringList recipients = recipientsOf(entered[u"recipients"]);
    if (recipients.isEmpty() || recipients.size() > 50)
        return wrong(u"recipients"_s,
            QCoreApplication::translate("uds", "“recipients” must name one to fifty e-mail addresses."));
    for (const QString &recipient : recipients) {
        if (!isMailboxAddress(recipient))
            return wrong(u"recipients"_s,
                QCoreApplication::translate("uds", "“%1” is no e-mail address.").arg(recipient.left(100)));
    }
    plain.set(u"recipients"_s, namesToJson(recipients));
    return {};
}

Result<void> checkServer(const Json &entered, Json &plain)
{
    if (!isHostName(entered[u"host"].string()))
        return wrong(u"host"_s,
            QCoreApplication::translate("uds", "“host” must be the name or address of the mail server."));
    const qint64 port = entered.contains(u"port") ? entered[u"port"].integer().value_or(0) : 587;
    if (port < 1 || port > 65535)
        return wrong(
            u"port"_s, QCoreApplication::translate("uds", "“port” must be a number from 1 to 65535."));
    plain.set(u"port"_s, port);
    const QString security = entered.contains(u"security") ? entered[u"security"].string() : u"starttls"_s;
    if (!QStringList({u"none"_s, u"starttls"_s, u"tls"_s}).contains(security))
        return wrong(
            u"security"_s, QCoreApplication::translate("uds", "“security” must be none, starttls or tls."));
    plain.set(u"security"_s, security);
    const bool hasUser = !entered[u"user"].string().isEmpty();
    if (hasUser && security == u"none" && !isLoopbackHost(entered[u"host"].string()))
        return wrong(u"security"_s,
            QCoreApplication::translate(
                "uds", "A password is only sent over an encrypted connection: choose starttls or tls."));
    return {};
}

Result<void> checkUrl(const QString &text, Json &plain)
{
    const QUrl url(text, QUrl::StrictMode);
    HttpRequest request;
    request.url = url;
    if (!url.isValid() || !checkRequest(request))
        return wrong(u"url"_s,
            QCoreApplication::translate(
                "uds", "“url” must be an https address, or http to this computer, without a user name."));
    plain.set(u"host"_s, url.host());
    return {};
}

// Header values may be credentials, so all of them are kept as one secret.
Result<void> checkHeaders(const Json &secrets)
{
    const QString text = secrets[u"headers"].string();
    if (text.isEmpty())
        return {};
    const Result<Json> headers = Json::parse(text.toUtf8());
    if (!headers || !headers->isObject())
        return wrong(u"headers"_s,
            QCoreApplication::translate("uds", "“headers” must be an object of names and texts."));
    HttpRequest request;
    request.url = QUrl(u"https://localhost"_s);
    for (const JsonMember &member : headers->object())
        request.headers.append({member.name.toUtf8(), member.value.string().toUtf8()});
    if (!checkRequest(request))
        return wrong(u"headers"_s, QCoreApplication::translate("uds", "One of the headers may not be sent."));
    return {};
}

Result<void> checkWebhook(const Json &entered, const Json &secrets, Json &plain)
{
    const QString method = entered.contains(u"method") ? entered[u"method"].string() : u"POST"_s;
    if (!QStringList({u"POST"_s, u"PUT"_s, u"PATCH"_s}).contains(method))
        return wrong(u"method"_s, QCoreApplication::translate("uds", "“method” must be POST, PUT or PATCH."));
    plain.set(u"method"_s, method);
    const QString signing = secrets[u"signing_secret"].string();
    if (!signing.isEmpty() && !webhookKey(signing))
        return wrong(u"signing_secret"_s,
            QCoreApplication::translate(
                "uds", "“signing_secret” must be whsec_ and the base64 of 24 to 64 random bytes."));
    const QString bearer = secrets[u"bearer_token"].string();
    HttpRequest request;
    request.url = QUrl(u"https://localhost"_s);
    request.headers.append({"Authorization", bearer.toUtf8()});
    if (!checkRequest(request))
        return wrong(
            u"bearer_token"_s, QCoreApplication::translate("uds", "“bearer_token” contains a line break."));
    return checkHeaders(secrets);
}

Result<Json> mergedSecrets(ChannelKind kind, const Json &entered, const Json &stored)
{
    Json secrets = stored.isObject() ? stored : Json::object({});
    for (const QString &name : secretChannelSettings(kind)) {
        if (!entered.contains(name))
            continue;
        const Json &value = entered[name];
        const bool isHeaders = name == u"headers" && value.isObject();
        if (!value.isString() && !isHeaders)
            return wrong(name, QCoreApplication::translate("uds", "“%1” must be a text.").arg(name));
        const QString text = isHeaders ? QString::fromUtf8(value.bytes()) : value.string();
        if (text.isEmpty())
            secrets.remove(name);
        else
            secrets.set(name, text);
    }
    return secrets;
}

Result<void> checkByKind(ChannelKind kind, const Json &entered, ChannelSettings &parts)
{
    if (kind == ChannelKind::Email) {
        if (const auto server = checkServer(entered, parts.plain); !server)
            return server;
        return checkAddresses(entered, parts.plain);
    }
    if (kind == ChannelKind::Desktop)
        return {};
    if (const auto url = checkUrl(parts.secrets[u"url"].string(), parts.plain); !url)
        return url;
    return kind == ChannelKind::Webhook ? checkWebhook(entered, parts.secrets, parts.plain) : Result<void>();
}

} // namespace

QStringList secretChannelSettings(ChannelKind kind)
{
    switch (kind) {
    case ChannelKind::Email: return {u"password"_s};
    case ChannelKind::Slack: return {u"url"_s};
    case ChannelKind::Webhook: return {u"url"_s, u"headers"_s, u"bearer_token"_s, u"signing_secret"_s};
    case ChannelKind::Desktop: break;
    }
    return {};
}

Result<ChannelSettings> checkedChannelSettings(
    ChannelKind kind, const Json &entered, const Json &storedSecrets)
{
    if (const auto named = checkNames(kind, entered); !named)
        return tl::unexpected(named.error());
    const Result<Json> secrets = mergedSecrets(kind, entered, storedSecrets);
    if (!secrets)
        return tl::unexpected(secrets.error());
    ChannelSettings parts;
    parts.secrets = *secrets;
    for (const QString &name : plainSettings(kind)) {
        if (entered.contains(name))
            parts.plain.set(name, entered[name]);
    }
    return checkByKind(kind, entered, parts).map([&parts] { return parts; });
}

} // namespace uds
