#include "engine/core/json.h"
#include "engine/simulators/recordedshop.h"
#include "tests/support/oddorder.h"
#include "tests/support/syncfixture.h"

#include <QTest>

#include <functional>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

/// Changes the order before it is in the shop, or the world around it.
using Spoiling = std::function<void(SyncFixture &sync, Json &order)>;
/// Looks at what was made of it.
using Inspection = std::function<bool(const SyncFixture &sync, const Json &document)>;
void setBilling(Json &order, const QString &member, const QString &text)
{
    Json billing = order[u"billing"];
    billing.set(member, text);
    order.set(u"billing"_s, billing);
}

void setLines(Json &order, int count)
{
    Json lines = Json::array({});
    for (int i = 0; i < count; ++i)
        lines.append(orderLine(u"Part %1"_s.arg(i), u"PART-%1"_s.arg(i), 8000 + i, u"1.00"_s));
    order.set(u"line_items"_s, lines);
    order.set(u"total"_s, u"%1.00"_s.arg(count));
}

Json itemOf(const SyncFixture &sync, const Json &document, qsizetype line)
{
    const QString id
        = document[u"Line"].array().value(line)[u"SalesItemLineDetail"][u"ItemRef"][u"value"].scalarText();
    const Json *item = sync.company.store().find(u"Item"_s, id);
    return item ? *item : Json();
}

Json customerOf(const SyncFixture &sync, const Json &document)
{
    const Json *customer
        = sync.company.store().find(u"Customer"_s, document[u"CustomerRef"][u"value"].scalarText());
    return customer ? *customer : Json();
}

void failing(const char *name, const Spoiling &spoil, const QString &code, const QString &field)
{
    QTest::newRow(name) << spoil << code << field << Inspection();
}

void booked(const char *name, const Spoiling &spoil, const Inspection &inspect)
{
    QTest::newRow(name) << spoil << QString() << QString() << inspect;
}

} // namespace

/// Orders as bad shops deliver them: each becomes a valid document or a failed record with a reason, and
/// never hinders the others.
class TestBadInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBadOrderFailsWithAReason_data();
    void aBadOrderFailsWithAReason();
    void anOddOrderIsBooked_data();
    void anOddOrderIsBooked();
    void recordedTotalsThatDoNotAddUpNameBothNumbers();

private:
    static RunRow runWith(SyncFixture &sync, const Spoiling &spoil);
};

RunRow TestBadInput::runWith(SyncFixture &sync, const Spoiling &spoil)
{
    sync.addOrders(kEvenOrders);
    Json order = oddOrder();
    spoil(sync, order);
    sync.shop.addOrder(order);
    return sync.finishedRun();
}

void TestBadInput::aBadOrderFailsWithAReason_data()
{
    QTest::addColumn<Spoiling>("spoil");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("field");
    QTest::addColumn<Inspection>("inspect");
    failing("no line items member", [](auto &, Json &order) { order.remove(u"line_items"); },
        u"document.noLines"_s, {});
    failing("no lines", [](auto &, Json &order) { order.set(u"line_items"_s, Json::array({})); },
        u"document.noLines"_s, {});
    failing("lines are a text", [](auto &, Json &order) { order.set(u"line_items"_s, u"none"_s); },
        u"document.noLines"_s, {});
    failing(
        "total missing", [](auto &, Json &order) { order.remove(u"total"); }, u"field.required"_s,
        u"total"_s);
    failing(
        "total in words", [](auto &, Json &order) { order.set(u"total"_s, u"ten"_s); }, u"field.number"_s,
        u"total"_s);
    failing(
        "total below zero", [](auto &, Json &order) { order.set(u"total"_s, u"-10.00"_s); },
        u"document.negative"_s, u"total"_s);
    failing(
        "total does not add up", [](auto &, Json &order) { order.set(u"total"_s, u"11.00"_s); },
        u"money.mismatch"_s, u"total"_s);
    failing(
        "currency nobody knows", [](auto &, Json &order) { order.set(u"currency"_s, u"XQQ"_s); },
        u"currency.unknown"_s, u"currency"_s);
    failing(
        "currency missing", [](auto &, Json &order) { order.remove(u"currency"); }, u"currency.unknown"_s,
        u"currency"_s);
    failing(
        "currency the company does not keep", [](auto &, Json &order) { order.set(u"currency"_s, u"EUR"_s); },
        u"currency.notEnabled"_s, u"currency"_s);
    failing(
        "dates missing",
        [](auto &, Json &order) {
            for (const QString &date : {u"date_created"_s, u"date_paid"_s, u"date_completed"_s}) {
                order.remove(date);
                order.remove(date + u"_gmt"_s);
            }
        },
        u"field.required"_s, u"date_created_gmt"_s);
    failing(
        "line without a total",
        [](auto &, Json &order) {
            Json broken = orderLine(u"Brass compass"_s, u"COMP-1"_s, 7001, u"10.00"_s);
            broken.remove(u"total");
            order.set(u"line_items"_s, Json::array({broken}));
        },
        u"field.required"_s, u"line_items[0].total"_s);
    failing(
        "line that nothing is known of",
        [](auto &, Json &order) {
            order.set(u"line_items"_s, Json::array({Json::object({{u"total"_s, u"10.00"_s}})}));
        },
        u"field.required"_s, u"line_items[0].quantity"_s);
    failing("more lines than a document holds", [](auto &, Json &order) { setLines(order, 751); },
        u"document.tooManyLines"_s, {});
    failing(
        "number missing", [](auto &, Json &order) { order.remove(u"number"); }, u"field.required"_s,
        u"number"_s);
    failing("name that belongs to a vendor",
        [](SyncFixture &sync, Json &) {
            const auto vendor = sync.company.enter(
                u"Vendor"_s, Json::object({{u"DisplayName"_s, u"Ada Quillfeather"_s}}), sync.clock.nowUtc());
            QVERIFY(vendor);
        },
        u"qbo.6240"_s, {});
}

