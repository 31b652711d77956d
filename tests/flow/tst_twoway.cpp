#include "engine/store/conflictrepository.h"
#include "engine/store/streamrepository.h"
#include "tests/flow/platformworld.h"

#include <QTest>

#include <functional>

using namespace uds;
using namespace Qt::StringLiterals;

/// Customers of a shop and of the books in step, whoever changes them: one side, both sides, both the same
/// field, with our own writes coming back and with the program killed between the two streams.
class TestTwoWay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChangeOfOneSideGoesToTheOther_data();
    void aChangeOfOneSideGoesToTheOther();
    void differentFieldsOfBothSidesAreBothKept_data();
    void differentFieldsOfBothSidesAreBothKept();
    void theSameFieldIsDecidedByTheRule_data();
    void theSameFieldIsDecidedByTheRule();
    void equalChangesOfBothSidesSendNothing();
    void anEmptiedFieldIsEmptiedOnTheOtherSide();
    void askSendsNothingUntilAPersonDecides_data();
    void askSendsNothingUntilAPersonDecides();
    void aDecisionIsForTheValuesItWasMadeOn();
    void killedBetweenTheStreamsNothingIsLost_data();
    void killedBetweenTheStreamsNothingIsLost();
    void aStreamThatSendsNothingDoesNotRead();
    void aPaidInvoiceIsNotOverwritten();
    void aDeletedCustomerIsMadeInactive_data();
    void aDeletedCustomerIsMadeInactive();
};

