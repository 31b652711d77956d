#pragma once

#include "engine/connectors/connectionladder.h"
#include "engine/connectors/supabase/postgressettings.h"
#include "engine/connectors/supabase/supabaseschema.h"

namespace uds {

/// The schema in an answer to postgresInspectionQuery().
[[nodiscard]] SupabaseSchema postgresSchemaIn(const Json &inspection);

/// The "rights" of supabaseFacts() in such an answer.
[[nodiscard]] Json postgresRights(const Json &inspection);

/// The connection test of a database, from what was learned without changing anything. No network.
class PostgresVerification {
public:
    explicit PostgresVerification(PostgresSettings settings);

    /// Nobody could sign in, or the inspection failed.
    [[nodiscard]] VerifyReport refused(const Error &error);
    /// \a inspection is what postgresInspectionQuery() answers.
    [[nodiscard]] VerifyReport inspected(const Json &inspection, const QDateTime &nowUtc);

private:
    void describeWay();
    void judgeReading(const Json &inspection);
    void judgeWriting(const Json &inspection);
    void judgeVersion(const Json &inspection);
    void judgeSchema(const Json &inspection);

    const PostgresSettings m_settings;
    ConnectionLadder m_ladder;
};

} // namespace uds
