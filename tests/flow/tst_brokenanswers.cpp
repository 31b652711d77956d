#include "tests/support/oddorder.h"
#include "tests/support/syncfixture.h"

#include <QTest>

#include <functional>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QUrl kShopApi(u"https://shop.example.test/wp-json"_s);

/// Changes an answer on its way.
using Meddling = std::function<void(HttpResponse &response)>;

/// A shop behind something that meddles with its answers.
class MeddledShop final : public SimulatedPlatform {
public:
    explicit MeddledShop(ShopSimulator &shop)
        : m_shop(shop)
    {
    }
    [[nodiscard]] HttpResponse answer(const HttpRequest &request, const QDateTime &nowUtc) override
    {
        HttpResponse response = m_shop.answer(request, nowUtc);
        if (!meddle || !request.url.path().endsWith(u"/orders"_s))
            return response;
        const bool holdsOdd = response.body.contains("\"order_key\":\"odd_order\"");
        if (onlyAround && !holdsOdd)
            return response;
        if (timesLeft-- > 0)
            meddle(response);
        return response;
    }
    [[nodiscard]] const QList<LedgerEntry> &ledger() const override { return m_shop.ledger(); }
    [[nodiscard]] int unsafeRequests() const override { return m_shop.unsafeRequests(); }
    [[nodiscard]] int requests() const override { return m_shop.requests(); }

    Meddling meddle;
    int timesLeft = 1'000'000;
    bool onlyAround = true; ///< whether answers without the odd order are left alone

private:
    ShopSimulator &m_shop;
};

RunRow runWithOddOrder(SyncFixture &sync)
{
    sync.addOrders(kEvenOrders);
    sync.shop.addOrder(oddOrder());
    return sync.finishedRun();
}

} // namespace

/// Answers that something between the shop and us has spoilt: no order gets lost, and what cannot be read
/// does not hinder the rest.
class TestBrokenAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBrokenAnswerLosesNothing_data();
    void aBrokenAnswerLosesNothing();
    void anAnswerThatIsNoDataEndsTheRunAndTheNextOneGoesOn_data();
    void anAnswerThatIsNoDataEndsTheRunAndTheNextOneGoesOn();
    void anUnreadableOrderIsBookedByARetryOnceItCanBeRead();
    void anUnreadableOrderDoesNotHinderOthersThatAreRetriedWithIt();
};

void TestBrokenAnswers::aBrokenAnswerLosesNothing_data()
{
    QTest::addColumn<Meddling>("meddle");
    QTest::addColumn<int>("times");
    QTest::addColumn<QString>("code"); // of the bad order afterwards; empty = it was booked
    const Meddling cut = [](HttpResponse &response) { response.body.truncate(response.body.size() * 2 / 3); };
    const Meddling cutAfterAWholeList = [](HttpResponse &response) {
        const qsizetype list = response.body.indexOf("\"taxes\":[]");
        response.body.truncate(list + 10);
    };
    const Meddling notice = [](HttpResponse &response) {
        response.body.prepend("<br />\n<b>Notice</b>: Undefined index: {tax} in [wp-content/x.php]\n");
    };
    const Meddling noticeAndCut = [notice, cutAfterAWholeList](HttpResponse &response) {
        cutAfterAWholeList(response);
        notice(response);
    };
    const Meddling hugeNumber = [](HttpResponse &response) {
        response.body.replace("\"transaction_id\":\"ch_bad\"", "\"transaction_id\":1e400");
    };
    const Meddling sameNameTwice = [](HttpResponse &response) {
        response.body.replace("\"transaction_id\":\"ch_bad\"", "\"total\":\"1.00\"");
    };
    const Meddling wrongEncoding
        = [](HttpResponse &response) { response.body.replace("ch_bad", "\xff\xfe"); };
    QTest::newRow("cut once") << cut << 1 << QString();
    QTest::newRow("cut whenever the order is in it") << cut << 1'000'000 << u"woo.truncated"_s;
    QTest::newRow("cut where an inner list is complete")
        << cutAfterAWholeList << 1'000'000 << u"woo.truncated"_s;
    QTest::newRow("PHP notice first") << notice << 1'000'000 << QString();
    QTest::newRow("PHP notice first, then cut") << noticeAndCut << 1'000'000 << u"woo.truncated"_s;
    QTest::newRow("number nobody can hold") << hugeNumber << 1'000'000 << u"woo.unreadable"_s;
    QTest::newRow("one name twice in the order") << sameNameTwice << 1'000'000 << u"woo.unreadable"_s;
    QTest::newRow("bytes that are no UTF-8") << wrongEncoding << 1'000'000 << u"woo.unreadable"_s;
}