namespace {

const QString kToBooks = u"woo-customers-to-quickbooks"_s;
const QString kToShop = u"quickbooks-customers-to-woo"_s;
const QString kAnna = u"anna@example.com"_s; // came from the shop
const QString kClara = u"clara@example.com"_s; // came from the books

using Streams = QStringList;
const QList<Streams> kOrders{{kToBooks, kToShop}, {kToShop, kToBooks}};

struct Pair {
    QString shop;
    QString books;
    friend bool operator==(const Pair &, const Pair &) = default;
};

// One person, known on both sides by this address.
class Person {
public:
    Person(SyncFixture &sync, QString mail)
        : m_sync(sync)
        , m_mail(std::move(mail))
    {
    }
    [[nodiscard]] Json inShop() const
    {
        return m_sync.shop.customers().document(m_sync.shop.customers().idOfKey(m_mail));
    }
    [[nodiscard]] Json inBooks() const
    {
        for (const Json &customer : m_sync.documents(u"Customer"_s)) {
            if (customer[u"PrimaryEmailAddr"][u"Address"].string() == m_mail)
                return customer;
        }
        return {};
    }
    [[nodiscard]] Pair phone() const
    {
        return {
            inShop()[u"billing"][u"phone"].string(), inBooks()[u"PrimaryPhone"][u"FreeFormNumber"].string()};
    }
    [[nodiscard]] Pair city() const
    {
        return {inShop()[u"billing"][u"city"].string(), inBooks()[u"BillAddr"][u"City"].string()};
    }
    void setInShop(const QString &member, const QString &value)
    {
        Json customer = inShop();
        Json billing = customer[u"billing"];
        billing.set(member, value);
        customer.set(u"billing"_s, billing);
        m_sync.shop.addCustomer(dated(customer, m_sync));
    }
    void setInBooks(const QString &group, const QString &member, const QString &value)
    {
        const Json held = inBooks();
        Json changed = held[group];
        changed.set(member, value);
        std::ignore = m_sync.changeAtTarget(u"Customer"_s,
            Json::object({{u"Id"_s, held[u"Id"]}, {u"SyncToken"_s, held[u"SyncToken"]}, {u"sparse"_s, true},
                {group, changed}}));
    }
    void setShopPhone(const QString &value) { setInShop(u"phone"_s, value); }
    void setBooksPhone(const QString &value) { setInBooks(u"PrimaryPhone"_s, u"FreeFormNumber"_s, value); }

private:
    SyncFixture &m_sync;
    const QString m_mail;
};

Json shopCustomer(const SyncFixture &sync)
{
    const Json address = Json::object({{u"first_name"_s, u"Anna"_s}, {u"last_name"_s, u"Known"_s},
        {u"company"_s, QString(u""_s)}, {u"address_1"_s, u"1 Shop Street"_s}, {u"city"_s, u"Austin"_s},
        {u"state"_s, u"TX"_s}, {u"postcode"_s, u"73301"_s}, {u"country"_s, u"US"_s}, {u"email"_s, kAnna},
        {u"phone"_s, u"100"_s}});
    return dated(
        Json::object({{u"id"_s, 77}, {u"email"_s, kAnna}, {u"first_name"_s, u"Anna"_s},
            {u"last_name"_s, u"Known"_s}, {u"username"_s, u"anna"_s}, {u"role"_s, u"customer"_s},
            {u"billing"_s, address}, {u"shipping"_s, Json::object({})}, {u"meta_data"_s, Json::array({})}}),
        sync);
}

Json booksCustomer()
{
    return Json::object({{u"DisplayName"_s, u"Clara Clerk"_s}, {u"GivenName"_s, u"Clara"_s},
        {u"FamilyName"_s, u"Clerk"_s}, {u"PrimaryEmailAddr"_s, Json::object({{u"Address"_s, kClara}})},
        {u"PrimaryPhone"_s, Json::object({{u"FreeFormNumber"_s, u"100"_s}})},
        {u"BillAddr"_s,
            Json::object({{u"Line1"_s, u"1 Ledger Lane"_s}, {u"City"_s, u"Austin"_s},
                {u"CountrySubDivisionCode"_s, u"TX"_s}, {u"PostalCode"_s, u"73301"_s},
                {u"Country"_s, u"USA"_s}})}});
}

// Both people are on both sides, and both streams have come to rest.
struct World {
    explicit World(const QString &strategy)
    {
        sync.shop.settings().rights = ShopSettings::KeyRights::ReadWrite;
        sync.streamSettings = Json::object({{u"direction"_s, u"bidirectional"_s}, {u"strategy"_s, strategy}});
        sync.shop.addCustomer(shopCustomer(sync));
        if (!sync.company.enter(u"Customer"_s, booksCustomer(), sync.clock.nowUtc()))
            qFatal("the company refused a customer");
        for (const QString &preset : {kToBooks, kToShop})
            runOf(sync, preset);
        storeSettings();
        for (const QString &preset : {kToBooks, kToShop})
            runOf(sync, preset);
        pass();
    }
    // Each stream looks its counterpart's rule up in the store.
    void storeSettings()
    {
        const auto store = sync.openStore();
        const auto change = [settings = sync.streamSettings](Database &database) -> Result<void> {
            StreamRepository streams(database);
            for (StreamRow row : streams.list().value_or(QList<StreamRow>())) {
                row.settings = settings;
                if (const auto done = streams.update(row); !done)
                    return done;
            }
            return {};
        };
        if (!sync.clock.run(store->write(change)))
            qFatal("the settings were not stored");
    }
    void pass() { sync.clock.pass(std::chrono::minutes(20)); }
    int writes(const Streams &streams)
    {
        int count = 0;
        for (const QString &preset : streams)
            count += writesOf(sync, preset);
        return count;
    }
    // Neither stream has anything more to say, not even when it looks at everything.
    int later()
    {
        int count = 0;
        for (const QString &preset : {kToBooks, kToShop, kToBooks, kToShop})
            count += writesOf(sync, preset, SyncFixture::full());
        return count;
    }
    QList<ConflictRow> conflicts(std::optional<ConflictState> state = {})
    {
        return sync.ask([state](Database &database) {
            return ConflictRepository(database).page({state, 0}, std::numeric_limits<qint64>::max(), 100);
        });
    }
    void decide(qint64 id, const QString &choice)
    {
        const auto store = sync.openStore();
        const auto change = [id, choice](Database &database) {
            return ConflictRepository(database).decide(id, {choice, {}});
        };
        if (!sync.clock.run(store->write(change)))
            qFatal("the decision was not stored");
    }

