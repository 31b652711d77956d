#include "engine/connectors/supabase/postgressender.h"

#include "engine/connectors/supabase/postgreserrors.h"

namespace uds {

PostgresSender::PostgresSender(PostgresSettings settings)
    : m_writer(settings)
    , m_sender(m_writer, SupabasePlace{QUrl(), settings.schema, settings.readOnly})
{
}

QCoro::Task<QList<Outcome>> PostgresSender::send(FrozenCall call, std::stop_token stop)
{
    QList<Outcome> outcomes = co_await m_sender.send(std::move(call), stop);
    for (Outcome &outcome : outcomes) {
        if (outcome.error)
            outcome.error = withPostgresPlace(*outcome.error);
    }
    co_return outcomes;
}

} // namespace uds
