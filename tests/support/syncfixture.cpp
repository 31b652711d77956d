#include "tests/support/syncfixture.h"

#include "engine/core/background.h"
#include "engine/store/integrationrepository.h"
#include "engine/store/journalrepository.h"
#include "engine/store/runrepository.h"
#include "engine/store/streamrepository.h"
#include "engine/sync/dryrun.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <QUrlQuery>

#include <algorithm>
#include <coroutine>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QUrl kShop(u"https://shop.example.test"_s);
const QUrl kCompany(u"https://quickbooks.api.intuit.com"_s);
const QUrl kToken(u"https://oauth.platform.intuit.com"_s);
const QUrl kWarehouse(u"https://abcdefghijklmnopqrst.supabase.co"_s);

bool isWrite(const HttpRequest &request)
{
    return request.verb != "GET" && !request.url.path().endsWith(u"/query")
        && !request.url.path().contains(u"oauth");
}

// A server that dies in the middle of a batch: half the members, and no memory of the request id.
HttpRequest firstHalf(HttpRequest request)
{
    Json body = Json::parse(request.body).value_or(Json());
    JsonArray items = body[u"BatchItemRequest"].array();
    if (items.size() < 2)
        return request;
    body.set(u"BatchItemRequest"_s, items.first(items.size() / 2));
    request.body = body.bytes();
    QUrlQuery query(request.url);
    query.removeQueryItem(u"requestid"_s);
    request.url.setQuery(query);
    return request;
}

// Every commit is synced to the disk; in memory thousands of lives take minutes instead of an hour.
QString folderTemplate()
{
    const QString inMemory = u"/dev/shm"_s;
    return (QFileInfo(inMemory).isWritable() ? inMemory : QDir::tempPath()) + u"/uds-XXXXXX"_s;
}

Json formValues(const Json &settings, const ConnectorDescription &description, bool secret)
{
    Json picked = Json::object({});
    for (const FormField &field : description.form) {
        if ((field.kind == FormField::Kind::Secret) == secret && settings.contains(field.key))
            picked.set(field.key, settings[field.key]);
    }
    return picked;
}

} // namespace

// Time as one engine sees it: a killed one never wakes again.
class SyncFixture::MortalClock final : public Clock {
public:
    MortalClock(Clock &clock, const bool &dead)
        : m_clock(clock)
        , m_dead(dead)
    {
    }
    [[nodiscard]] QDateTime nowUtc() const override { return m_clock.nowUtc(); }
    [[nodiscard]] std::chrono::milliseconds boot() const override { return m_clock.boot(); }
    [[nodiscard]] QCoro::Task<void> sleepFor(
        std::chrono::milliseconds duration, std::stop_token stop) override
    {
        co_await m_clock.sleepFor(duration, stop);
        if (m_dead)
            co_await std::suspend_always();
    }

private:
    Clock &m_clock;
    const bool &m_dead;
};

// The network as one engine sees it. What is under way when the engine is killed still arrives; its answer
// does not.
class SyncFixture::MortalTransport final : public HttpTransport {
public:
    MortalTransport(SyncFixture &fixture, bool &dead)
        : m_fixture(fixture)
        , m_dead(dead)
    {
    }
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> send(HttpRequest request, std::stop_token stop) override
    {
        const bool counts = !m_fixture.kill.countsWritesOnly || isWrite(request);
        m_fixture.requestsSeen += counts ? 1 : 0;
        const bool here = counts && m_fixture.requestsSeen == m_fixture.kill.atRequest;
        if (here)
            m_dead = true;
        if (m_dead && (!here || m_fixture.kill.moment == KillPlan::Moment::BeforeSending))
            co_await std::suspend_always();
        if (isWrite(request)) {
            checkJournal(request);
            m_fixture.writes.append(request);
        }
        if (here && m_fixture.kill.moment == KillPlan::Moment::AfterPart)
            request = firstHalf(request);
        auto answer = co_await m_fixture.network.send(request, stop);
        if (m_dead)
            co_await std::suspend_always();
        co_return answer;
    }

private:
    void checkJournal(const HttpRequest &request)
    {
        const auto database
            = Database::open(m_fixture.folder.filePath(u"store.db"_s), Database::Access::ReadOnly);
        JournalRepository journal(**database);
        QString token = QUrlQuery(request.url).queryItemValue(u"requestid"_s);
        if (token.isEmpty())
            token = underWay(journal, request);
        const auto call = journal.call(token);
        const bool frozen = call && call->has_value() && (*call)->body == request.body;
        const auto intents = journal.byIds(frozen ? (*call)->intents : QList<qint64>());
        const bool announced
            = intents && !intents->isEmpty() && std::ranges::none_of(*intents, [](const IntentRow &intent) {
                  return intent.state == IntentState::Planned || intent.state == IntentState::Ready;
              });
        if (!announced)
            m_fixture.violations.append(
                u"not journaled before it left: "_s + request.url.path() + u' ' + token);
    }

