#include "engine/connectors/connectorfactory.h"
#include "engine/http/circuitbreaker.h"
#include "engine/http/ratelimiter.h"
#include "engine/http/readonlyhttpclient.h"
#include "engine/simulators/companysimulator.h"
#include "engine/simulators/recordedshop.h"
#include "engine/simulators/seededrandom.h"
#include "engine/simulators/simulatedtransport.h"
#include "engine/simulators/virtualclock.h"
#include "engine/simulators/warehousesimulator.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostPages = 500;

/// All platforms, and one connector that talks to its own through the real client: limiter, retries,
/// breaker.
struct World {
    VirtualClock clock{QDateTime(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC)};
    ShopSimulator shop;
    CompanySimulator company;
    WarehouseSimulator warehouse;
    SimulatedTransport transport{clock, 1};
    SeededRandom random{1};
    const ConnectorFactory *factory;
    ConnectorSettings settings;
    std::unique_ptr<Authorizer> authorizer;
    std::unique_ptr<RateLimiter> limiter;
    CircuitBreaker breaker{clock};
    std::unique_ptr<ReadOnlyHttpClient> http;
    std::unique_ptr<ConnectorReader> reader;

    explicit World(const QString &name)
        : factory(connectorFactory(name))
    {
        addRecordedShop(shop);
        transport.route(QUrl(u"https://shop.example.test"_s), shop);
        transport.route(QUrl(u"https://quickbooks.api.intuit.com"_s), company);
        fillWarehouse();
        transport.route(QUrl(u"https://warehouse.example.test"_s), warehouse);
        settings = factory->checked(goodSettings(name)).value();
        authorizer = factory->authorizer(settings, transport, clock, {});
        limiter = std::make_unique<RateLimiter>(factory->description().limits.admission(), clock);
        http = std::make_unique<ReadOnlyHttpClient>(
            HttpParts{transport, *authorizer, *limiter, breaker, clock, random});
        reader = factory->reader(settings, *http, clock);
    }

    ConnectorSettings goodSettings(const QString &name)
    {
        if (name == u"woocommerce"_s)
            return {Json::object({{u"store_url"_s, u"https://shop.example.test"_s}}),
                Json::object({{u"consumer_key"_s, QString::fromLatin1(shop.settings().consumerKey)},
                    {u"consumer_secret"_s, QString::fromLatin1(shop.settings().consumerSecret)}})};
        if (name == u"supabase"_s)
            return {Json::object({{u"project_url"_s, u"https://warehouse.example.test"_s}}),
                Json::object({{u"service_key"_s, warehouse.options().secretKey}})};
        const CompanyOptions &options = company.options();
        return {Json::object({{u"client_id"_s, options.clientId}, {u"realm_id"_s, options.realmId}}),
            Json::object({{u"client_secret"_s, options.clientSecret},
                {u"access_token"_s, options.accessToken}, {u"refresh_token"_s, options.refreshToken}})};
    }

    /// A new warehouse is empty: three orders with two lines each make it worth reading.
    void fillWarehouse()
    {
        JsonArray orders;
        for (const QString &id : {u"7001"_s, u"7002"_s, u"7003"_s}) {
            Json order = sampleRow(id);
            order.set(u"lines"_s,
                Json::array({Json::object({{u"source_id"_s, id + u"1"_s}, {u"sku"_s, u"MUG-1"_s}}),
                    Json::object({{u"source_id"_s, id + u"2"_s}})}));
            orders.append(order);
        }
        const auto entered = warehouse.enter(u"orders"_s, orders, clock.nowUtc());
        Q_ASSERT(entered.has_value());
    }

    static Json sampleRow(const QString &id)
    {
        return Json::object({{u"source_system"_s, u"woo:shop"_s}, {u"source_id"_s, id},
            {u"order_number"_s, u"NL-"_s + id}, {u"status"_s, u"processing"_s}, {u"currency"_s, u"EUR"_s},
            {u"total_amount"_s, u"19.90"_s}, {u"created_at"_s, u"2026-03-01T10:00:00Z"_s},
            {u"updated_at"_s, u"2026-03-01T10:00:00.123456Z"_s}});
    }

