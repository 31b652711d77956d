#pragma once

#include "engine/core/json.h"
#include "engine/http/httpreader.h"

#include <QDateTime>

namespace uds {

/// A complete answer of the service that is not a fault.
struct QuickBooksAnswer {
    Json document;
    QDateTime serverTimeUtc; ///< from the Date header; invalid when it is missing
};

/// Reading requests of one company: addresses, headers, faults as errors.
class QuickBooksQueries {
public:
    /// \a http must outlive this object.
    QuickBooksQueries(HttpReader &http, QUrl baseUrl, QString realmId);

    /// GET /v3/company/{realm}/{resource}; \a resource is percent-encoded and may have query items.
    [[nodiscard]] QCoro::Task<Result<QuickBooksAnswer>> get(QByteArray resource, std::stop_token stop);
    /// POST /v3/company/{realm}/query.
    [[nodiscard]] QCoro::Task<Result<QuickBooksAnswer>> query(QByteArray statement, std::stop_token stop);
    [[nodiscard]] const QString &realmId() const { return m_realmId; }
    [[nodiscard]] const QUrl &baseUrl() const { return m_baseUrl; }

private:
    [[nodiscard]] HttpQuery request(const QByteArray &resource) const;
    [[nodiscard]] QCoro::Task<Result<QuickBooksAnswer>> answered(HttpQuery query, std::stop_token stop);

    HttpReader &m_http;
    QUrl m_baseUrl;
    QString m_realmId;
};

/// \a path (percent-encoded, with query) below \a baseUrl.
[[nodiscard]] QUrl quickBooksUrl(const QUrl &baseUrl, const QByteArray &path);

} // namespace uds
