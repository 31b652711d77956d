#include "engine/connectors/quickbooks/quickbookschanges.h"
#include "engine/connectors/quickbooks/quickbooksfactory.h"
#include "engine/connectors/quickbooks/quickbooksfacts.h"
#include "engine/connectors/quickbooks/quickbooksposition.h"
#include "engine/connectors/quickbooks/quickbooksstatement.h"
#include "tests/unit/quickbooks/directcompany.h"
#include "tests/unit/quickbooks/recordedfiles.h"

#include <QCoroTask>
#include <QTest>

using namespace uds;
using namespace uds::test;
using namespace Qt::StringLiterals;

namespace {

Json sale(const QString &customer, const QString &number)
{
    return Json::object({{u"CustomerRef"_s, reference(customer)}, {u"DocNumber"_s, number},
        {u"Line"_s, JsonArray{itemLine(u"1"_s, "10")}}});
}

QStringList ids(const QList<Record> &records)
{
    QStringList result;
    for (const Record &record : records)
        result.append(record.id);
    return result;
}

} // namespace

/// Reading a company as a source: windows, change feed, census and facts.
class TestQuickBooksReading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void writesStatements_data();
    void writesStatements();
    void groupsLongListsOfValues();
    void movesItsPosition_data();
    void movesItsPosition();

    void readsTheRecordedFeed();
    void readsAnEmptyFeed();
    void choosesTheFeedWithinItsReach_data();
    void choosesTheFeedWithinItsReach();
    void tellsOfDeletedObjects();
    void respectsTheEndOfTheWindow();
    void fallsBackToQueriesWhenTheFeedIsFull();
    void fallsBackToQueriesWhenTheFeedIsRefused();
    void doesNotFallBackWhenLimited();

    void countsEverythingOnce();
    void countsMoreThanOnePage();
    void readsEveryListOnce();
    void readsFewerListsWhenFeaturesAreOff();
    void namesListsToPickFrom();
    void failsWhenOneListFails();
    void sendsTheMinorVersionAlways();

private:
    [[nodiscard]] Result<RecordPage> read(const QString &entity, const ReadWindow &window)
    {
        return QCoro::waitFor(m_reader->read(entity, window, {}, {}));
    }
    [[nodiscard]] ReadWindow since(int seconds) const
    {
        ReadWindow window;
        window.fromUtc = m_fixture->now.addSecs(-seconds);
        return window;
    }
    [[nodiscard]] bool usedFeed() const
    {
        return !m_http->addresses.isEmpty() && m_http->addresses.last().path().endsWith(u"/cdc"_s);
    }

    QuickBooksFactory m_factory;
    std::unique_ptr<CompanyFixture> m_fixture;
    std::unique_ptr<DirectHttp> m_http;
    std::unique_ptr<FixedClock> m_clock;
    std::unique_ptr<ConnectorReader> m_reader;
};

void TestQuickBooksReading::init()
{
    CompanyOptions options;
    options.enforceLimits = false;
    m_fixture = std::make_unique<CompanyFixture>(options);
    m_http = std::make_unique<DirectHttp>(*m_fixture);
    m_clock = std::make_unique<FixedClock>(m_fixture->now);
    m_reader = m_factory.reader(m_factory.checked(companySettings()).value(), *m_http, *m_clock);
}

