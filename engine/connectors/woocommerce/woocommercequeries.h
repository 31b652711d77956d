#pragma once

#include "engine/connectors/woocommerce/woocommercekeyset.h"
#include "engine/core/json.h"
#include "engine/http/httptypes.h"

#include <QCoroTask>
#include <QDateTime>

#include <stop_token>

namespace uds {

class HttpReader;

struct WooAnswer {
    Json document;
    std::optional<qint64> total; ///< X-WP-Total
    QDateTime serverTimeUtc; ///< from the Date header; invalid when it is missing
    QByteArray allowedVerbs; ///< Allow: what the key's user may do there; empty when it is missing
};

/// GET requests to one shop.
class WooCommerceQueries {
public:
    /// \a http must outlive this. \a shop is the site's address without a slash at the end.
    WooCommerceQueries(HttpReader &http, QUrl shop);

    [[nodiscard]] const QUrl &shop() const { return m_shop; }
    /// \a path below /wp-json, for example "/wc/v3/orders". Errors as of wooDocument() and the transport.
    [[nodiscard]] QCoro::Task<Result<WooAnswer>> get(
        QString path, WooParameters parameters, std::stop_token stop);

private:
    HttpReader &m_http;
    QUrl m_shop;
};

/// The API's list or object below wc/v3.
[[nodiscard]] QString wooPath(const QString &route);

} // namespace uds
