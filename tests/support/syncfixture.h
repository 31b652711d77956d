#pragma once

#include "engine/connectors/connectorfactory.h"
#include "engine/http/circuitbreaker.h"
#include "engine/http/httpclient.h"
#include "engine/http/ratelimiter.h"
#include "engine/http/readonlyhttpclient.h"
#include "engine/simulators/companysimulator.h"
#include "engine/simulators/faultschedule.h"
#include "engine/simulators/seededrandom.h"
#include "engine/simulators/shopgenerator.h"
#include "engine/simulators/shopsimulator.h"
#include "engine/simulators/simulatedtransport.h"
#include "engine/simulators/virtualclock.h"
#include "engine/simulators/warehousesimulator.h"
#include "engine/store/failurerepository.h"
#include "engine/store/integrationrepository.h"
#include "engine/store/store.h"
#include "engine/sync/streamcontext.h"
#include "engine/sync/syncrun.h"

#include <QTemporaryDir>

#include <memory>

namespace uds {

/// Where the world stops, as seen from one request: as if the process had been killed while it waited.
struct KillPlan {
    enum class Moment {
        BeforeSending,
        AfterPart, ///< of a batch the first half is applied, then both sides go down
        AfterApplying
    };
    int atRequest = 0; ///< 1 = the next one; 0 = never
    Moment moment = Moment::BeforeSending;
    bool countsWritesOnly = false; ///< no GET, no query, no token request
};

/// A shop, a company, a warehouse and a store on disk that outlive any number of engines working on them.
class SyncFixture {
public:
    explicit SyncFixture(quint64 seed = 1, CompanyOptions company = {}, ShopSettings shop = {});
    ~SyncFixture();

    /// One engine from start-up to the end of one run; nothing when the world was stopped in between.
    [[nodiscard]] std::optional<Result<RunRow>> run(SyncRequest request = {});
    [[nodiscard]] Result<QList<PlannedChange>> plan(SyncRequest request = {});
    [[nodiscard]] static SyncRequest full();
    /// What an engine works with that is not running: for work that sends nothing.
    [[nodiscard]] std::shared_ptr<StreamContext> context();
    /// run() of a world that is not stopped; ends the test program otherwise.
    RunRow finishedRun(SyncRequest request = {});
    /// Failures that need somebody, newest first.
    [[nodiscard]] QList<FailureRow> openFailures();
    /// What a query of the store answers; ends the test program when it fails.
    template <typename Query>
    [[nodiscard]] auto ask(Query query)
    {
        const auto store = openStore();
        const auto answer = clock.run(store->read(query));
        if (!answer)
            qFatal("%s", qPrintable(answer.error().message));
        return *answer;
    }

    void addOrders(int count);
    /// Undoes what was committed last before a kill: the intents of a call that never left are ready again.
    void forgetInflight();
    /// As on a new computer: links, journal and cursors are gone, shop and company are not.
    void forgetStore();
    void setFaults(FaultRates rates);
    void stopFaults() { faults.setEnabled(false); }

    /// Somebody changes, voids or deletes something at the company's own screens; \a operation is "update",
    /// "void" or "delete". What came of it.
    Json changeAtTarget(
        const QString &type, const Json &object, const QString &operation = QStringLiteral("update"));

    /// Live documents by number: what "never a duplicate" is about.
    [[nodiscard]] QHash<QString, QList<Json>> documentsByNumber() const;
    /// Every object of a type the company holds, in order of creation.
    [[nodiscard]] QList<Json> documents(const QString &type) const;
    /// Every row of a table the warehouse holds, in order of creation.
    [[nodiscard]] QList<Json> rows(const QString &table) const;
    [[nodiscard]] Json order(qint64 id) const;
    [[nodiscard]] int unsafeRequests() const
    {
        return company.unsafeRequests() + shop.unsafeRequests() + warehouse.unsafeRequests();
    }
    [[nodiscard]] std::unique_ptr<Store> openStore() const;

    const quint64 seed;
    QTemporaryDir folder;
    VirtualClock clock;
    SeededRandom random;
    ShopSimulator shop;
    CompanySimulator company;
    WarehouseSimulator warehouse;
    FaultSchedule faults;
    SimulatedTransport network;
    KillPlan kill; ///< for the next run()
    QList<HttpRequest> writes; ///< every unsafe request that left an engine, in order
    /// Breaches of invariant I1: a write left whose frozen bytes were not in the journal, inflight.
    QStringList violations;
    int requestsSeen = 0; ///< by the kill plan's way of counting, in the last run
    Json streamSettings = Json::object({});
    /// Which stream the next run is of; each preset has one, between the only accounts of its two platforms.
    QString preset = QStringLiteral("woo-orders-to-quickbooks");

private:
    struct Engine; // one process's worth of objects
    class MortalClock;
    class MortalTransport;
    [[nodiscard]] std::unique_ptr<Engine> start();
    [[nodiscard]] QCoro::Task<Result<void>> keepSecrets(Json rotated);
    Json m_tokens; // of the company, as they were stored last
    std::vector<std::unique_ptr<Engine>> m_abandoned; // killed ones: their coroutines still hang on them
    QHash<QString, IntegrationRow> m_accounts; // by connector
    QHash<QString, StreamRow> m_streams; // by preset
    [[nodiscard]] Json settingsOf(const QString &connector);
    [[nodiscard]] IntegrationRow account(Store &store, const QString &connector);
    [[nodiscard]] StreamRow stream(Store &store, qint64 source, qint64 target);
};

/// "completed: read 12 created 9 ..." for messages of tests.
[[nodiscard]] QString describe(const RunRow &run);

} // namespace uds