    /// The call these bytes belong to, where the platform has no place for its token.
    QString underWay(JournalRepository &journal, const HttpRequest &request) const
    {
        const qint64 stream = m_fixture.m_streams.value(m_fixture.preset).id;
        const auto intents
            = journal.byState(stream, {IntentState::Inflight, IntentState::Ambiguous}, 0, 1000);
        QSet<QString> tokens;
        for (const IntentRow &intent : intents.value_or(QList<IntentRow>()))
            tokens.insert(intent.callToken);
        for (const QString &token : std::as_const(tokens)) {
            const auto call = journal.call(token);
            if (call && call->has_value() && (*call)->verb == request.verb && (*call)->body == request.body)
                return token;
        }
        return {};
    }

    SyncFixture &m_fixture;
    bool &m_dead;
};

struct SyncFixture::Engine {
    struct Side {
        Side(SyncFixture &fixture, Engine &engine, const QString &connector, const Json &settings)
            : factory(*connectorFactory(connector))
            , limiter(factory.description().limits.admission(), engine.clock)
            , breaker(engine.clock)
        {
            const ConnectorDescription &description = factory.description();
            const auto checked = factory.checked(
                {formValues(settings, description, false), formValues(settings, description, true)});
            if (!checked)
                qFatal("%s", qPrintable(checked.error().message));
            const SecretStore keep
                = [&fixture](Json rotated) { return fixture.keepSecrets(std::move(rotated)); };
            authorizer = factory.authorizer(*checked, engine.wire, engine.clock, keep);
            HttpClientOptions options;
            options.isBatch
                = [](const HttpRequest &request) { return request.url.path().endsWith(u"/batch"); };
            const HttpParts parts{engine.wire, *authorizer, limiter, breaker, engine.clock, fixture.random};
            client = std::make_unique<HttpClient>(parts, options);
            reader = factory.reader(*checked, *client, engine.clock);
            sender = factory.sender(*checked, *client);
        }
        const ConnectorFactory &factory;
        RateLimiter limiter;
        CircuitBreaker breaker;
        std::unique_ptr<Authorizer> authorizer;
        std::unique_ptr<HttpClient> client;
        std::unique_ptr<ConnectorReader> reader;
        std::unique_ptr<ConnectorSender> sender;
    };

    Engine(SyncFixture &fixture, const MappingLibrary &library)
        : clock(fixture.clock, dead)
        , wire(fixture, dead)
        , store(fixture.openStore())
        , source(fixture, *this, library.sourceConnector(), fixture.settingsOf(library.sourceConnector()))
        , target(fixture, *this, library.targetConnector(), fixture.settingsOf(library.targetConnector()))
    {
    }

    bool dead = false;
    MortalClock clock;
    InlineBackground background;
    MortalTransport wire;
    std::unique_ptr<Store> store;
    Side source;
    Side target;
    std::unique_ptr<StreamContext> context;
    std::unique_ptr<SyncRun> run;
    QCoro::Task<Result<RunRow>> task;
};

SyncFixture::SyncFixture(quint64 seedValue, CompanyOptions companyOptions, ShopSettings shopSettings)
    : seed(seedValue)
    , folder(folderTemplate())
    , clock(QDateTime(QDate(2026, 12, 1), QTime(12, 0), Qt::UTC))
    , random(seedValue)
    , shop(shopSettings)
    , company(companyOptions)
    , faults(seedValue, {})
    , network(clock, seedValue)
{
    m_tokens.set(u"access_token"_s, company.options().accessToken);
    m_tokens.set(u"refresh_token"_s, company.options().refreshToken);
    network.route(kShop, shop);
    network.route(kCompany, company);
    network.route(kToken, company);
    network.route(kWarehouse, warehouse);
    network.setFaults(&faults);
}

// A killed process frees nothing: its coroutines still hang on its objects. Only its files are closed.
SyncFixture::~SyncFixture()
{
    for (std::unique_ptr<Engine> &engine : m_abandoned) {
        engine->store.reset();
        static_cast<void>(engine.release());
    }
}

QCoro::Task<Result<void>> SyncFixture::keepSecrets(Json rotated)
{
    m_tokens = std::move(rotated);
    co_return Result<void>();
}