    /// A payload that the platform could take: a row of the warehouse cannot do without its key.
    Json samplePayload() const
    {
        Json payload = Json::object({{u"PrivateNote"_s, u"x"_s}});
        if (factory->description().name == u"woocommerce"_s) {
            // A customer has an address; refunds and variations are made below another record.
            payload.set(u"email"_s, u"ann@example.com"_s);
            payload.set(u"parent_id"_s, 131);
            payload.set(u"amount"_s, u"1.00"_s);
        }
        if (factory->description().name != u"supabase"_s)
            return payload;
        payload = sampleRow(u"7001"_s);
        for (const QString &key : {u"entity_type"_s, u"target_system"_s})
            payload.set(key, u"order"_s);
        payload.set(u"event_id"_s, u"5b3c1e9c-8f5e-4c0e-9a1e-2f6b7a0d9e11"_s);
        return payload;
    }

    /// A field of another way to connect is not asked for.
    bool asksFor(const FormField &field) const
    {
        const QStringList condition = field.onlyWhen.split(u'=');
        return condition.size() < 2 || settings.values[condition.first()].string() == condition.last();
    }

    Result<QList<Record>> readAll(const QString &entity, const ReadWindow &window)
    {
        QList<Record> records;
        QByteArray position;
        for (int i = 0; i < kMostPages; ++i) {
            const auto page = clock.run(reader->read(entity, window, position, {}));
            if (!page)
                return fail(page.error());
            records += page->records;
            position = page->position;
            if (position.isEmpty())
                return records;
        }
        return fail(ErrorKind::Internal, u"test.endless"_s, u"the window does not end"_s);
    }

    QList<EntityDescription> readable() const
    {
        QList<EntityDescription> entities = factory->description().entities;
        entities.removeIf([](const EntityDescription &entity) { return !entity.readable; });
        return entities;
    }
};

QString visible(const Error &error)
{
    return error.message + error.hint + error.detail + error.field;
}

} // namespace

/// What every connector keeps, whatever its platform; written once, run for each registered connector.
class ConnectorContractTest : public QObject {
    Q_OBJECT

private:
    static void everyConnector()
    {
        QTest::addColumn<QString>("connector");
        for (const ConnectorFactory *factory : connectorFactories())
            QTest::newRow(qPrintable(factory->description().name)) << factory->description().name;
    }

private Q_SLOTS:
    void describesItselfCompletely_data() { everyConnector(); }
    void describesItselfCompletely()
    {
        QFETCH(const QString, connector);
        const ConnectorDescription &description = connectorFactory(connector)->description();
        QCOMPARE(description.name, connector.toLower());
        QVERIFY(!description.title.isEmpty());
        QVERIFY(!description.entities.isEmpty());
        QSet<QString> names;
        for (const EntityDescription &entity : description.entities)
            names.insert(entity.name);
        QCOMPARE(names.size(), description.entities.size());
        bool hasSecret = false;
        for (const FormField &field : description.form) {
            QVERIFY(!field.key.isEmpty() && !field.label.isEmpty() && !field.help.isEmpty());
            QCOMPARE(field.choices.isEmpty(), field.kind != FormField::Kind::Choice);
            hasSecret = hasSecret || field.kind == FormField::Kind::Secret;
        }
        QVERIFY(hasSecret);
    }

    void refusesEachMissingRequiredFieldByName_data() { everyConnector(); }
    void refusesEachMissingRequiredFieldByName()
    {
        QFETCH(const QString, connector);
        World world(connector);
        for (const FormField &field : world.factory->description().form) {
            if (!field.required || field.kind == FormField::Kind::Choice || !world.asksFor(field))
                continue;
            ConnectorSettings settings = world.settings;
            settings.values.remove(field.key);
            settings.secrets.remove(field.key);
            const auto checked = world.factory->checked(settings);
            QVERIFY2(!checked, qPrintable(field.key));
            QCOMPARE(checked.error().field, field.key);
            QCOMPARE(checked.error().kind, ErrorKind::Configuration);
        }
    }