void TestQuickBooksReading::writesStatements_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QByteArray>("expected");
    const QDateTime from(QDate(2026, 3, 1), QTime(8, 0), Qt::UTC);
    ReadWindow window;
    QTest::newRow("whole window") << quickBooksWindowStatement(u"Invoice"_s, window, 1)
                                  << QByteArray("select * from Invoice orderby MetaData.LastUpdatedTime, Id "
                                                "startposition 1 maxresults 1000");
    window.fromUtc = from;
    window.untilUtc = from.addSecs(3600);
    QTest::newRow("both bounds, list object")
        << quickBooksWindowStatement(u"Vendor"_s, window, 1001)
        << QByteArray(
               "select * from Vendor where MetaData.LastUpdatedTime >= '2026-03-01T08:00:00+00:00' and "
               "MetaData.LastUpdatedTime < '2026-03-01T09:00:00+00:00' and Active in (true,false) "
               "orderby MetaData.LastUpdatedTime, Id startposition 1001 maxresults 1000");
    QTest::newRow("census") << quickBooksCensusStatement(u"Bill"_s, from, 1)
                            << QByteArray("select * from Bill where MetaData.CreateTime >= "
                                          "'2026-03-01T08:00:00+00:00' orderby MetaData.CreateTime, Id "
                                          "startposition 1 maxresults 1000");
    QTest::newRow("apostrophe, backslash, percent")
        << quickBooksFindStatement(u"Customer"_s, u"DisplayName"_s, {u"O'Brien \\ 100 % cotton"_s}, 1)
        << QByteArray(
               "select * from Customer where DisplayName in ('O\\'Brien \\\\ 100 % cotton') and Active in "
               "(true,false) orderby Id startposition 1 maxresults 1000");
    QTest::newRow("several values, not ASCII")
        << quickBooksFindStatement(u"Bill"_s, u"DocNumber"_s, {u"R-1"_s, u"R-\u00e4"_s}, 1)
        << QByteArray("select * from Bill where DocNumber in ('R-1','R-\xc3\xa4') orderby Id startposition 1 "
                      "maxresults 1000");
}

void TestQuickBooksReading::writesStatements()
{
    QFETCH(QByteArray, statement);
    QFETCH(QByteArray, expected);
    QCOMPARE(statement, expected);
    QVERIFY(parseCompanyQuery(QString::fromUtf8(statement)));
}

void TestQuickBooksReading::groupsLongListsOfValues()
{
    LookUp lookUp{u"Invoice"_s, u"DocNumber"_s, {u" "_s, QString()}};
    QVERIFY(quickBooksValueGroups(lookUp).isEmpty());
    for (int i = 0; i < 501; ++i)
        lookUp.values.append(u"WC-%1"_s.arg(i));
    lookUp.values.append(u"wc-0"_s);
    QCOMPARE(quickBooksValueGroups(lookUp).size(), 2);
    lookUp.key = u"CustomerRef"_s;
    QCOMPARE(quickBooksValueGroups(lookUp).first().size(), 50);
    lookUp.key = u"VendorRef"_s;
    QCOMPARE(quickBooksValueGroups(lookUp).first().size(), 50);
    lookUp = {u"Customer"_s, u"DisplayName"_s, {}};
    for (int i = 0; i < 300; ++i)
        lookUp.values.append(QString(400, u'\'') + QString::number(i));
    for (const QStringList &group : quickBooksValueGroups(lookUp))
        QVERIFY(quickBooksFindStatement(u"Customer"_s, u"DisplayName"_s, group, 1).size() < 64'000);
}

void TestQuickBooksReading::movesItsPosition_data()
{
    QTest::addColumn<QuickBooksPosition>("current");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QDateTime>("last");
    QTest::addColumn<std::optional<QuickBooksPosition>>("expected");
    using Next = std::optional<QuickBooksPosition>;
    const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    const QuickBooksPosition start;
    QTest::newRow("short page") << start << 999 << noon << Next();
    QTest::newRow("empty page") << start << 0 << QDateTime() << Next();
    QTest::newRow("full page") << start << 1000 << noon << Next(QuickBooksPosition{noon, 1});
    QTest::newRow("full page within one second")
        << QuickBooksPosition{noon, 1} << 1000 << noon << Next(QuickBooksPosition{noon, 1001});
    QTest::newRow("second page of that second")
        << QuickBooksPosition{noon, 1001} << 1000 << noon << Next(QuickBooksPosition{noon, 2001});
    QTest::newRow("on to the next second") << QuickBooksPosition{noon, 1001} << 1000 << noon.addSecs(1)
                                           << Next(QuickBooksPosition{noon.addSecs(1), 1});
    QTest::newRow("times not told") << start << 1000 << QDateTime()
                                    << Next(QuickBooksPosition{std::nullopt, 1001});
}

void TestQuickBooksReading::movesItsPosition()
{
    QFETCH(QuickBooksPosition, current);
    QFETCH(int, rows);
    QFETCH(QDateTime, last);
    QFETCH(std::optional<QuickBooksPosition>, expected);
    const std::optional<QuickBooksPosition> next = current.after(rows, last);
    QCOMPARE(next.has_value(), expected.has_value());
    if (!next)
        return;
    QVERIFY(*next == *expected);
    QVERIFY(QuickBooksPosition::parse(next->text()).value() == *next);
}

void TestQuickBooksReading::readsTheRecordedFeed()
{
    const Json answer = recorded(u"cdc-response.json"_s);
    const QuickBooksChanges invoices = quickBooksChanges(answer, u"Invoice"_s, {});
    QCOMPARE(ids(invoices.live), QStringList{u"1451"_s});
    QCOMPARE(invoices.live.first().number, u"WC-100482"_s);
    QCOMPARE(ids(invoices.deleted), QStringList{u"1449"_s});
    const Record &gone = invoices.deleted.first();
    QCOMPARE(gone.document, Json::object({{u"Id"_s, u"1449"_s}, {u"status"_s, u"Deleted"_s}}));
    QVERIFY(gone.number.isEmpty());
    QVERIFY(!gone.contentHash.isEmpty());
    QCOMPARE(gone.modifiedUtc, QDateTime(QDate(2026, 3, 5), QTime(0, 1, 44), Qt::UTC));
    QVERIFY(!m_reader->wire().isUsable(u"Invoice"_s, gone.document));
    QVERIFY(invoices.isComplete);
    QCOMPARE(ids(quickBooksChanges(answer, u"Customer"_s, {}).live), QStringList{u"58"_s});
    QVERIFY(quickBooksChanges(answer, u"Bill"_s, {}).live.isEmpty());
}

void TestQuickBooksReading::readsAnEmptyFeed()
{
    const QuickBooksChanges none
        = quickBooksChanges(recorded(u"cdc-response-empty.json"_s), u"Invoice"_s, {});
    QVERIFY(none.live.isEmpty() && none.deleted.isEmpty() && none.isComplete);
}

void TestQuickBooksReading::choosesTheFeedWithinItsReach_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<bool>("isFeed");
    QTest::newRow("five minutes overlap") << 0 << true;
    QTest::newRow("yesterday") << 24 << true;
    QTest::newRow("just within") << 30 * 24 - 2 << true;
    QTest::newRow("too near the end") << 30 * 24 - 1 << false;
    QTest::newRow("31 days") << 31 * 24 << false;
}

