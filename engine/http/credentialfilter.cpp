#include "engine/http/credentialfilter.h"

#include "engine/core/masking.h"

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

} // namespace

void removeCredential(const QByteArray &authorization, HttpResponse *response)
{
    const bool isData = response->status < 300 && response->body.size() > kLongestRepetition;
    if (authorization.isEmpty() || isData)
        return;
    const Masker masker = maskerFor(authorization);
    response->body = masker.withoutSecrets(std::move(response->body));
    for (HttpHeader &header : response->headers)
        header.value = masker.withoutSecrets(std::move(header.value));
}

} // namespace uds
