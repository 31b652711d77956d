#include "ui/alerts/channelfields.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(uds::ChannelFields)
};

using Kind = FormField::Kind;

FormField allowPrivate()
{
    return {u"allow_private"_s, Words::tr("Server in a private network"),
        Words::tr("Refused unless you allow it, so that nothing inside your network is called by mistake"),
        Kind::Choice, true, {u"no"_s, u"yes"_s}};
}

QList<FormField> emailFields()
{
    return {{u"host"_s, Words::tr("Mail server"), Words::tr("For example smtp.example.com"), Kind::Text, true,
                {}},
        {u"port"_s, Words::tr("Port"), Words::tr("587 when left empty"), Kind::Text, false, {}},
        {u"security"_s, Words::tr("Encryption"),
            Words::tr("A password is only sent over an encrypted connection"), Kind::Choice, true,
            {u"starttls"_s, u"tls"_s, u"none"_s}},
        {u"user"_s, Words::tr("User name"), Words::tr("Without one the program does not log in"), Kind::Text,
            false, {}},
        {u"password"_s, Words::tr("Password"), {}, Kind::Secret, false, {}},
        {u"from"_s, Words::tr("From"), Words::tr("For example sync@example.com"), Kind::Text, true, {}},
        {u"recipients"_s, Words::tr("Recipients"), Words::tr("E-mail addresses, separated by commas"),
            Kind::Text, true, {}},
        allowPrivate()};
}

QList<FormField> slackFields()
{
    return {{u"url"_s, Words::tr("Address of the incoming webhook"), Words::tr("From Slack; it is a secret"),
                Kind::Secret, true, {}},
        {u"channel"_s, Words::tr("Slack channel"), Words::tr("Newer webhooks ignore it"), Kind::Text, false,
            {}},
        {u"user_name"_s, Words::tr("Name of the sender"), Words::tr("Newer webhooks ignore it"), Kind::Text,
            false, {}},
        allowPrivate()};
}

QList<FormField> webhookFields()
{
    return {{u"url"_s, Words::tr("Address"), Words::tr("For example https://example.com/hooks/sync"),
                Kind::Secret, true, {}},
        {u"method"_s, Words::tr("Method"), {}, Kind::Choice, true, {u"POST"_s, u"PUT"_s, u"PATCH"_s}},
        {u"bearer_token"_s, Words::tr("Bearer token"), {}, Kind::Secret, false, {}},
        {u"headers"_s, Words::tr("Headers"), Words::tr("For example {\"X-Team\": \"books\"}"), Kind::Secret,
            false, {}},
        {u"signing_secret"_s, Words::tr("Signing secret"),
            Words::tr("whsec_ and the base64 of 24 to 64 random bytes; every message is then signed"),
            Kind::Secret, false, {}},
        allowPrivate()};
}

} // namespace

QList<FormField> channelFields(ChannelKind kind)
{
    switch (kind) {
    case ChannelKind::Desktop: return {};
    case ChannelKind::Email: return emailFields();
    case ChannelKind::Slack: return slackFields();
    case ChannelKind::Webhook: return webhookFields();
    }
    Q_UNREACHABLE();
}

Json channelSettingsFrom(const Json &texts)
{
    Json settings = texts;
    if (settings.contains(u"allow_private"))
        settings.set(u"allow_private"_s, texts[u"allow_private"].string() == u"yes");
    bool isNumber = false;
    const int port = texts[u"port"].string().toInt(&isNumber);
    if (isNumber)
        settings.set(u"port"_s, port);
    return settings;
}

Json channelTextsFrom(const Json &settings)
{
    Json texts = settings;
    if (settings[u"port"].isNumber())
        texts.set(u"port"_s, settings[u"port"].scalarText());
    if (settings[u"recipients"].isArray()) {
        QStringList names;
        for (const Json &one : settings[u"recipients"].array())
            names << one.string();
        texts.set(u"recipients"_s, names.join(u", "_s));
    }
    texts.set(u"allow_private"_s, settings[u"allow_private"].boolean() ? u"yes"_s : u"no"_s);
    return texts;
}

} // namespace uds