    SyncFixture sync;
    Person anna{sync, kAnna};
    Person clara{sync, kClara};
};

QString nameOf(const Streams &order)
{
    return order.constFirst() == kToBooks ? u"to the books first"_s : u"to the shop first"_s;
}

// As somebody does at the shop's own screens: for ever, customers have no trash.
void deleteInShop(SyncFixture &sync)
{
    const ShopSettings &settings = sync.shop.settings();
    HttpRequest request;
    request.verb = "DELETE";
    request.url = QUrl(u"https://shop.example/wp-json/wc/v3/customers/77?force=true"_s);
    const QByteArray login = (settings.consumerKey + ':' + settings.consumerSecret).toBase64();
    request.headers.append({"Authorization", "Basic " + login});
    if (sync.shop.answer(request, sync.clock.nowUtc()).status != 200)
        qFatal("the shop kept its customer");
}

SyncRequest asked(const QString &id)
{
    SyncRequest request;
    request.mode = SyncRequest::Mode::SelectedIds;
    request.ids = {id};
    return request;
}

} // namespace

void TestTwoWay::aChangeOfOneSideGoesToTheOther_data()
{
    QTest::addColumn<QStringList>("order");
    QTest::addColumn<QString>("mail");
    QTest::addColumn<bool>("inShop");
    for (const Streams &order : kOrders) {
        for (const QString &mail : {kAnna, kClara}) {
            for (const bool inShop : {true, false})
                QTest::addRow("%s of the %s, changed in the %s, %s", qPrintable(mail),
                    mail == kAnna ? "shop" : "books", inShop ? "shop" : "books", qPrintable(nameOf(order)))
                    << order << mail << inShop;
        }
    }
}

void TestTwoWay::aChangeOfOneSideGoesToTheOther()
{
    QFETCH(const QStringList, order);
    QFETCH(const QString, mail);
    QFETCH(const bool, inShop);
    World world(u"merge"_s);
    QCOMPARE(world.later(), 0);
    world.pass();
    Person person(world.sync, mail);
    if (inShop)
        person.setShopPhone(u"200"_s);
    else
        person.setBooksPhone(u"200"_s);
    world.pass();
    QCOMPARE(world.writes(order), 1);
    QCOMPARE(person.phone(), (Pair{u"200"_s, u"200"_s}));
    QCOMPARE(person.city(), (Pair{u"Austin"_s, u"Austin"_s}));
    QCOMPARE(world.later(), 0);
    QCOMPARE(world.conflicts().size(), 0);
    QCOMPARE(illness(world.sync), QString());
    // The books keep their own spelling of the country.
    QCOMPARE(world.clara.inBooks()[u"BillAddr"][u"Country"].string(), u"USA"_s);
}

void TestTwoWay::differentFieldsOfBothSidesAreBothKept_data()
{
    QTest::addColumn<QStringList>("order");
    QTest::addColumn<QString>("strategy");
    for (const Streams &order : kOrders) {
        for (const QString &strategy : {u"merge"_s, u"source"_s, u"target"_s, u"ask"_s})
            QTest::addRow("%s, %s", qPrintable(strategy), qPrintable(nameOf(order))) << order << strategy;
    }
}

void TestTwoWay::differentFieldsOfBothSidesAreBothKept()
{
    QFETCH(const QStringList, order);
    QFETCH(const QString, strategy);
    World world(strategy);
    world.anna.setShopPhone(u"200"_s);
    world.anna.setInBooks(u"BillAddr"_s, u"City"_s, u"Dallas"_s);
    world.pass();
    QCOMPARE(world.writes(order), 2);
    QCOMPARE(world.anna.phone(), (Pair{u"200"_s, u"200"_s}));
    QCOMPARE(world.anna.city(), (Pair{u"Dallas"_s, u"Dallas"_s}));
    QCOMPARE(world.later(), 0);
    QCOMPARE(world.conflicts().size(), 0);
}