    void checkingTwiceChangesNothingMore_data() { everyConnector(); }
    void checkingTwiceChangesNothingMore()
    {
        QFETCH(const QString, connector);
        World world(connector);
        const auto again = world.factory->checked(world.settings);
        QVERIFY(again.has_value());
        QCOMPARE(again->values, world.settings.values);
        QCOMPARE(again->secrets, world.settings.secrets);
        QVERIFY(world.factory->baseUrl(world.settings).isValid());
    }

    void keepsCredentialsFromOtherOrigins_data() { everyConnector(); }
    void keepsCredentialsFromOtherOrigins()
    {
        QFETCH(const QString, connector);
        World world(connector);
        for (const QString &foreign : {u"https://evil.example.test/wp-json"_s,
                 QString(u"http://"_s + world.factory->baseUrl(world.settings).host())}) {
            HttpRequest request;
            request.url = QUrl(foreign);
            const auto authorized = world.clock.run(world.authorizer->authorized(request, {}));
            QVERIFY(!authorized);
            QCOMPARE(authorized.error().code, u"http.foreignOrigin"_s);
        }
    }

    void readsEveryEntityToItsEndWithCompleteRecords_data() { everyConnector(); }
    void readsEveryEntityToItsEndWithCompleteRecords()
    {
        QFETCH(const QString, connector);
        World world(connector);
        for (const EntityDescription &entity : world.readable()) {
            const auto records = world.readAll(entity.name, {});
            QVERIFY2(records.has_value(),
                qPrintable(entity.name + u": "_s + (records ? QString() : visible(records.error()))));
            QSet<QString> ids;
            for (const Record &record : *records) {
                QCOMPARE(record.entity, entity.name);
                QVERIFY(!record.id.isEmpty() && !record.contentHash.isEmpty() && !record.unreadable);
                ids.insert(record.id);
            }
            QCOMPARE(ids.size(), records->size());
        }
        QCOMPARE(world.transport.counts().applied, world.transport.counts().attempts);
    }

    void readingAgainGivesTheSameContent_data() { everyConnector(); }
    void readingAgainGivesTheSameContent()
    {
        QFETCH(const QString, connector);
        World world(connector);
        const QString entity = world.readable().first().name;
        const auto first = world.readAll(entity, {});
        const auto second = world.readAll(entity, {});
        QCOMPARE(second->size(), first->size());
        for (qsizetype i = 0; i < first->size(); ++i)
            QCOMPARE(second->at(i).contentHash, first->at(i).contentHash);
    }

    void idsNarrowTheWindow_data() { everyConnector(); }
    void idsNarrowTheWindow()
    {
        QFETCH(const QString, connector);
        World world(connector);
        for (const EntityDescription &entity : world.readable()) {
            const auto all = world.readAll(entity.name, {});
            if (!all || all->isEmpty())
                continue;
            ReadWindow window;
            window.ids = {all->first().id, u"987654321"_s};
            const auto chosen = world.readAll(entity.name, window);
            QVERIFY(chosen.has_value());
            QCOMPARE(chosen->size(), 1);
            QCOMPARE(chosen->first().contentHash, all->first().contentHash);
        }
    }

    void everyLookUpKeyFindsItsRecord_data() { everyConnector(); }
    void everyLookUpKeyFindsItsRecord()
    {
        QFETCH(const QString, connector);
        World world(connector);
        for (const EntityDescription &entity : world.readable()) {
            const auto all = world.readAll(entity.name, {});
            if (!all || all->isEmpty())
                continue;
            for (const QString &key : entity.lookUpKeys) {
                const auto holder = std::find_if(all->begin(), all->end(), [&](const Record &record) {
                    return !world.reader->wire().keyText(entity.name, key, record.document).isEmpty();
                });
                if (holder == all->end())
                    continue;
                const QString value = world.reader->wire().keyText(entity.name, key, holder->document);
                const LookUp lookUp{entity.name, key, {value, u"no-such-987654"_s}};
                const auto found = world.clock.run(world.reader->find(lookUp, {}));
                QVERIFY2(found.has_value(), qPrintable(entity.name + u'.' + key));
                const bool hasIt = std::any_of(found->begin(), found->end(),
                    [&](const Record &record) { return record.id == holder->id; });
                QVERIFY2(hasIt, qPrintable(entity.name + u'.' + key + u'=' + value));
            }
        }
    }