std::unique_ptr<Store> SyncFixture::openStore() const
{
    auto store = Store::open(folder.filePath(u"store.db"_s), Store::Threading::Inline);
    if (!store)
        qFatal("%s", qPrintable(store.error().message + store.error().detail));
    return std::move(*store);
}

SyncRequest SyncFixture::full()
{
    SyncRequest request;
    request.mode = SyncRequest::Mode::Full;
    return request;
}

void SyncFixture::addOrders(int count)
{
    ShopPlan plan;
    plan.seed = seed;
    plan.orders = count;
    plan.customers = std::max(2, count / 4);
    plan.products = 12;
    shop.addGenerated(std::make_unique<ShopGenerator>(plan));
}

void SyncFixture::forgetInflight()
{
    const auto store = openStore();
    const auto undo = [streamId = m_streams.value(preset).id](Database &database) -> Result<void> {
        JournalRepository journal(database);
        auto rows = journal.byState(streamId, {IntentState::Inflight}, 0, 1000);
        for (IntentRow &row : *rows)
            row.state = row.dependsOn.isEmpty() ? IntentState::Ready : IntentState::Planned;
        return journal.update(*rows);
    };
    const auto undone = clock.run(store->write(undo));
    if (!undone)
        qFatal("%s", qPrintable(undone.error().message));
}

void SyncFixture::forgetStore()
{
    for (const QString &name : {u"store.db"_s, u"store.db-wal"_s, u"store.db-shm"_s})
        QFile::remove(folder.filePath(name));
    m_accounts.clear();
    m_streams.clear();
}

void SyncFixture::setFaults(FaultRates rates)
{
    faults.setRates(rates);
    faults.setEnabled(true);
}

Json SyncFixture::settingsOf(const QString &connector)
{
    if (connector == u"woocommerce") {
        return Json::object({{u"store_url"_s, kShop.toString()},
            {u"consumer_key"_s, QString::fromLatin1(shop.settings().consumerKey)},
            {u"consumer_secret"_s, QString::fromLatin1(shop.settings().consumerSecret)}});
    }
    if (connector == u"supabase") {
        return Json::object(
            {{u"project_url"_s, kWarehouse.toString()}, {u"service_key"_s, warehouse.options().secretKey}});
    }
    const CompanyOptions &options = company.options();
    return Json::object({{u"client_id"_s, options.clientId}, {u"client_secret"_s, options.clientSecret},
        {u"realm_id"_s, options.realmId}, {u"access_token"_s, m_tokens[u"access_token"]},
        {u"refresh_token"_s, m_tokens[u"refresh_token"]}, {u"environment"_s, u"production"_s}});
}

std::unique_ptr<SyncFixture::Engine> SyncFixture::start()
{
    const auto library = MappingLibrary::load(preset);
    if (!library)
        qFatal("%s", qPrintable(library.error().message + library.error().detail));
    auto engine = std::make_unique<Engine>(*this, *library);
    // As an engine does when it opens: a run that a killed process left behind has ended.
    const auto close = [now = clock.nowUtc()](
                           Database &database) { return RunRepository(database).closeInterrupted(now); };
    if (const auto closed = clock.run(engine->store->write(close)); !closed)
        qFatal("%s", qPrintable(closed.error().message));
    const IntegrationRow source = account(*engine->store, library->sourceConnector());
    const IntegrationRow target = account(*engine->store, library->targetConnector());
    StreamRow current = stream(*engine->store, source.id, target.id);
    current.settings = streamSettings;
    engine->context.reset(new StreamContext{*engine->store, engine->clock, engine->background,
        *engine->source.reader, *engine->target.reader, current, source, target, *library});
    engine->run = std::make_unique<SyncRun>(*engine->context, [](const SyncProgress &) {});
    return engine;
}

IntegrationRow SyncFixture::account(Store &store, const QString &connector)
{
    static const QHash<QString, QString> names{
        {u"woocommerce"_s, u"Shop"_s}, {u"quickbooks"_s, u"Company"_s}, {u"supabase"_s, u"Warehouse"_s}};
    IntegrationRow &row = m_accounts[connector];
    if (row.id != 0)
        return row;
    const Json settings = settingsOf(connector);
    row.name = names.value(connector);
    row.connector = connector;
    row.accountKey = connector + u':'
        + settings[connector == u"quickbooks" ? u"realm_id"_s
                : connector == u"supabase"    ? u"project_url"_s
                                              : u"store_url"_s]
              .string();
    const auto add = [&row](Database &database) -> Result<void> {
        row.id = *IntegrationRepository(database).insert(row);
        return {};
    };
    if (const auto added = clock.run(store.write(add)); !added)
        qFatal("%s", qPrintable(added.error().message));
    return row;
}

