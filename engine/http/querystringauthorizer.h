#pragma once

#include "engine/http/authorizer.h"

#include <QList>
#include <QPair>
#include <QString>

namespace uds {

/// Credentials as query items (WooCommerce: consumer_key and consumer_secret), for hosts that drop the
/// Authorization header. Only over TLS or to this computer: the items are the secret itself. Never renewed.
class QueryStringAuthorizer final : public Authorizer {
public:
    using Items = QList<QPair<QString, QString>>;

    QueryStringAuthorizer(Items credentials, QUrl origin);
    /// ErrorKind::Configuration, code "http.plainCredential", when the address is not encrypted.
    [[nodiscard]] QCoro::Task<Result<HttpRequest>> authorized(
        HttpRequest request, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<bool>> renew(std::stop_token stop) override;

private:
    QString m_query; ///< percent-encoded
    QUrl m_origin;
};

/// \a url with the items added to its query, everything but unreserved characters encoded: PHP reads a plus
/// sign as a blank.
[[nodiscard]] QUrl withQueryItems(QUrl url, const QList<QPair<QString, QString>> &items);

} // namespace uds