    void foreignPositionsAndEntitiesAreErrors_data() { everyConnector(); }
    void foreignPositionsAndEntitiesAreErrors()
    {
        QFETCH(const QString, connector);
        World world(connector);
        const QString entity = world.readable().first().name;
        for (const QByteArray &position : {QByteArray("x"), QByteArray("[]"), QByteArray("{\"v\":99}")})
            QVERIFY(!world.clock.run(world.reader->read(entity, {}, position, {})));
        QVERIFY(!world.clock.run(world.reader->read(u"no such entity"_s, {}, {}, {})));
    }

    void goodConnectionPassesItsTestAndTellsItsFacts_data() { everyConnector(); }
    void goodConnectionPassesItsTestAndTellsItsFacts()
    {
        QFETCH(const QString, connector);
        World world(connector);
        const auto report = world.clock.run(world.reader->verify({}));
        QVERIFY(report.has_value());
        QVERIFY2(report->passed(), qPrintable(report->error ? visible(*report->error) : QString()));
        QVERIFY(!report->accountName.isEmpty());
        const auto facts = world.clock.run(world.reader->facts({}));
        QVERIFY(facts.has_value());
        QVERIFY(facts->isObject() && !facts->object().isEmpty());
    }

    void noErrorShowsASecret_data() { everyConnector(); }
    void noErrorShowsASecret()
    {
        QFETCH(const QString, connector);
        World world(connector);
        FaultSchedule faults(7,
            {.drop = 0.1,
                .truncate = 0.1,
                .gateway = 0.2,
                .throttle = 0.2,
                .unavailable = 0.1,
                .unauthorized = 0.3});
        world.transport.setFaults(&faults);
        int errors = 0;
        for (int i = 0; i < 60; ++i) {
            const auto page = world.clock.run(world.reader->read(world.readable().first().name, {}, {}, {}));
            if (page)
                continue;
            ++errors;
            for (const JsonMember &secret : world.settings.secrets.object())
                QVERIFY(!visible(page.error()).contains(secret.value.string()));
        }
        QVERIFY(errors > 0);
    }

    void markerGoesInAndComesOut_data() { everyConnector(); }
    void markerGoesInAndComesOut()
    {
        QFETCH(const QString, connector);
        World world(connector);
        const ConnectorWire &wire = world.reader->wire();
        for (const EntityDescription &entity : world.factory->description().entities) {
            if (!entity.creatable)
                continue;
            const Json marked = wire.marked(entity.name, Json::object({}), u"uds:0123456789abcdef"_s);
            if (marked != Json::object({}))
                QCOMPARE(wire.markerOf(entity.name, marked), u"uds:0123456789abcdef"_s);
            QCOMPARE(wire.markerOf(entity.name, Json::object({})), QString());
        }
    }

    void sameEffectsFreezeToTheSameBytes_data() { everyConnector(); }
    void sameEffectsFreezeToTheSameBytes()
    {
        QFETCH(const QString, connector);
        World world(connector);
        const ConnectorWire &wire = world.reader->wire();
        for (const EntityDescription &entity : world.factory->description().entities) {
            if (!entity.creatable)
                continue;
            Effect effect;
            effect.token = u"token-1"_s;
            effect.entity = entity.name;
            effect.payload = world.samplePayload();
            const auto first = wire.freeze({effect}, u"call-1"_s);
            const auto second = wire.freeze({effect}, u"call-1"_s);
            QVERIFY2(first.has_value(), qPrintable(entity.name));
            QCOMPARE(*first, *second);
            QCOMPARE(first->effects.size(), 1);
            const Error lost{ErrorKind::Ambiguous, u"http.dropped"_s, {}, {}, {}, {}, {}};
            const Result<HttpResponse> noAnswer = fail(lost);
            QCOMPARE(wire.outcomes(*first, noAnswer).first().state, Outcome::State::Ambiguous);
        }
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::ConnectorContractTest)
#include "tst_connectorcontract.moc"