void TestQuickBooksReading::choosesTheFeedWithinItsReach()
{
    QFETCH(int, hours);
    QFETCH(bool, isFeed);
    const QString customer = m_fixture->customer(u"Ada"_s);
    const Result<RecordPage> page = read(u"Customer"_s, since(hours * 3600 + 300));
    QVERIFY(page);
    QCOMPARE(usedFeed(), isFeed);
    QCOMPARE(ids(page->records), QStringList{customer});
    QCOMPARE(page->serverTimeUtc, m_fixture->now);
    QVERIFY(page->position.isEmpty());
}

void TestQuickBooksReading::tellsOfDeletedObjects()
{
    const QString customer = m_fixture->customer(u"Ada"_s);
    const Json kept = m_fixture->post(u"invoice"_s, sale(customer, u"WC-1"_s))[u"Invoice"];
    const Json gone = m_fixture->post(u"invoice"_s, sale(customer, u"WC-2"_s))[u"Invoice"];
    m_fixture->now = m_fixture->now.addSecs(60);
    const Json body = Json::object({{u"Id"_s, gone[u"Id"]}, {u"SyncToken"_s, gone[u"SyncToken"]}});
    QCOMPARE(
        m_fixture->post(u"invoice?operation=delete"_s, body)[u"Invoice"][u"status"].string(), u"Deleted"_s);
    const Result<RecordPage> page = read(u"Invoice"_s, since(600));
    QVERIFY(page);
    QVERIFY(usedFeed());
    QCOMPARE(ids(page->records), (QStringList{kept[u"Id"].string(), gone[u"Id"].string()}));
    QCOMPARE(page->records.last().document[u"status"].string(), u"Deleted"_s);
    QVERIFY(page->records.last().modifiedUtc >= m_fixture->now);
    // A query knows nothing of it.
    const Result<RecordPage> queried = read(u"Invoice"_s, {});
    QCOMPARE(ids(queried->records), QStringList{kept[u"Id"].string()});
}

void TestQuickBooksReading::respectsTheEndOfTheWindow()
{
    const QString early = m_fixture->customer(u"Early"_s);
    m_fixture->now = m_fixture->now.addSecs(120);
    const QString late = m_fixture->customer(u"Late"_s);
    ReadWindow window = since(600);
    window.untilUtc = m_fixture->now;
    const Result<RecordPage> page = read(u"Customer"_s, window);
    QVERIFY(usedFeed());
    QCOMPARE(ids(page->records), QStringList{early});
    QVERIFY(!late.isEmpty());
}

