#pragma once

#include "engine/simulators/simulatedplatform.h"
#include "engine/simulators/warehousegate.h"
#include "engine/simulators/warehousestore.h"

namespace uds {

/// A make-believe Supabase project: PostgREST below `/rest/v1/` with the tables of resources/warehouse.sql,
/// the gateway's keys in front of it and the database's rules behind it. Any address in front of the path is
/// fine.
class WarehouseSimulator final : public SimulatedPlatform {
public:
    explicit WarehouseSimulator(WarehouseOptions options = {});
    ~WarehouseSimulator() override;
    Q_DISABLE_COPY_MOVE(WarehouseSimulator)

    [[nodiscard]] HttpResponse answer(const HttpRequest &request, const QDateTime &nowUtc) override;
    [[nodiscard]] const QList<LedgerEntry> &ledger() const override { return m_ledger; }
    [[nodiscard]] int unsafeRequests() const override { return m_unsafeRequests; }
    [[nodiscard]] int requests() const override { return m_requests; }

    /// Switches may be turned while the project runs; absent tables and columns are only hidden.
    [[nodiscard]] WarehouseOptions &options() { return m_options; }
    [[nodiscard]] const WarehouseOptions &options() const { return m_options; }
    [[nodiscard]] const WarehouseStore &store(const QString &schema = QStringLiteral("public")) const;
    /// Puts rows into a table as a person with SQL would, by the same rules and without request or ledger
    /// entry.
    [[nodiscard]] WarehouseResult<void> enter(
        const QString &table, const JsonArray &rows, const QDateTime &nowUtc);

private:
    struct Call;

    [[nodiscard]] WarehouseResult<HttpResponse> routed(const Call &call);
    [[nodiscard]] WarehouseResult<HttpResponse> rooted(const Call &call) const;
    [[nodiscard]] WarehouseResult<HttpResponse> called(const Call &call) const;
    [[nodiscard]] WarehouseResult<HttpResponse> tabled(const Call &call);
    [[nodiscard]] WarehouseResult<HttpResponse> read(const Call &call, const WarehouseQuery &query) const;
    [[nodiscard]] WarehouseResult<HttpResponse> inserted(const Call &call, const WarehouseQuery &query);
    [[nodiscard]] WarehouseResult<HttpResponse> changed(const Call &call, const WarehouseQuery &query);
    [[nodiscard]] WarehouseResult<void> permitted(const Call &call) const;
    [[nodiscard]] WarehouseResult<WarehouseWrite> writeOf(
        const Call &call, const WarehouseQuery &query) const;
    [[nodiscard]] WarehouseResult<void> inTime(qsizetype rows) const;
    [[nodiscard]] QList<WarehouseTableDescription> visibleTables() const;
    [[nodiscard]] std::optional<WarehouseTableDescription> visible(const QString &table) const;
    void keepLedger(const Call &call);

    WarehouseOptions m_options;
    const QList<WarehouseTableDescription> m_tables;
    std::map<QString, WarehouseStore> m_stores; ///< by schema
    QList<LedgerEntry> m_ledger; ///< of all schemas, in order
    int m_requests = 0;
    int m_unsafeRequests = 0;
};

} // namespace uds
