#pragma once

#include "engine/connectors/supabase/postgreslane.h"
#include "engine/connectors/supabase/postgresstatement.h"
#include "engine/http/httpwriter.h"

namespace uds {

/// Carries out PostgREST's changing requests on the database itself: one statement in one transaction each,
/// all of its rows or none, answered as PostgREST would answer. So the frozen calls of a warehouse and what
/// their answers mean are the same on both ways.
class PostgresWriter final : public HttpWriter {
public:
    explicit PostgresWriter(PostgresSettings settings);
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> write(HttpRequest request, std::stop_token stop) override;

private:
    [[nodiscard]] Result<QByteArray> carryOut(PostgresConnection &connection, const HttpRequest &request);
    /// Asked for once per table.
    [[nodiscard]] Result<PostgresDefaults> defaultsOf(PostgresConnection &connection, const QString &table);

    QHash<QString, PostgresDefaults> m_defaults; ///< by table; touched by jobs on the lane only
    PostgresLane m_lane;
};

} // namespace uds
