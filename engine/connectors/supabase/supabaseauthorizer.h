#pragma once

#include "engine/http/authorizer.h"

namespace uds {

/// Puts the API key into the header "apikey", and a legacy key, which is a JWT, into Authorization as well:
/// the gateway checks the first, PostgREST the second. An opaque key never goes into Authorization, where a
/// self-hosted PostgREST would take it for a broken JWT. Keys are never renewed.
class SupabaseAuthorizer final : public Authorizer {
public:
    SupabaseAuthorizer(const QString &key, QUrl origin);
    [[nodiscard]] QCoro::Task<Result<HttpRequest>> authorized(
        HttpRequest request, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<bool>> renew(std::stop_token stop) override;

private:
    QByteArray m_key;
    bool m_isJwt;
    QUrl m_origin;
};

} // namespace uds
