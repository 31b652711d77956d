#pragma once

#include "engine/http/authorizer.h"

namespace uds {

/// User name and password (WooCommerce: consumer key and secret) in an Authorization header. Never renewed.
class BasicAuthorizer final : public Authorizer {
public:
    BasicAuthorizer(const QString &user, const QString &password, QUrl origin);
    [[nodiscard]] QCoro::Task<Result<HttpRequest>> authorized(
        HttpRequest request, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<bool>> renew(std::stop_token stop) override;

private:
    QByteArray m_credential;
    QUrl m_origin;
};

/// Value of an Authorization header for \a user and \a password.
[[nodiscard]] QByteArray basicCredential(const QString &user, const QString &password);

} // namespace uds
