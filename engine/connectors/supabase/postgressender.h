#pragma once

#include "engine/connectors/supabase/postgreswriter.h"
#include "engine/connectors/supabase/supabasesender.h"

namespace uds {

/// Sends frozen calls of the warehouse to the database itself. Batches with a row that the database refuses
/// are halved as on the way through the API; errors also name the table, the column and the rule.
class PostgresSender final : public ConnectorSender {
public:
    explicit PostgresSender(PostgresSettings settings);
    [[nodiscard]] QCoro::Task<QList<Outcome>> send(FrozenCall call, std::stop_token stop) override;

private:
    PostgresWriter m_writer;
    SupabaseSender m_sender;
};

} // namespace uds