void TestTwoWay::theSameFieldIsDecidedByTheRule_data()
{
    QTest::addColumn<QStringList>("order");
    QTest::addColumn<QString>("strategy");
    QTest::addColumn<bool>("shopIsNewer");
    QTest::addColumn<bool>("shopWins");
    for (const Streams &order : kOrders) {
        for (const bool shopIsNewer : {true, false}) {
            const auto add = [&](const QString &strategy, bool shopWins) {
                QTest::addRow("%s, the %s is newer, %s", qPrintable(strategy), shopIsNewer ? "shop" : "books",
                    qPrintable(nameOf(order)))
                    << order << strategy << shopIsNewer << shopWins;
            };
            add(u"newest"_s, shopIsNewer);
            add(u"merge"_s, shopIsNewer);
            // The stream that was there first, to the books, speaks for both.
            add(u"source"_s, true);
            add(u"target"_s, false);
        }
    }
}

void TestTwoWay::theSameFieldIsDecidedByTheRule()
{
    QFETCH(const QStringList, order);
    QFETCH(const QString, strategy);
    QFETCH(const bool, shopIsNewer);
    QFETCH(const bool, shopWins);
    World world(strategy);
    const auto change = [&world](bool inShop) {
        if (inShop)
            world.anna.setShopPhone(u"200"_s);
        else
            world.anna.setBooksPhone(u"300"_s);
        world.pass();
    };
    change(!shopIsNewer);
    change(shopIsNewer);
    QCOMPARE(world.writes(order + order), 1);
    const QString winner = shopWins ? u"200"_s : u"300"_s;
    QCOMPARE(world.anna.phone(), (Pair{winner, winner}));
    QCOMPARE(world.later(), 0);
    const QList<ConflictRow> conflicts = world.conflicts();
    QCOMPARE(conflicts.size(), 1);
    QCOMPARE(conflicts.constFirst().state, ConflictState::Settled);
    QCOMPARE(conflicts.constFirst().fields.array().size(), 1);
    QVERIFY(world.sync.openFailures().isEmpty());
    QCOMPARE(illness(world.sync), QString());
}

void TestTwoWay::equalChangesOfBothSidesSendNothing()
{
    World world(u"ask"_s);
    world.anna.setShopPhone(u"200"_s);
    world.anna.setBooksPhone(u"200"_s);
    world.pass();
    QCOMPARE(world.writes({kToBooks, kToShop}), 0);
    QCOMPARE(world.conflicts().size(), 0);
    // It is what they agree on now: the next change is one of one side.
    world.anna.setShopPhone(u"250"_s);
    world.pass();
    QCOMPARE(world.writes({kToShop, kToBooks}), 1);
    QCOMPARE(world.anna.phone(), (Pair{u"250"_s, u"250"_s}));
}

void TestTwoWay::anEmptiedFieldIsEmptiedOnTheOtherSide()
{
    World world(u"merge"_s);
    world.anna.setShopPhone(QString());
    world.clara.setBooksPhone(QString());
    world.pass();
    QCOMPARE(world.writes({kToBooks, kToShop}), 2);
    QCOMPARE(world.anna.phone(), Pair());
    QCOMPARE(world.clara.phone(), Pair());
    QCOMPARE(world.later(), 0);
}

void TestTwoWay::askSendsNothingUntilAPersonDecides_data()
{
    QTest::addColumn<QStringList>("order");
    QTest::addColumn<bool>("shopWins");
    for (const Streams &order : kOrders) {
        QTest::addRow("the shop's, %s", qPrintable(nameOf(order))) << order << true;
        QTest::addRow("the books', %s", qPrintable(nameOf(order))) << order << false;
    }
}

