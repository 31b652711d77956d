#pragma once

#include "engine/connectors/connectionladder.h"
#include "engine/connectors/supabase/supabasekey.h"
#include "engine/connectors/supabase/supabaseschema.h"
#include "engine/core/clock.h"

namespace uds {

/// The connection test of a warehouse behind PostgREST. Reads only: whether the key may write is told by its
/// role.
class SupabaseVerification {
public:
    /// \a queries and \a clock must outlive the test.
    SupabaseVerification(SupabaseQueries &queries, SupabaseKey key, Clock &clock);
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> run(std::stop_token stop);

private:
    void learnKey();
    void learnWriting();
    void learnSchema(const SupabaseSchema &schema);
    [[nodiscard]] QCoro::Task<bool> readsEveryTable(const SupabaseSchema &schema, std::stop_token stop);
    [[nodiscard]] QString accountName() const;
    [[nodiscard]] static ConnectionRung rungOf(const Error &error);

    SupabaseQueries &m_queries;
    const SupabaseKey m_key;
    Clock &m_clock;
    ConnectionLadder m_ladder;
};

} // namespace uds
