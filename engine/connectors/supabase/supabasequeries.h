#pragma once

#include "engine/connectors/supabase/supabasesender.h"
#include "engine/http/httpreader.h"

#include <QDateTime>

namespace uds {

/// A complete answer of PostgREST that is not an error.
struct SupabaseAnswer {
    Json document;
    QDateTime serverTimeUtc; ///< from the Date header; invalid when it is missing
    std::optional<qint64> total; ///< rows that match, as the server counts them; absent when it does not
};

/// Reading requests of one warehouse: addresses, headers, faults as errors.
class SupabaseQueries {
public:
    /// \a http must outlive this object.
    SupabaseQueries(HttpReader &http, SupabasePlace place);

    /// GET /rest/v1/\a resource (with its query, percent-encoded), with an exact count of what matches.
    [[nodiscard]] QCoro::Task<Result<SupabaseAnswer>> get(QByteArray resource, std::stop_token stop);
    /// The description of all tables (OpenAPI).
    [[nodiscard]] QCoro::Task<Result<SupabaseAnswer>> description(std::stop_token stop);
    [[nodiscard]] const SupabasePlace &place() const { return m_place; }

private:
    [[nodiscard]] QCoro::Task<Result<SupabaseAnswer>> answered(
        HttpQuery query, Json::Type expected, std::stop_token stop);

    HttpReader &m_http;
    SupabasePlace m_place;
};

/// \a path (percent-encoded, with query) below \a baseUrl.
[[nodiscard]] QUrl supabaseUrl(const QUrl &baseUrl, const QByteArray &path);

/// The total in a Content-Range header: "0-24/3573" is 3573; absent for "0-24/*" and anything else.
[[nodiscard]] std::optional<qint64> supabaseTotal(const QByteArray &contentRange);

} // namespace uds
