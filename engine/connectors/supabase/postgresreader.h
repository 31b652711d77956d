#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/connectors/supabase/postgreslane.h"
#include "engine/connectors/supabase/supabasewire.h"

namespace uds {

class Clock;

/// Reads the warehouse from the database itself, in transactions that can change nothing. Entities, records
/// and keys are those of the API.
///
/// facts(): see supabaseFacts().
class PostgresReader final : public ConnectorReader {
public:
    /// \a clock must outlive the reader.
    PostgresReader(PostgresSettings settings, ConnectorDescription description, Clock &clock);

    [[nodiscard]] const ConnectorDescription &description() const override { return m_description; }
    [[nodiscard]] const ConnectorWire &wire() const override { return m_wire; }
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> verify(std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<RecordPage>> read(
        QString entity, ReadWindow window, QByteArray position, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<QList<Record>>> find(LookUp lookUp, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<Json>> facts(std::stop_token stop) override;

private:
    using Rows = QList<QStringList>;
    [[nodiscard]] QCoro::Task<Result<Rows>> rows(Result<QString> query, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<Json>> inspection(std::stop_token stop);

    const PostgresSettings m_settings;
    const ConnectorDescription m_description;
    const SupabaseWire m_wire;
    Clock &m_clock;
    PostgresLane m_lane;
};

} // namespace uds
