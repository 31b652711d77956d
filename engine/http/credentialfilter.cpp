#include "engine/http/credentialfilter.h"

#include "engine/core/masking.h"

#include <QUrlQuery>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestRepetition = 64 * 1024;

Masker maskerFor(const QByteArray &authorization)
{
    Masker masker;
    const qsizetype blank = authorization.indexOf(' ');
    const QByteArray credential = authorization.mid(blank + 1);
    if (!authorization.startsWith("Basic ")) {
        masker.addSecret(QString::fromUtf8(credential));
        return masker;
    }
    const QString pair = QString::fromUtf8(QByteArray::fromBase64(credential));
    const qsizetype colon = pair.indexOf(u':');
    masker.addSecret(pair);
    masker.addSecret(pair.left(colon));
    masker.addSecret(pair.mid(colon + 1));
    return masker;
}

void clean(const Masker &masker, HttpResponse *response)
{
    const bool isData = response->status < 300 && response->body.size() > kLongestRepetition;
    if (isData)
        return;
    response->body = masker.withoutSecrets(std::move(response->body));
    for (HttpHeader &header : response->headers)
        header.value = masker.withoutSecrets(std::move(header.value));
}

} // namespace

void removeCredential(const QByteArray &authorization, HttpResponse *response)
{
    if (!authorization.isEmpty())
        clean(maskerFor(authorization), response);
}

QStringList queryCredentials(const QUrl &url)
{
    static const QStringList names{u"consumer_key"_s, u"consumer_secret"_s, u"oauth_consumer_key"_s,
        u"access_token"_s, u"api_key"_s, u"apikey"_s};
    QStringList secrets;
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded)) {
        if (names.contains(name))
            secrets.append(value);
    }
    return secrets;
}

void removeCredentials(const QStringList &secrets, HttpResponse *response)
{
    if (secrets.isEmpty())
        return;
    Masker masker;
    for (const QString &secret : secrets)
        masker.addSecret(secret);
    clean(masker, response);
}

} // namespace uds