StreamRow SyncFixture::stream(Store &store, qint64 source, qint64 target)
{
    StreamRow &row = m_streams[preset];
    if (row.id != 0)
        return row;
    row.name = preset;
    row.preset = preset;
    row.sourceIntegration = source;
    row.targetIntegration = target;
    const auto add = [&row](Database &database) -> Result<void> {
        row.id = *StreamRepository(database).insert(row);
        return {};
    };
    if (const auto added = clock.run(store.write(add)); !added)
        qFatal("%s", qPrintable(added.error().message));
    return row;
}

std::optional<Result<RunRow>> SyncFixture::run(SyncRequest request)
{
    std::unique_ptr<Engine> engine = start();
    requestsSeen = 0;
    engine->task = engine->run->execute(request, *engine->target.sender, {});
    while (!engine->task.isReady() && !engine->dead) {
        if (!clock.advance())
            break;
    }
    kill = {};
    if (!engine->task.isReady()) { // killed: its memory is lost, files and remote sides stay
        m_abandoned.push_back(std::move(engine));
        return std::nullopt;
    }
    return clock.run(engine->task);
}

RunRow SyncFixture::finishedRun(SyncRequest request)
{
    const auto finished = run(std::move(request));
    if (!finished)
        qFatal("the run was killed");
    if (!*finished)
        qFatal("%s", qPrintable(finished->error().message + finished->error().detail));
    return **finished;
}

QList<FailureRow> SyncFixture::openFailures()
{
    return ask([](Database &database) {
        return FailureRepository(database).page(0, {}, std::numeric_limits<qint64>::max(), 500);
    });
}

Result<QList<PlannedChange>> SyncFixture::plan(SyncRequest request)
{
    const std::unique_ptr<Engine> engine = start();
    DryRun run(*engine->context, std::move(request), [](const SyncProgress &) {});
    return clock.run(run.plan({}));
}

std::shared_ptr<StreamContext> SyncFixture::context()
{
    const std::shared_ptr<Engine> engine = start();
    return {engine, engine->context.get()};
}

Json SyncFixture::changeAtTarget(const QString &type, const Json &object, const QString &operation)
{
    HttpRequest request;
    request.verb = "POST";
    request.url = QUrl(u"%1/v3/company/%2/%3?minorversion=75"_s.arg(
        kCompany.toString(), company.options().realmId, type.toLower()));
    if (operation != u"update")
        request.url.setQuery(request.url.query() + u"&operation="_s + operation);
    request.headers = {{"Authorization", "Bearer " + company.options().accessToken.toUtf8()},
        {"Content-Type", "application/json"}, {"Accept", "application/json"}};
    request.body = object.bytes();
    const HttpResponse answer = company.answer(request, clock.nowUtc());
    if (answer.status != 200)
        qFatal("%s", answer.body.constData());
    return Json::parse(answer.body).value_or(Json())[type];
}

QList<Json> SyncFixture::documents(const QString &type) const
{
    QList<Json> found;
    for (const QString &id : company.store().ids(type))
        found.append(*company.store().find(type, id));
    return found;
}

QList<Json> SyncFixture::rows(const QString &table) const
{
    QList<Json> found;
    const WarehouseTable *held = warehouse.store().table(table);
    for (const auto &[id, cells] : held->rows()) {
        Json row = Json::object({});
        for (qsizetype i = 0; i < cells.size(); ++i)
            row.set(held->description().columns.at(i).name, cells.at(i));
        found.append(row);
    }
    return found;
}

Json SyncFixture::order(qint64 id) const
{
    return shop.orders().document(id);
}

QString describe(const RunRow &run)
{
    return u"%1: read %2 created %3 updated %4 voided %5 unchanged %6 skipped %7 failed %8 waiting %9 "_s
               .arg(runStateName(run.state))
               .arg(run.counts.read)
               .arg(run.counts.created)
               .arg(run.counts.updated)
               .arg(run.counts.voided)
               .arg(run.counts.unchanged)
               .arg(run.counts.skipped)
               .arg(run.counts.failed)
               .arg(run.counts.waiting)
        + QString::fromUtf8(run.error.bytes());
}

QHash<QString, QList<Json>> SyncFixture::documentsByNumber() const
{
    QHash<QString, QList<Json>> byNumber;
    for (const QString &type : {u"Invoice"_s, u"SalesReceipt"_s}) {
        for (const Json &document : documents(type))
            byNumber[document[u"DocNumber"].string()].append(document);
    }
    return byNumber;
}

} // namespace uds