void TestTwoWay::askSendsNothingUntilAPersonDecides()
{
    QFETCH(const QStringList, order);
    QFETCH(const bool, shopWins);
    World world(u"ask"_s);
    world.anna.setShopPhone(u"200"_s);
    world.anna.setInShop(u"city"_s, u"Dallas"_s);
    world.anna.setBooksPhone(u"300"_s);
    world.pass();
    QCOMPARE(world.writes(order + order), 0);
    const QList<ConflictRow> open = world.conflicts(ConflictState::Open);
    QCOMPARE(open.size(), 1);
    const ConflictRow conflict = open.constFirst();
    QCOMPARE(conflict.fields.array().size(), 1);
    QCOMPARE(conflict.fields.array().constFirst()[u"base"].string(), u"100"_s);
    QCOMPARE(world.sync.openFailures().size(), 1);
    QCOMPARE(world.sync.openFailures().constFirst().error.code, u"conflict.fields"_s);

    const bool isFromShop = order.constFirst() == kToBooks;
    world.decide(conflict.id, shopWins == isFromShop ? u"source"_s : u"target"_s);
    world.pass();
    QVERIFY(writesOf(world.sync, order.constFirst(), asked(conflict.sourceId)) <= 1);
    runOf(world.sync, order.constLast());
    const QString winner = shopWins ? u"200"_s : u"300"_s;
    QCOMPARE(world.anna.phone(), (Pair{winner, winner}));
    QCOMPARE(world.anna.city(), (Pair{u"Dallas"_s, u"Dallas"_s}));
    QCOMPARE(world.later(), 0);
    QCOMPARE(world.conflicts(ConflictState::Settled).size(), 1);
    QCOMPARE(world.conflicts().size(), 1);
    QVERIFY(world.sync.openFailures().isEmpty());
}

void TestTwoWay::aDecisionIsForTheValuesItWasMadeOn()
{
    World world(u"ask"_s);
    world.anna.setShopPhone(u"200"_s);
    world.anna.setBooksPhone(u"300"_s);
    world.pass();
    QCOMPARE(world.writes({kToBooks}), 0);
    const ConflictRow conflict = world.conflicts(ConflictState::Open).constFirst();
    world.decide(conflict.id, u"source"_s);
    world.sync.clock.pass(std::chrono::minutes(2));
    world.anna.setBooksPhone(u"400"_s); // after the person looked
    world.pass();
    QCOMPARE(writesOf(world.sync, kToBooks, asked(conflict.sourceId)), 0);
    const QList<ConflictRow> open = world.conflicts(ConflictState::Open);
    QCOMPARE(open.size(), 1);
    QCOMPARE(open.constFirst().fields.array().constFirst()[u"target"].string(), u"400"_s);
    QCOMPARE(world.anna.phone(), (Pair{u"200"_s, u"400"_s}));
}

void TestTwoWay::killedBetweenTheStreamsNothingIsLost_data()
{
    QTest::addColumn<KillPlan::Moment>("moment");
    QTest::newRow("before the change is sent") << KillPlan::Moment::BeforeSending;
    QTest::newRow("the change is done and its answer lost") << KillPlan::Moment::AfterApplying;
}

void TestTwoWay::killedBetweenTheStreamsNothingIsLost()
{
    QFETCH(const KillPlan::Moment, moment);
    World world(u"merge"_s);
    world.anna.setShopPhone(u"200"_s);
    world.anna.setInBooks(u"BillAddr"_s, u"City"_s, u"Dallas"_s);
    world.pass();
    world.sync.preset = kToBooks;
    world.sync.kill = KillPlan{1, moment, true};
    QVERIFY(!world.sync.run());
    world.pass();
    QCOMPARE(world.writes({kToShop}), 0); // what the other direction is doing is waited for
    for (const QString &preset : {kToBooks, kToShop})
        runOf(world.sync, preset);
    QCOMPARE(world.anna.phone(), (Pair{u"200"_s, u"200"_s}));
    QCOMPARE(world.anna.city(), (Pair{u"Dallas"_s, u"Dallas"_s}));
    QCOMPARE(world.later(), 0);
    QCOMPARE(illness(world.sync), QString());
    QVERIFY(world.sync.violations.isEmpty());
}

void TestTwoWay::aStreamThatSendsNothingDoesNotRead()
{
    for (const QString &direction : {u"pull"_s, u"disabled"_s}) {
        SyncFixture sync;
        sync.streamSettings = Json::object({{u"direction"_s, direction}});
        sync.preset = kToBooks;
        const RunRow run = sync.finishedRun();
        QCOMPARE(run.state, RunState::Failed);
        QCOMPARE(run.error[u"code"].string(), u"stream.direction"_s);
        QCOMPARE(run.counts.read, 0);
    }
}

