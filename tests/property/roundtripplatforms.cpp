#include "tests/property/roundtripplatforms.h"

#include "engine/connectors/quickbooks/quickbooksfactory.h"
#include "engine/simulators/warehousesimulator.h"
#include "tests/property/quickbooksdocuments.h"
#include "tests/property/shopdocuments.h"
#include "tests/property/warehousedocuments.h"
#include "tests/unit/quickbooks/directcompany.h"
#include "tests/unit/woocommerce/shopworld.h"
#ifdef UDS_HAS_POSTGRES_SERVER
#include "engine/connectors/supabase/postgresreader.h"
#include "engine/connectors/supabase/postgressender.h"
#include "engine/connectors/supabase/postgressetup.h"
#include "engine/core/systemclock.h"
#include "tests/support/postgresserver/warehouse.h"
#endif

namespace uds {

using namespace Qt::StringLiterals;
using Kind = Transformation::Kind;
using State = Outcome::State;

namespace {

const QList<Transformation> kOfShop{
    {{}, {}, Kind::SameNumber, u"The shop keeps amounts and ids as texts or numbers as it likes."_s},
};

const QList<Transformation> kOfCompany{
    {{}, {}, Kind::SameNumber, u"JSON numbers have no fixed spelling: 1.50 is 1.5."_s},
    {{}, {}, Kind::EmptyIsAbsent, u"An empty text clears the member, and what is empty is not shown."_s},
    {{}, u"PrintOnCheckName"_s, Kind::EmptyIsDefault, u"Without a name for checks it is the display name."_s},
    {{}, u"Line"_s, Kind::MoreAtEnd, u"Sales documents are shown with a line of the subtotal."_s},
};

const QList<Transformation> kOfWarehouse{
    {{}, {}, Kind::SameNumber, u"Numbers have no fixed spelling."_s},
    {{}, {}, Kind::FourDecimals, u"Amounts are numeric(18,4); PostgreSQL rounds."_s},
    {{}, {}, Kind::SameMoment, u"timestamptz keeps the moment and shows it in UTC."_s},
};

class Shop final : public Platform {
public:
    Shop()
    {
        m_documents
            = std::make_unique<ShopDocuments>(made(u"product"_s, Json::object({{u"name"_s, u"Mug"_s}})),
                made(u"product"_s, Json::object({{u"name"_s, u"Shirt"_s}, {u"type"_s, u"variable"_s}})));
    }
    [[nodiscard]] QString name() const override { return u"woocommerce"_s; }
    [[nodiscard]] const QList<Transformation> &transformations() const override { return kOfShop; }
    [[nodiscard]] RoundTripDocuments &documents() override { return *m_documents; }
    [[nodiscard]] QList<Outcome> send(const QList<Effect> &effects) override { return m_world.send(effects); }
    [[nodiscard]] Result<RecordPage> read(const QString &entity, const ReadWindow &window) override
    {
        return m_world.clock.run(m_world.reader->read(entity, window, {}, {}));
    }
    [[nodiscard]] const ConnectorDescription &description() const override
    {
        return m_world.reader->description();
    }
    void prepare(const QString &entity) override
    {
        if (entity != u"refund")
            return;
        const Json line
            = Json::object({{u"product_id"_s, 1}, {u"quantity"_s, 1}, {u"total"_s, u"99999.00"_s}});
        m_documents->order = made(u"order"_s, Json::object({{u"line_items"_s, JsonArray{line}}}));
    }

private:
    [[nodiscard]] QString made(const QString &entity, const Json &payload)
    {
        const Outcome outcome = sendOne({{}, entity, Operation::Create, payload, {}, {}});
        if (outcome.state != State::Applied)
            qFatal("The shop made no %s.", qPrintable(entity));
        return outcome.remoteId;
    }
    ShopWorld m_world;
    std::unique_ptr<ShopDocuments> m_documents;
};

class Company final : public Platform {
public:
    Company()
        : m_fixture(options())
        , m_http(m_fixture)
        , m_clock(m_fixture.now)
        , m_settings(m_factory.checked(test::companySettings()).value())
        , m_reader(m_factory.reader(m_settings, m_http, m_clock))
        , m_sender(m_factory.sender(m_settings, m_http))
        , m_documents(m_fixture.customer(u"Ada Merriweather"_s), u"72"_s)
    {
    }
    [[nodiscard]] QString name() const override { return u"quickbooks"_s; }
    [[nodiscard]] const QList<Transformation> &transformations() const override { return kOfCompany; }
    [[nodiscard]] RoundTripDocuments &documents() override { return m_documents; }
    [[nodiscard]] QList<Outcome> send(const QList<Effect> &effects) override
    {
        const auto call = m_reader->wire().freeze(effects, u"call-1"_s);
        return call ? QCoro::waitFor(m_sender->send(*call, {})) : QList<Outcome>();
    }
    [[nodiscard]] Result<RecordPage> read(const QString &entity, const ReadWindow &window) override
    {
        return QCoro::waitFor(m_reader->read(entity, window, {}, {}));
    }
    [[nodiscard]] const ConnectorDescription &description() const override { return m_reader->description(); }

private:
    static CompanyOptions options()
    {
        CompanyOptions options;
        options.enforceLimits = false;
        return options;
    }
    test::CompanyFixture m_fixture;
    test::DirectHttp m_http;
    test::FixedClock m_clock;
    QuickBooksFactory m_factory;
    ConnectorSettings m_settings;
    std::unique_ptr<ConnectorReader> m_reader;
    std::unique_ptr<ConnectorSender> m_sender;
    QuickBooksDocuments m_documents;
};

/// What the warehouse over REST and the database itself have in common.
class Warehouse : public Platform {
public:
    [[nodiscard]] QString name() const override { return u"supabase"_s; }
    [[nodiscard]] const QList<Transformation> &transformations() const override { return kOfWarehouse; }
    [[nodiscard]] RoundTripDocuments &documents() override { return m_documents; }
    void prepare(const QString &entity) override
    {
        if (entity != u"order_lines" || m_hasParent)
            return;
        m_hasParent = true;
        if (sendOne({{}, u"orders"_s, Operation::Create, m_documents.parent(), {}, {}}).state
            != State::Applied)
            qFatal("The warehouse took no order.");
    }

private:
    WarehouseDocuments m_documents;
    bool m_hasParent = false;
};

class RestWarehouse final : public Warehouse {
public:
    RestWarehouse()
    {
        m_warehouse.options().schemas = {u"public"_s};
        m_transport.route(QUrl(u"https://w.supabase.co"_s), m_warehouse);
        const ConnectorFactory &factory = *connectorFactory(u"supabase");
        m_settings = factory
                         .checked({Json::object({{u"project_url"_s, u"w.supabase.co"_s}}),
                             Json::object({{u"service_key"_s, m_warehouse.options().secretKey}})})
                         .value();
        m_authorizer = factory.authorizer(m_settings, m_transport, m_clock, {});
        m_http = std::make_unique<HttpClient>(
            HttpParts{m_transport, *m_authorizer, m_limiter, m_breaker, m_clock, m_random});
        m_reader = factory.reader(m_settings, *m_http, m_clock);
        m_sender = factory.sender(m_settings, *m_http);
    }
    [[nodiscard]] QList<Outcome> send(const QList<Effect> &effects) override
    {
        const auto call = m_reader->wire().freeze(effects, u"call-1"_s);
        return call ? m_clock.run(m_sender->send(*call, {})) : QList<Outcome>();
    }
    [[nodiscard]] Result<RecordPage> read(const QString &entity, const ReadWindow &window) override
    {
        return m_clock.run(m_reader->read(entity, window, {}, {}));
    }
    [[nodiscard]] const ConnectorDescription &description() const override { return m_reader->description(); }

private:
    VirtualClock m_clock{QDateTime(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC)};
    WarehouseSimulator m_warehouse;
    SimulatedTransport m_transport{m_clock, 1};
    SeededRandom m_random{1};
    CircuitBreaker m_breaker{m_clock};
    RateLimiter m_limiter{AdmissionLimits{}, m_clock};
    ConnectorSettings m_settings;
    std::unique_ptr<Authorizer> m_authorizer;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<ConnectorReader> m_reader;
    std::unique_ptr<ConnectorSender> m_sender;
};

#ifdef UDS_HAS_POSTGRES_SERVER
/// A real PostgreSQL server.
class DirectWarehouse final : public Warehouse {
public:
    DirectWarehouse()
    {
        auto server = PostgresServer::start();
        if (!server)
            qFatal("%s", qPrintable(server.error().message));
        m_server = *std::move(server);
        const QString database = u"warehouse"_s;
        if (!m_server->createDatabase(database))
            qFatal("no database");
        const PostgresSettings settings = databaseSettings(*m_server, database);
        PostgresLane lane(settings);
        if (const auto made = QCoro::waitFor(setUpWarehouse(lane, warehouseScriptText())); !made)
            qFatal("%s", qPrintable(made.error().message));
        m_sender = std::make_unique<PostgresSender>(settings);
        m_reader = std::make_unique<PostgresReader>(
            settings, connectorFactory(u"supabase")->description(), m_clock);
    }
    [[nodiscard]] QList<Outcome> send(const QList<Effect> &effects) override
    {
        const auto call = m_reader->wire().freeze(effects, u"call-1"_s);
        return call ? QCoro::waitFor(m_sender->send(*call, {})) : QList<Outcome>();
    }
    [[nodiscard]] Result<RecordPage> read(const QString &entity, const ReadWindow &window) override
    {
        return QCoro::waitFor(m_reader->read(entity, window, {}, {}));
    }
    [[nodiscard]] const ConnectorDescription &description() const override { return m_reader->description(); }

private:
    SystemClock m_clock;
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<ConnectorSender> m_sender;
    std::unique_ptr<ConnectorReader> m_reader;
};
#endif

} // namespace

Outcome Platform::sendOne(Effect effect)
{
    effect.token = u"t-%1"_s.arg(++m_calls);
    return send({effect}).value(0);
}
Json Platform::readBack(const QString &entity, const QString &id)
{
    ReadWindow window;
    window.ids = {id};
    const auto page = read(entity, window);
    const auto found
        = page ? std::ranges::find(page->records, id, &Record::id) : QList<Record>::const_iterator();
    const bool isThere = page && found != page->records.end() && !found->unreadable;
    return isThere ? found->document : Json();
}

std::map<QString, std::unique_ptr<Platform>> allPlatforms()
{
    std::map<QString, std::unique_ptr<Platform>> all;
    all.emplace(u"shop"_s, std::make_unique<Shop>());
    all.emplace(u"company"_s, std::make_unique<Company>());
    all.emplace(u"warehouse over REST"_s, std::make_unique<RestWarehouse>());
#ifdef UDS_HAS_POSTGRES_SERVER
    all.emplace(u"warehouse in PostgreSQL"_s, std::make_unique<DirectWarehouse>());
#endif
    return all;
}

} // namespace uds