void TestBrokenAnswers::aBrokenAnswerLosesNothing()
{
    QFETCH(Meddling, meddle);
    QFETCH(int, times);
    QFETCH(QString, code);
    SyncFixture sync;
    MeddledShop meddled(sync.shop);
    sync.network.route(kShopApi, meddled);
    meddled.meddle = meddle;
    meddled.timesLeft = times;
    const RunRow run = runWithOddOrder(sync);
    const bool isBooked = code.isEmpty();
    QVERIFY2(run.state == (isBooked ? RunState::Completed : RunState::CompletedWithProblems),
        qPrintable(describe(run)));
    QCOMPARE(run.counts.read, kEvenOrders + 1);
    QCOMPARE(run.counts.failed, isBooked ? 0 : 1);
    QCOMPARE(lostOrders(sync), QStringList());
    QCOMPARE(missingDocuments(sync), 0);
    QCOMPARE(oddDocument(sync).isNull(), !isBooked);
    for (const FailureRow &failure : sync.openFailures()) {
        QCOMPARE(failure.sourceId, QString::number(kOddOrder));
        QCOMPARE(failure.error.code, code);
        QVERIFY(!failure.error.hint.isEmpty());
    }
}

void TestBrokenAnswers::anAnswerThatIsNoDataEndsTheRunAndTheNextOneGoesOn_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::newRow("web page") << QByteArray("<!DOCTYPE html><html><body>Please log in</body></html>")
                              << u"woo.notJson"_s;
    QTest::newRow("nothing") << QByteArray() << u"woo.notJson"_s;
    QTest::newRow("an object instead of a list") << QByteArray("{\"ok\":true}") << u"woo.notAList"_s;
    QTest::newRow("a number") << QByteArray("0") << u"woo.notAList"_s;
}

void TestBrokenAnswers::anAnswerThatIsNoDataEndsTheRunAndTheNextOneGoesOn()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    SyncFixture sync;
    MeddledShop meddled(sync.shop);
    sync.network.route(kShopApi, meddled);
    meddled.onlyAround = false;
    meddled.meddle = [body](HttpResponse &response) { response.body = body; };
    const RunRow broken = runWithOddOrder(sync);
    QVERIFY2(broken.state == RunState::Failed, qPrintable(describe(broken)));
    QCOMPARE(broken.error[u"code"].string(), code);
    QVERIFY(!broken.error[u"message"].string().isEmpty());
    QVERIFY(!broken.error[u"hint"].string().isEmpty());
    QCOMPARE(sync.unsafeRequests(), 0);
    meddled.meddle = {};
    sync.clock.pass(std::chrono::minutes(5));
    const RunRow run = sync.finishedRun();
    QVERIFY2(run.state == RunState::Completed, qPrintable(describe(run)));
    QCOMPARE(lostOrders(sync), QStringList());
    QCOMPARE(missingDocuments(sync), 0);
    QVERIFY(!oddDocument(sync).isNull());
}

void TestBrokenAnswers::anUnreadableOrderIsBookedByARetryOnceItCanBeRead()
{
    SyncFixture sync;
    MeddledShop meddled(sync.shop);
    sync.network.route(kShopApi, meddled);
    meddled.meddle = [](HttpResponse &response) { response.body.chop(1); };
    runWithOddOrder(sync);
    QCOMPARE(int(sync.openFailures().size()), 1);
    meddled.meddle = {};
    SyncRequest retry;
    retry.mode = SyncRequest::Mode::SelectedIds;
    retry.ids = QStringList{QString::number(kOddOrder)};
    const RunRow run = sync.finishedRun(retry);
    QVERIFY2(run.counts.created == 1, qPrintable(describe(run)));
    QCOMPARE(int(sync.openFailures().size()), 0);
    QVERIFY(!oddDocument(sync).isNull());
}

void TestBrokenAnswers::anUnreadableOrderDoesNotHinderOthersThatAreRetriedWithIt()
{
    SyncFixture sync;
    MeddledShop meddled(sync.shop);
    sync.network.route(kShopApi, meddled);
    meddled.meddle = [](HttpResponse &response) { response.body.chop(1); };
    sync.addOrders(kEvenOrders);
    sync.shop.addOrder(oddOrder());
    SyncRequest chosen;
    chosen.mode = SyncRequest::Mode::SelectedIds;
    chosen.ids = orderIds(sync);
    const RunRow run = sync.finishedRun(chosen);
    QVERIFY2(run.state == RunState::CompletedWithProblems, qPrintable(describe(run)));
    QCOMPARE(run.counts.failed, 1);
    QCOMPARE(lostOrders(sync), QStringList());
    QCOMPARE(missingDocuments(sync), 0);
}

QTEST_GUILESS_MAIN(TestBrokenAnswers)
#include "tst_brokenanswers.moc"