void TestTwoWay::aPaidInvoiceIsNotOverwritten()
{
    SyncFixture sync;
    sync.addOrders(60);
    const QString orders = u"woo-orders-to-quickbooks"_s;
    runOf(sync, orders);
    qint64 id = ShopPlan().firstOrderId;
    while (sync.order(id)[u"status"].string() != u"on-hold" || !sync.order(id)[u"date_paid_gmt"].isNull())
        ++id;
    const Json order = sync.order(id);
    sync.clock.pass(std::chrono::minutes(10));
    sync.shop.markPaid(id, sync.clock.nowUtc());
    runOf(sync, orders);
    const Json paid = sync.documentsByNumber().value(order[u"number"].string()).value(0);
    QVERIFY(paid[u"Balance"].decimal()->isZero());

    JsonArray lines = order[u"line_items"].array();
    const Decimal more = Decimal::literal("20.00");
    lines[0].set(u"total"_s, (*lines[0][u"total"].decimal() + more).text());
    lines[0].set(u"subtotal"_s, (*lines[0][u"subtotal"].decimal() + more).text());
    sync.clock.pass(std::chrono::minutes(10));
    sync.shop.editOrder(id,
        Json::object({{u"line_items"_s, lines}, {u"total"_s, (*order[u"total"].decimal() + more).text()}}),
        sync.clock.nowUtc());
    QCOMPARE(writesOf(sync, orders), 0);
    QCOMPARE(sync.openFailures().size(), 1);
    QCOMPARE(sync.openFailures().constFirst().error.code, u"document.fixed"_s);
    const auto open = [&sync](ConflictState state) {
        return sync.ask([state](Database &database) {
            return ConflictRepository(database).page({state, 0}, std::numeric_limits<qint64>::max(), 9);
        });
    };
    QCOMPARE(open(ConflictState::Open).size(), 1);
    QCOMPARE(open(ConflictState::Open).constFirst().targetId, paid[u"Id"].scalarText());

    SyncRequest anyway = asked(QString::number(id));
    anyway.overwriteTargetEdits = true;
    QVERIFY(writesOf(sync, orders, anyway) > 0);
    const Json corrected = sync.documentsByNumber().value(order[u"number"].string()).value(0);
    QCOMPARE(*corrected[u"TotalAmt"].decimal(), *paid[u"TotalAmt"].decimal() + more);
    QCOMPARE(open(ConflictState::Open).size(), 0);
    QCOMPARE(open(ConflictState::Settled).size(), 1);
}

void TestTwoWay::aDeletedCustomerIsMadeInactive_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<bool>("stays");
    QTest::newRow("it stays as it is") << u"local_only"_s << true;
    QTest::newRow("it is made inactive") << u"archive_remote"_s << false;
}

void TestTwoWay::aDeletedCustomerIsMadeInactive()
{
    QFETCH(const QString, policy);
    QFETCH(const bool, stays);
    SyncFixture sync;
    sync.streamSettings = Json::object({{u"on_delete"_s, policy}});
    sync.shop.settings().rights = ShopSettings::KeyRights::ReadWrite;
    sync.shop.addCustomer(shopCustomer(sync));
    runOf(sync, kToBooks);
    Person anna(sync, kAnna);
    const Json kept = anna.inShop();
    QVERIFY(anna.inBooks()[u"Active"].boolean());
    deleteInShop(sync);
    sync.clock.pass(std::chrono::minutes(20));
    QCOMPARE(writesOf(sync, kToBooks, SyncFixture::full()), stays ? 0 : 1);
    QCOMPARE(anna.inBooks()[u"Active"].boolean(), stays);
    QCOMPARE(writesOf(sync, kToBooks, SyncFixture::full()), 0);
    QVERIFY(sync.openFailures().isEmpty());

    // It is there again and changes: so does its copy.
    sync.shop.addCustomer(dated(kept, sync));
    anna.setShopPhone(u"200"_s);
    sync.clock.pass(std::chrono::minutes(20));
    runOf(sync, kToBooks);
    QVERIFY(anna.inBooks()[u"Active"].boolean());
}

QTEST_GUILESS_MAIN(TestTwoWay)
#include "tst_twoway.moc"