void TestBadInput::aBadOrderFailsWithAReason()
{
    QFETCH(Spoiling, spoil);
    QFETCH(QString, code);
    QFETCH(QString, field);
    SyncFixture sync;
    const RunRow run = runWith(sync, spoil);
    QVERIFY2(run.state == RunState::CompletedWithProblems, qPrintable(describe(run)));
    QVERIFY2(run.counts.failed == 1 && run.counts.waiting == 0, qPrintable(describe(run)));
    QCOMPARE(run.counts.read, kEvenOrders + 1);
    QCOMPARE(lostOrders(sync), QStringList());
    QCOMPARE(missingDocuments(sync), 0);
    QVERIFY(oddDocument(sync).isNull());
    int found = 0;
    for (const FailureRow &failure : sync.openFailures()) {
        QVERIFY2(!failure.error.hint.isEmpty(), qPrintable(failure.error.code + failure.error.message));
        if (failure.sourceId != QString::number(kOddOrder))
            continue;
        ++found;
        QCOMPARE(failure.error.code, code);
        QCOMPARE(failure.error.field, field);
        QVERIFY(!failure.error.message.isEmpty());
    }
    QCOMPARE(found, 1);
}

void TestBadInput::anOddOrderIsBooked_data()
{
    QTest::addColumn<Spoiling>("spoil");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("field");
    QTest::addColumn<Inspection>("inspect");
    const Inspection anything = [](const SyncFixture &, const Json &) { return true; };
    booked(
        "no billing at all", [](auto &, Json &order) { order.remove(u"billing"); },
        [](const SyncFixture &sync, const Json &document) {
            return !customerOf(sync, document)[u"DisplayName"].string().isEmpty();
        });
    booked(
        "addresses are lists, as PHP writes empty ones",
        [](auto &, Json &order) {
            order.set(u"billing"_s, Json::array({}));
            order.set(u"shipping"_s, Json::array({}));
        },
        anything);
    booked(
        "500 lines", [](auto &, Json &order) { setLines(order, 500); },
        [](const SyncFixture &, const Json &document) {
            int lines = 0;
            for (const Json &one : document[u"Line"].array())
                lines += one[u"DetailType"].string() == u"SalesItemLineDetail" ? 1 : 0;
            return lines == 500;
        });
    booked(
        "item name of 140 characters",
        [](auto &, Json &order) {
            order.set(u"line_items"_s,
                Json::array({orderLine(
                    u"Extraordinary brass compass "_s.repeated(5), u"COMP-1"_s, 7001, u"10.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            const QString name = itemOf(sync, document, 0)[u"Name"].string();
            return name.startsWith(u"Extraordinary"_s) && name.size() <= 100;
        });
    booked(
        "colon in an item name",
        [](auto &, Json &order) {
            order.set(u"line_items"_s,
                Json::array({orderLine(u"Compass: brass"_s, u"COMP-1"_s, 7001, u"10.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            return itemOf(sync, document, 0)[u"Name"].string() == u"Compass- brass"_s;
        });
    booked(
        "emoji in every name",
        [](auto &, Json &order) {
            setBilling(order, u"first_name"_s, u"Ada \U0001F600"_s);
            order.set(u"line_items"_s,
                Json::array({orderLine(u"Compass \U0001F9ED"_s, u"COMP-1"_s, 7001, u"10.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            return itemOf(sync, document, 0)[u"Name"].string() == u"Compass"_s
                && customerOf(sync, document)[u"DisplayName"].string() == u"Ada Quillfeather"_s;
        });
    booked(
        "names of nothing but emoji",
        [](auto &, Json &order) {
            setBilling(order, u"first_name"_s, u"\U0001F600"_s);
            setBilling(order, u"last_name"_s, u"\U0001F600"_s);
            order.set(
                u"line_items"_s, Json::array({orderLine(u"\U0001F9ED"_s, u"COMP-1"_s, 7001, u"10.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            return itemOf(sync, document, 0)[u"Name"].string() == u"COMP-1"_s
                && customerOf(sync, document)[u"DisplayName"].string() == u"ada.quillfeather@example.test"_s;
        });
    booked(
        "no SKU",
        [](auto &, Json &order) {
            order.set(
                u"line_items"_s, Json::array({orderLine(u"Brass compass"_s, QString(), 7001, u"10.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            return itemOf(sync, document, 0)[u"Name"].string() == u"Brass compass"_s;
        });
    booked(
        "one SKU for two products",
        [](auto &, Json &order) {
            order.set(u"line_items"_s,
                Json::array({orderLine(u"Brass compass"_s, u"SAME-1"_s, 7001, u"4.00"_s),
                    orderLine(u"Steel compass"_s, u"SAME-1"_s, 7002, u"6.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            return itemOf(sync, document, 0)[u"Sku"].string() == u"SAME-1"_s
                && itemOf(sync, document, 1)[u"Sku"].string() == u"SAME-1"_s;
        });
    booked(
        "one name for two products without SKU",
        [](auto &, Json &order) {
            order.set(u"line_items"_s,
                Json::array({orderLine(u"Compass"_s, QString(), 7001, u"4.00"_s),
                    orderLine(u"Compass"_s, QString(), 7002, u"6.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            return !itemOf(sync, document, 0).isNull() && !itemOf(sync, document, 1).isNull();
        });
    booked(
        "guest without e-mail",
        [](auto &, Json &order) {
            order.set(u"customer_id"_s, 0);
            setBilling(order, u"email"_s, QString());
        },
        [](const SyncFixture &sync, const Json &document) {
            return customerOf(sync, document)[u"DisplayName"].string()
                == u"Ada Quillfeather (web %1)"_s.arg(kOddOrder);
        });
    booked(
        "e-mail that is none",
        [](auto &, Json &order) { setBilling(order, u"email"_s, u"ask the front desk"_s); },
        [](const SyncFixture &sync, const Json &document) {
            return customerOf(sync, document)[u"PrimaryEmailAddr"].isNull();
        });
    booked(
        "amounts as numbers", [](auto &, Json &order) { order.set(u"total"_s, Decimal(10)); }, anything);
    booked(
        "id as a text", [](auto &, Json &order) { order.set(u"customer_id"_s, u"9001"_s); }, anything);
    booked(
        "markup and entities in a name",
        [](auto &, Json &order) {
            order.set(u"line_items"_s,
                Json::array({orderLine(u"<b>Nuts &amp; bolts</b>"_s, u"NUT-1"_s, 7001, u"10.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            return itemOf(sync, document, 0)[u"Name"].string() == u"Nuts & bolts"_s;
        });
}

void TestBadInput::anOddOrderIsBooked()
{
    QFETCH(Spoiling, spoil);
    QFETCH(Inspection, inspect);
    SyncFixture sync;
    const RunRow run = runWith(sync, spoil);
    for (const FailureRow &failure : sync.openFailures())
        qWarning("%s", qPrintable(failure.error.code + u' ' + failure.error.message));
    QVERIFY2(run.state == RunState::Completed, qPrintable(describe(run)));
    QCOMPARE(run.counts.read, kEvenOrders + 1);
    QCOMPARE(lostOrders(sync), QStringList());
    QCOMPARE(missingDocuments(sync), 0);
    const Json document = oddDocument(sync);
    QVERIFY(!document.isNull());
    QVERIFY2(inspect(sync, document), document.prettyBytes().constData());
    QCOMPARE(document[u"TotalAmt"].decimal()->rounded(2).text(),
        sync.order(kOddOrder)[u"total"].decimal()->rounded(2).text());
    const int sent = sync.unsafeRequests();
    sync.finishedRun(SyncFixture::full());
    QCOMPARE(sync.unsafeRequests(), sent);
}

void TestBadInput::recordedTotalsThatDoNotAddUpNameBothNumbers()
{
    CompanyOptions company;
    company.multiCurrency = true;
    SyncFixture sync(1, company);
    ShopSimulator recorded;
    addRecordedShop(recorded);
    ShopQuery everything;
    everything.perPage = 100;
    Json order;
    for (const qint64 id : recorded.orders().page(everything).ids) {
        const Json one = recorded.orders().document(id);
        if (one[u"status"].string() == u"completed" && one[u"date_paid_gmt"].isString()
            && one[u"line_items"].array().size() > 1 && one[u"currency"].string() == u"USD")
            order = one;
    }
    QVERIFY(!order.isNull());
    const Decimal right = *order[u"total"].decimal();
    const Decimal wrong = right + Decimal(5);
    order.set(u"total"_s, wrong.text());
    sync.shop.addOrder(order);
    sync.finishedRun(SyncFixture::full());
    const QList<FailureRow> failures = sync.openFailures();
    QCOMPARE(int(failures.size()), 1);
    const Error error = failures.constFirst().error;
    QCOMPARE(error.code, u"money.mismatch"_s);
    QCOMPARE(error.field, u"total"_s);
    QVERIFY2(error.message.contains(right.text()) && error.message.contains(wrong.text()),
        qPrintable(error.message));
    QVERIFY(!error.hint.isEmpty());
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