void TestQuickBooksReading::fallsBackToQueriesWhenTheFeedIsFull()
{
    QSet<QString> expected;
    for (int i = 0; i < 1200; ++i) {
        const Json body = Json::object({{u"DisplayName"_s, u"Customer %1"_s.arg(i)}});
        expected.insert(
            m_fixture->company.enter(u"Customer"_s, body, m_fixture->now.addSecs(i / 100)).value());
    }
    QSet<QString> seen;
    QByteArray position;
    int pages = 0;
    do {
        const Result<RecordPage> page
            = QCoro::waitFor(m_reader->read(u"Customer"_s, since(600), position, {}));
        QVERIFY(page);
        for (const Record &record : page->records)
            seen.insert(record.id);
        position = page->position;
        QVERIFY(++pages < 5);
    } while (!position.isEmpty());
    QCOMPARE(seen, expected);
    QCOMPARE(pages, 2);
    QVERIFY(!usedFeed());
    QCOMPARE(m_fixture->company.requests(), 3); // the feed once, then two pages
}

void TestQuickBooksReading::fallsBackToQueriesWhenTheFeedIsRefused()
{
    const QString customer = m_fixture->customer(u"Ada"_s);
    // Our clock runs behind: the service finds the moment too long ago.
    FixedClock clock(m_fixture->now.addDays(-2));
    const auto reader = m_factory.reader(m_factory.checked(companySettings()).value(), *m_http, clock);
    ReadWindow window;
    window.fromUtc = m_fixture->now.addDays(-31);
    const Result<RecordPage> page = QCoro::waitFor(reader->read(u"Customer"_s, window, {}, {}));
    QVERIFY(page);
    QCOMPARE(ids(page->records), QStringList{customer});
    QVERIFY(!usedFeed());
}

void TestQuickBooksReading::doesNotFallBackWhenLimited()
{
    m_http->instead = HttpResponse{429, {}, recordedBytes(u"fault-3001-throttle.json"_s)};
    const Result<RecordPage> page = read(u"Customer"_s, since(600));
    QVERIFY(!page);
    QCOMPARE(page.error().kind, ErrorKind::RateLimited);
}

void TestQuickBooksReading::countsEverythingOnce()
{
    const QString active = m_fixture->customer(u"Ada"_s);
    const QString inactive = m_fixture->customer(u"Bob"_s);
    const Json body = Json::object(
        {{u"Id"_s, inactive}, {u"SyncToken"_s, u"0"_s}, {u"sparse"_s, true}, {u"Active"_s, false}});
    QVERIFY(m_fixture->post(u"customer"_s, body)[u"Customer"].isObject());
    const Result<CensusPage> page = QCoro::waitFor(m_reader->census(u"Customer"_s, {}, {}));
    QVERIFY(page);
    QCOMPARE(page->ids, QStringList{active});
    QCOMPARE(page->trashedIds, QStringList{inactive});
    QVERIFY(page->position.isEmpty());
    QVERIFY(!QCoro::waitFor(m_reader->census(u"Customer"_s, "x", {})));
    QVERIFY(!QCoro::waitFor(m_reader->census(u"no such entity"_s, {}, {})));
}

void TestQuickBooksReading::countsMoreThanOnePage()
{
    const Json payment
        = Json::object({{u"CustomerRef"_s, reference(m_fixture->customer(u"Ada"_s))}, {u"TotalAmt"_s, 1}});
    QSet<QString> expected;
    for (int i = 0; i < 2300; ++i)
        expected.insert(
            m_fixture->company.enter(u"Payment"_s, payment, m_fixture->now.addSecs(i / 900)).value());
    QSet<QString> seen;
    QByteArray position;
    int pages = 0;
    do {
        const Result<CensusPage> page = QCoro::waitFor(m_reader->census(u"Payment"_s, position, {}));
        QVERIFY(page);
        seen.unite(QSet<QString>(page->ids.begin(), page->ids.end()));
        position = page->position;
        // Between two pages the oldest object is deleted: nothing else may be passed over.
        const Json oldest = Json::object(
            {{u"Id"_s, m_fixture->company.store().ids(u"Payment"_s).first()}, {u"SyncToken"_s, u"0"_s}});
        const CompanyChange change{u"Payment"_s, CompanyChange::Operation::Delete, oldest, {}, false, true};
        QVERIFY(m_fixture->company.enter(change, m_fixture->now));
        QVERIFY(++pages < 10);
    } while (!position.isEmpty());
    QCOMPARE(seen, expected);
}

