#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/connectors/supabase/supabasekey.h"
#include "engine/connectors/supabase/supabasequeries.h"
#include "engine/connectors/supabase/supabasewire.h"
#include "engine/core/clock.h"

namespace uds {

struct SupabaseTable;

/// Reads a warehouse behind PostgREST. facts() gives the shape told at supabaseFacts().
class SupabaseReader final : public ConnectorReader {
public:
    /// \a description and \a clock must outlive the reader. \a key: what kind of key is in use.
    SupabaseReader(
        const ConnectorDescription &description, SupabaseQueries queries, SupabaseKey key, Clock &clock);

    [[nodiscard]] const ConnectorDescription &description() const override { return m_description; }
    [[nodiscard]] const ConnectorWire &wire() const override { return m_wire; }
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> verify(std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<RecordPage>> read(
        QString entity, ReadWindow window, QByteArray position, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<QList<Record>>> find(LookUp lookUp, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<Json>> facts(std::stop_token stop) override;

private:
    /// All rows that \a selection matches, page by page.
    [[nodiscard]] QCoro::Task<Result<QList<Record>>> matching(
        const SupabaseTable &table, QByteArray selection, std::stop_token stop);

    const ConnectorDescription &m_description;
    SupabaseQueries m_queries;
    const SupabaseKey m_key;
    Clock &m_clock;
    SupabaseWire m_wire;
};

} // namespace uds
