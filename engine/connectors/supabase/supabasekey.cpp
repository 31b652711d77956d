#include "engine/connectors/supabase/supabasekey.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

SupabaseKey jwt(const QString &payload)
{
    const QByteArray::FromBase64Result decoded = QByteArray::fromBase64Encoding(
        payload.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const Result<Json> claims = decoded ? Json::parse(*decoded) : Result<Json>(Json());
    SupabaseKey key;
    if (!claims || !claims->isObject())
        return key;
    key.role = (*claims)[u"role"].string();
    key.projectRef = (*claims)[u"ref"].string();
    key.kind = SupabaseKey::Kind::OtherJwt;
    if (key.role == "service_role"_L1)
        key.kind = SupabaseKey::Kind::LegacyService;
    if (key.role == "anon"_L1)
        key.kind = SupabaseKey::Kind::LegacyAnon;
    return key;
}

} // namespace

SupabaseKey supabaseKey(const QString &text)
{
    SupabaseKey key;
    if (text.startsWith("sb_secret_"_L1) && text.size() > 10)
        key.kind = SupabaseKey::Kind::Secret;
    else if (text.startsWith("sb_publishable_"_L1) && text.size() > 15)
        key.kind = SupabaseKey::Kind::Publishable;
    else if (const QStringList parts = text.split(u'.'); parts.size() == 3)
        key = jwt(parts.at(1));
    return key;
}

QString supabaseKeyExplanation(const SupabaseKey &key)
{
    switch (key.kind) {
    case SupabaseKey::Kind::Secret:
        return QCoreApplication::translate("uds", "A secret key: it may read and write every table.");
    case SupabaseKey::Kind::Publishable:
        return QCoreApplication::translate(
            "uds", "A publishable key: made for web pages, it sees only what row level security lets it.");
    case SupabaseKey::Kind::LegacyService:
        return QCoreApplication::translate("uds",
            "A legacy service_role key: it may read and write every table. Supabase is retiring these "
            "keys; a secret key can replace it at any time.");
    case SupabaseKey::Kind::LegacyAnon:
        return QCoreApplication::translate(
            "uds", "A legacy anon key: made for web pages, it sees only what row level security lets it.");
    case SupabaseKey::Kind::OtherJwt:
        return QCoreApplication::translate("uds", "A token of the role \"%1\", not an API key.")
            .arg(key.role);
    case SupabaseKey::Kind::Unknown:
        return QCoreApplication::translate("uds", "This is not a Supabase API key.");
    }
    Q_UNREACHABLE();
}

} // namespace uds