void TestQuickBooksReading::readsEveryListOnce()
{
    QVERIFY(QCoro::waitFor(m_reader->facts({})));
    QCOMPARE(m_fixture->company.requests(), 9);
    QSet<QByteArray> statements(m_http->statements.begin(), m_http->statements.end());
    statements.remove({});
    QCOMPARE(statements.size(), 7);
    QCOMPARE(m_fixture->company.unsafeRequests(), 0);
}

void TestQuickBooksReading::readsFewerListsWhenFeaturesAreOff()
{
    CompanyOptions options;
    options.tax = CompanyTax::None;
    m_fixture = std::make_unique<CompanyFixture>(options);
    m_http = std::make_unique<DirectHttp>(*m_fixture);
    const auto reader = m_factory.reader(m_factory.checked(companySettings()).value(), *m_http, *m_clock);
    const Result<Json> facts = QCoro::waitFor(reader->facts({}));
    QVERIFY(facts);
    QCOMPARE((*facts)[u"taxModel"].string(), u"none"_s);
    QVERIFY((*facts)[u"taxCodes"].array().isEmpty());
    QCOMPARE(m_fixture->company.requests(), 7);
}

void TestQuickBooksReading::namesListsToPickFrom()
{
    const Result<Json> facts = QCoro::waitFor(m_reader->facts({}));
    QVERIFY(facts);
    const auto names = [&facts](QStringView list) {
        QStringList result;
        for (const Json &entry : (*facts)[list].array())
            result.append(entry[u"name"].string());
        return result;
    };
    QCOMPARE(names(u"terms"), (QStringList{u"Due on receipt"_s, u"Net 30"_s}));
    QCOMPARE((*facts)[u"terms"].array().last()[u"dueDays"].integer(), std::optional<qint64>(30));
    QCOMPARE(names(u"classes"), QStringList{u"Online"_s});
    QCOMPARE(names(u"departments"), QStringList{u"Web store"_s});
    QCOMPARE(names(u"customFields"), (QStringList{u"Web order"_s, u"Channel"_s}));
    QCOMPARE((*facts)[u"customFields"].array().last()[u"id"].string(), u"2"_s);
    QCOMPARE((*facts)[u"defaultTerms"].string(), u"3"_s);
    QCOMPARE((*facts)[u"company"][u"subscription"].string(), u"PAID"_s);
    QVERIFY((*facts)[u"trackQuantity"].boolean());
    QVERIFY((*facts)[u"classPerLine"].boolean());
    QVERIFY(!(*facts)[u"classPerTransaction"].boolean());
}

void TestQuickBooksReading::failsWhenOneListFails()
{
    m_http->instead = HttpResponse{403, {}, recordedBytes(u"fault-5020-permission.json"_s)};
    const Result<Json> facts = QCoro::waitFor(m_reader->facts({}));
    QVERIFY(!facts);
    QCOMPARE(facts.error().code, u"qbo.5020"_s);
}

void TestQuickBooksReading::sendsTheMinorVersionAlways()
{
    const QString customer = m_fixture->customer(u"Ada"_s);
    QVERIFY(QCoro::waitFor(m_reader->facts({})));
    QVERIFY(QCoro::waitFor(m_reader->verify({})));
    QVERIFY(read(u"Customer"_s, since(600)));
    QVERIFY(read(u"Customer"_s, {}));
    QVERIFY(QCoro::waitFor(m_reader->census(u"Vendor"_s, {}, {})));
    QVERIFY(QCoro::waitFor(m_reader->find({u"Customer"_s, u"Id"_s, {customer}}, {})));
    QVERIFY(m_http->addresses.size() > 10);
    for (const QUrl &address : std::as_const(m_http->addresses))
        QVERIFY2(address.query().contains(u"minorversion=75"_s), qPrintable(address.toString()));
}

QTEST_GUILESS_MAIN(TestQuickBooksReading)
#include "tst_quickbooksreading.moc"
