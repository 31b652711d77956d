#pragma once

#include "engine/http/httptypes.h"
#include "engine/simulators/shopsettings.h"

#include <QDateTime>
#include <QSet>
#include <QUrlQuery>

#include <optional>

namespace uds {

/// Decides whether a request carries a good key: Basic or query string over TLS, OAuth 1.0a without.
/// Remembers nonces, which work once.
class ShopAuthentication {
public:
    /// The 401 of a request that may not be answered. \a items is the query as PHP reads it.
    [[nodiscard]] std::optional<HttpResponse> refusal(const HttpRequest &request, const QUrlQuery &items,
        const ShopSettings &settings, const QDateTime &nowUtc);

private:
    [[nodiscard]] std::optional<HttpResponse> signatureRefusal(const HttpRequest &request,
        const QUrlQuery &items, const ShopSettings &settings, const QDateTime &nowUtc);

    QSet<QString> m_nonces;
};

} // namespace uds
