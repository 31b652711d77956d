#include "tests/support/syncfixture.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

/// Every crash point of the protocol with every kind of operation: the process is killed there, started
/// again, and afterwards every order has exactly one document with its total. With and without a target that
/// remembers request ids, and without its own check for duplicate numbers: the protocol alone has to do it.
class TestCrashMatrix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostAndNothingDoubled_data();
    void nothingIsLostAndNothingDoubled();
};

namespace {

constexpr int kOrders = 12;

enum class Work { CreateSingle, CreateBatch, Update, Void, Payment };
enum class Point { Reading, LookingUp, Journaled, Inflight, PartlyApplied, Applied, AfterwardsAtNextWrite };

struct Row {
    const char *name;
    Work work;
};
const QList<Row> kWorks{{"create", Work::CreateSingle}, {"batch of creates", Work::CreateBatch},
    {"update", Work::Update}, {"void", Work::Void}, {"payment", Work::Payment}};

struct PointRow {
    const char *name;
    Point point;
};
const QList<PointRow> kPoints{{"CP0 while reading", Point::Reading},
    {"CP1 while looking up", Point::LookingUp}, {"CP1 journaled, not inflight", Point::Journaled},
    {"CP2 inflight, nothing sent", Point::Inflight}, {"CP3 partly applied", Point::PartlyApplied},
    {"CP4 applied, answer not read", Point::Applied},
    {"CP6 committed, next call not begun", Point::AfterwardsAtNextWrite}};

QList<qint64> ordersWith(const SyncFixture &sync, const std::function<bool(const Json &)> &wanted)
{
    ShopPlan plan;
    plan.seed = sync.seed;
    plan.orders = kOrders;
    plan.customers = std::max(2, kOrders / 4);
    plan.products = 12;
    const ShopGenerator generator(plan);
    QList<qint64> ids;
    for (int i = 0; i < kOrders; ++i) {
        if (wanted(generator.order(plan.firstOrderId + i, sync.shop.settings())))
            ids.append(plan.firstOrderId + i);
    }
    return ids;
}

bool isSent(const Json &order)
{
    static const QStringList sent{u"processing"_s, u"completed"_s, u"on-hold"_s, u"refunded"_s};
    return sent.contains(order[u"status"].string());
}

void settle(SyncFixture &sync)
{
    for (int i = 0; i < 4; ++i) {
        sync.clock.pass(std::chrono::minutes(3));
        const auto run = sync.run();
        QVERIFY2(run && run->has_value(), "the engine must start again after a kill");
    }
}

} // namespace

void TestCrashMatrix::nothingIsLostAndNothingDoubled_data()
{
    QTest::addColumn<int>("work");
    QTest::addColumn<int>("point");
    QTest::addColumn<bool>("remembersTokens");
    for (const Row &work : kWorks) {
        for (const PointRow &point : kPoints) {
            for (const bool remembers : {true, false}) {
                const QByteArray name = QByteArray(work.name) + ", " + point.name
                    + (remembers ? "" : ", request ids forgotten");
                QTest::newRow(name.constData()) << int(work.work) << int(point.point) << remembers;
            }
        }
    }
}

void TestCrashMatrix::nothingIsLostAndNothingDoubled()
{
    QFETCH(int, work);
    QFETCH(int, point);
    QFETCH(bool, remembersTokens);
    CompanyOptions company;
    company.warnDuplicates = false;
    if (!remembersTokens)
        company.requestIdRetention = std::chrono::seconds(0);
    SyncFixture sync(11, company);
    sync.addOrders(kOrders);
    const QList<qint64> sent = ordersWith(sync, isSent);
    const QList<qint64> onHold
        = ordersWith(sync, [](const Json &order) { return order[u"status"].string() == u"on-hold"; });
    QVERIFY(!onHold.isEmpty());
    const qint64 subject = Work(work) == Work::Payment ? onHold.constFirst() : sent.constFirst();

    SyncRequest request;
    if (Work(work) == Work::CreateSingle) {
        request.mode = SyncRequest::Mode::SelectedIds;
        request.ids = QStringList{QString::number(subject)};
    } else if (Work(work) != Work::CreateBatch) {
        QVERIFY(sync.run()->has_value());
        sync.clock.pass(std::chrono::minutes(2));
        const QDateTime now = sync.clock.nowUtc();
        if (Work(work) == Work::Update)
            sync.shop.editOrder(subject, Json::object({{u"customer_note"_s, u"second thoughts"_s}}), now);
        else if (Work(work) == Work::Void)
            sync.shop.editOrder(subject, Json::object({{u"status"_s, u"cancelled"_s}}), now);
        else
            sync.shop.markPaid(subject, now);
        sync.clock.pass(std::chrono::minutes(2));
    }

    // In a first run references come in a call of their own before the documents.
    const bool first = Work(work) == Work::CreateSingle || Work(work) == Work::CreateBatch;
    const int documentCall = first ? 2 : 1;
    switch (Point(point)) {
    case Point::Reading: sync.kill = {1, KillPlan::Moment::AfterApplying, false}; break;
    case Point::LookingUp: sync.kill = {first ? 7 : 6, KillPlan::Moment::AfterApplying, false}; break;
    case Point::Journaled:
    case Point::Inflight: sync.kill = {documentCall, KillPlan::Moment::BeforeSending, true}; break;
    case Point::PartlyApplied: sync.kill = {documentCall, KillPlan::Moment::AfterPart, true}; break;
    case Point::Applied: sync.kill = {documentCall, KillPlan::Moment::AfterApplying, true}; break;
    case Point::AfterwardsAtNextWrite:
        sync.kill = {documentCall + 1, KillPlan::Moment::BeforeSending, true};
        break;
    }
    const bool killed = !sync.run(request).has_value();
    QVERIFY(killed || Point(point) == Point::AfterwardsAtNextWrite);
    if (Point(point) == Point::Journaled)
        sync.forgetInflight();
    settle(sync);

    const auto documents = sync.documentsByNumber();
    for (const qint64 id : sent) {
        const QList<Json> found = documents.value(QString::number(id));
        QVERIFY2(found.size() == 1, qPrintable(u"order %1 has %2 documents"_s.arg(id).arg(found.size())));
        const bool voided = Work(work) == Work::Void && id == subject;
        const Json order = sync.order(id);
        QCOMPARE(found.constFirst()[u"TotalAmt"].decimal()->rounded(2).text(),
            voided ? u"0.00"_s : order[u"total"].decimal()->rounded(2).text());
    }
    const int payments = int(sync.documents(u"Payment"_s).size());
    QCOMPARE(payments, Work(work) == Work::Payment ? 1 : 0);
    if (Work(work) == Work::Update)
        QCOMPARE(documents.value(QString::number(subject)).constFirst()[u"CustomerMemo"][u"value"].string(),
            u"second thoughts"_s);
    QVERIFY2(sync.violations.isEmpty(), qPrintable(sync.violations.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestCrashMatrix)
#include "tst_crashmatrix.moc"
