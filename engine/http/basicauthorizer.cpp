#include "engine/http/basicauthorizer.h"

#include "engine/http/origin.h"

namespace uds {

QByteArray basicCredential(const QString &user, const QString &password)
{
    return "Basic " + (user + u':' + password).toUtf8().toBase64();
}

BasicAuthorizer::BasicAuthorizer(const QString &user, const QString &password, QUrl origin)
    : m_credential(basicCredential(user, password))
    , m_origin(std::move(origin))
{
}

QCoro::Task<Result<HttpRequest>> BasicAuthorizer::authorized(HttpRequest request, std::stop_token)
{
    const auto checked = checkOrigin(request.url, m_origin);
    if (!checked)
        co_return fail(checked.error());
    request.headers.append(HttpHeader{"Authorization", m_credential});
    co_return request;
}

QCoro::Task<Result<bool>> BasicAuthorizer::renew(std::stop_token)
{
    co_return false;
}

} // namespace uds
