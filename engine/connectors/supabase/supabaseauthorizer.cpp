#include "engine/connectors/supabase/supabaseauthorizer.h"

#include "engine/connectors/supabase/supabasekey.h"
#include "engine/http/origin.h"

namespace uds {

SupabaseAuthorizer::SupabaseAuthorizer(const QString &key, QUrl origin)
    : m_key(key.toLatin1())
    , m_isJwt(supabaseKey(key).isJwt())
    , m_origin(std::move(origin))
{
}

QCoro::Task<Result<HttpRequest>> SupabaseAuthorizer::authorized(HttpRequest request, std::stop_token)
{
    const auto checked = checkOrigin(request.url, m_origin);
    if (!checked)
        co_return fail(checked.error());
    request.headers.append(HttpHeader{"apikey", m_key});
    if (m_isJwt)
        request.headers.append(HttpHeader{"Authorization", "Bearer " + m_key});
    co_return request;
}

QCoro::Task<Result<bool>> SupabaseAuthorizer::renew(std::stop_token)
{
    co_return false;
}

} // namespace uds
