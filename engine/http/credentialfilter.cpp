#include "engine/http/credentialfilter.h"

#include "engine/core/masking.h"

#include <QUrlQuery>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestRepetition = 64 * 1024;

void addSecrets(const QByteArray &authorization, Masker &masker)
{
    const qsizetype blank = authorization.indexOf(' ');
    const QByteArray credential = authorization.mid(blank + 1);
    if (!authorization.startsWith("Basic ")) {
        masker.addSecret(QString::fromUtf8(credential));
        return;
    }
    const QString pair = QString::fromUtf8(QByteArray::fromBase64(credential));
    const qsizetype colon = pair.indexOf(u':');
    masker.addSecret(pair);
    masker.addSecret(pair.left(colon));
    masker.addSecret(pair.mid(colon + 1));
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
    if (authorization.isEmpty())
        return;
    Masker masker;
    addSecrets(authorization, masker);
    clean(masker, response);
}

QList<QByteArray> headerCredentials(const HttpRequest &request, const HttpRequest &authorized)
{
    QList<QByteArray> values;
    for (const HttpHeader &header : authorized.headers) {
        if (!request.headers.contains(header))
            values.append(header.value);
    }
    return values;
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

void removeCredentials(const QList<QByteArray> &headers, const QStringList &secrets, Error *error)
{
    Masker masker;
    for (const QByteArray &header : headers)
        addSecrets(header, masker);
    for (const QString &secret : secrets)
        masker.addSecret(secret);
    for (QString *text : {&error->message, &error->hint, &error->detail})
        *text = QString::fromUtf8(masker.withoutSecrets(text->toUtf8()));
}

} // namespace uds
