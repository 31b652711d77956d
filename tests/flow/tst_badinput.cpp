#include "engine/core/json.h"
#include "engine/simulators/recordedshop.h"
#include "engine/store/inboxrepository.h"
#include "engine/store/linkrepository.h"
#include "tests/support/syncfixture.h"

#include <QTest>

#include <functional>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kBadId = 200001;
constexpr int kGoodOrders = 12;
const QUrl kShopApi(u"https://shop.example.test/wp-json"_s);

/// Changes the order before it is in the shop, or the world around it.
using Spoiling = std::function<void(SyncFixture &sync, Json &order)>;
/// Looks at what was made of it.
using Inspection = std::function<bool(const SyncFixture &sync, const Json &document)>;
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
        const bool holdsBad = response.body.contains("\"order_key\":\"bad_order\"");
        if (onlyAround && !holdsBad)
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
    bool onlyAround = true; ///< whether answers without the bad order are left alone

private:
    ShopSimulator &m_shop;
};

Json line(const QString &name, const QString &sku, qint64 product, const QString &amount)
{
    return Json::object({{u"id"_s, product}, {u"name"_s, name}, {u"product_id"_s, product},
        {u"variation_id"_s, 0}, {u"quantity"_s, 1}, {u"subtotal"_s, amount}, {u"subtotal_tax"_s, u"0.00"_s},
        {u"total"_s, amount}, {u"total_tax"_s, u"0.00"_s}, {u"taxes"_s, Json::array({})},
        {u"meta_data"_s, Json::array({})}, {u"sku"_s, sku}, {u"price"_s, *Decimal::parse(amount)}});
}

/// A paid order of 10.00 without tax that is older than all others, so that they come after it.
Json plainOrder()
{
    const Json address = Json::object({{u"first_name"_s, u"Ada"_s}, {u"last_name"_s, u"Quillfeather"_s},
        {u"company"_s, QString(u""_s)}, {u"address_1"_s, u"1 Pier Road"_s}, {u"city"_s, u"Portland"_s},
        {u"state"_s, u"OR"_s}, {u"postcode"_s, u"97201"_s}, {u"country"_s, u"US"_s},
        {u"email"_s, u"ada.quillfeather@example.test"_s}, {u"phone"_s, u"555-0100"_s}});
    Json order = Json::object({{u"id"_s, kBadId}, {u"number"_s, QString::number(kBadId)},
        {u"order_key"_s, u"bad_order"_s}, {u"status"_s, u"completed"_s}, {u"currency"_s, u"USD"_s},
        {u"prices_include_tax"_s, false}, {u"customer_id"_s, 9001}, {u"needs_payment"_s, false},
        {u"billing"_s, address}, {u"shipping"_s, address}});
    for (const QString &amount : {u"discount_total"_s, u"discount_tax"_s, u"shipping_total"_s,
             u"shipping_tax"_s, u"cart_tax"_s, u"total_tax"_s})
        order.set(amount, u"0.00"_s);
    order.set(u"total"_s, u"10.00"_s);
    for (const QString &date : {u"date_created"_s, u"date_modified"_s, u"date_paid"_s, u"date_completed"_s}) {
        order.set(date, u"2026-01-02T01:00:00"_s);
        order.set(date + u"_gmt"_s, u"2026-01-02T09:00:00"_s);
    }
    for (const QString &list : {u"tax_lines"_s, u"shipping_lines"_s, u"fee_lines"_s, u"coupon_lines"_s,
             u"refunds"_s, u"meta_data"_s})
        order.set(list, Json::array({}));
    order.set(u"line_items"_s, Json::array({line(u"Brass compass"_s, u"COMP-1"_s, 7001, u"10.00"_s)}));
    order.set(u"payment_method"_s, u"stripe"_s);
    order.set(u"payment_method_title"_s, u"Credit card"_s);
    order.set(u"transaction_id"_s, u"ch_bad"_s);
    return order;
}

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
        lines.append(line(u"Part %1"_s.arg(i), u"PART-%1"_s.arg(i), 8000 + i, u"1.00"_s));
    order.set(u"line_items"_s, lines);
    order.set(u"total"_s, u"%1.00"_s.arg(count));
}

QStringList orderIds(const SyncFixture &sync)
{
    QStringList ids;
    for (qint64 id = 100001; id < 100001 + kGoodOrders; ++id)
        ids.append(QString::number(id));
    if (sync.shop.orders().row(kBadId))
        ids.append(QString::number(kBadId));
    return ids;
}

/// Orders that are neither booked nor failed nor left out for a reason. None, or something was lost.
QStringList lostOrders(SyncFixture &sync)
{
    const QStringList ids = orderIds(sync);
    QStringList lost = ids;
    const auto links = sync.ask(
        [ids](Database &database) { return LinkRepository(database).bySource(1, 2, u"order"_s, ids); });
    for (const LinkRow &link : links)
        lost.removeAll(link.sourceId);
    for (const FailureRow &failure : sync.openFailures()) {
        if (!failure.error.code.isEmpty() && !failure.error.message.isEmpty())
            lost.removeAll(failure.sourceId);
    }
    for (const QString &id : ids) {
        const auto row = sync.ask(
            [id](Database &database) { return InboxRepository(database).bySource(1, u"order"_s, id); });
        if (row && row->state == InboxState::Excluded && !row->reason.isEmpty())
            lost.removeAll(id);
    }
    return lost;
}

/// Of the good orders; a status that is not sent has none.
int missingDocuments(const SyncFixture &sync)
{
    static const QStringList booked{u"processing"_s, u"completed"_s, u"on-hold"_s};
    const auto documents = sync.documentsByNumber();
    int missing = 0;
    for (qint64 id = 100001; id < 100001 + kGoodOrders; ++id) {
        const Json order = sync.order(id);
        if (booked.contains(order[u"status"].string()))
            missing += documents.value(order[u"number"].string()).size() == 1 ? 0 : 1;
    }
    return missing;
}

Json badDocument(const SyncFixture &sync)
{
    return sync.documentsByNumber().value(QString::number(kBadId)).value(0);
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
    void aBrokenAnswerLosesNothing_data();
    void aBrokenAnswerLosesNothing();
    void anAnswerThatIsNoDataEndsTheRunAndTheNextOneGoesOn_data();
    void anAnswerThatIsNoDataEndsTheRunAndTheNextOneGoesOn();
    void anUnreadableOrderIsBookedByARetryOnceItCanBeRead();
    void anUnreadableOrderDoesNotHinderOthersThatAreRetriedWithIt();
    void recordedTotalsThatDoNotAddUpNameBothNumbers();

private:
    static RunRow runWith(SyncFixture &sync, const Spoiling &spoil);
};

RunRow TestBadInput::runWith(SyncFixture &sync, const Spoiling &spoil)
{
    sync.addOrders(kGoodOrders);
    Json order = plainOrder();
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
            Json broken = line(u"Brass compass"_s, u"COMP-1"_s, 7001, u"10.00"_s);
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
    QCOMPARE(run.counts.read, kGoodOrders + 1);
    QCOMPARE(lostOrders(sync), QStringList());
    QCOMPARE(missingDocuments(sync), 0);
    QVERIFY(badDocument(sync).isNull());
    int found = 0;
    for (const FailureRow &failure : sync.openFailures()) {
        QVERIFY2(!failure.error.hint.isEmpty(), qPrintable(failure.error.code + failure.error.message));
        if (failure.sourceId != QString::number(kBadId))
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
                Json::array(
                    {line(u"Extraordinary brass compass "_s.repeated(5), u"COMP-1"_s, 7001, u"10.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            const QString name = itemOf(sync, document, 0)[u"Name"].string();
            return name.startsWith(u"Extraordinary"_s) && name.size() <= 100;
        });
    booked(
        "colon in an item name",
        [](auto &, Json &order) {
            order.set(
                u"line_items"_s, Json::array({line(u"Compass: brass"_s, u"COMP-1"_s, 7001, u"10.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            return itemOf(sync, document, 0)[u"Name"].string() == u"Compass- brass"_s;
        });
    booked(
        "emoji in every name",
        [](auto &, Json &order) {
            setBilling(order, u"first_name"_s, u"Ada \U0001F600"_s);
            order.set(
                u"line_items"_s, Json::array({line(u"Compass \U0001F9ED"_s, u"COMP-1"_s, 7001, u"10.00"_s)}));
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
            order.set(u"line_items"_s, Json::array({line(u"\U0001F9ED"_s, u"COMP-1"_s, 7001, u"10.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            return itemOf(sync, document, 0)[u"Name"].string() == u"COMP-1"_s
                && customerOf(sync, document)[u"DisplayName"].string() == u"ada.quillfeather@example.test"_s;
        });
    booked(
        "no SKU",
        [](auto &, Json &order) {
            order.set(u"line_items"_s, Json::array({line(u"Brass compass"_s, QString(), 7001, u"10.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            return itemOf(sync, document, 0)[u"Name"].string() == u"Brass compass"_s;
        });
    booked(
        "one SKU for two products",
        [](auto &, Json &order) {
            order.set(u"line_items"_s,
                Json::array({line(u"Brass compass"_s, u"SAME-1"_s, 7001, u"4.00"_s),
                    line(u"Steel compass"_s, u"SAME-1"_s, 7002, u"6.00"_s)}));
        },
        [](const SyncFixture &sync, const Json &document) {
            return itemOf(sync, document, 0)[u"Sku"].string() == u"SAME-1"_s
                && itemOf(sync, document, 1)[u"Sku"].string() == u"SAME-1"_s;
        });
    booked(
        "one name for two products without SKU",
        [](auto &, Json &order) {
            order.set(u"line_items"_s,
                Json::array({line(u"Compass"_s, QString(), 7001, u"4.00"_s),
                    line(u"Compass"_s, QString(), 7002, u"6.00"_s)}));
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
                == u"Ada Quillfeather (web %1)"_s.arg(kBadId);
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
                Json::array({line(u"<b>Nuts &amp; bolts</b>"_s, u"NUT-1"_s, 7001, u"10.00"_s)}));
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
    QCOMPARE(run.counts.read, kGoodOrders + 1);
    QCOMPARE(lostOrders(sync), QStringList());
    QCOMPARE(missingDocuments(sync), 0);
    const Json document = badDocument(sync);
    QVERIFY(!document.isNull());
    QVERIFY2(inspect(sync, document), document.prettyBytes().constData());
    QCOMPARE(document[u"TotalAmt"].decimal()->rounded(2).text(),
        sync.order(kBadId)[u"total"].decimal()->rounded(2).text());
    const int sent = sync.unsafeRequests();
    sync.finishedRun(SyncFixture::full());
    QCOMPARE(sync.unsafeRequests(), sent);
}

void TestBadInput::aBrokenAnswerLosesNothing_data()
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

void TestBadInput::aBrokenAnswerLosesNothing()
{
    QFETCH(Meddling, meddle);
    QFETCH(int, times);
    QFETCH(QString, code);
    SyncFixture sync;
    MeddledShop meddled(sync.shop);
    sync.network.route(kShopApi, meddled);
    meddled.meddle = meddle;
    meddled.timesLeft = times;
    const RunRow run = runWith(sync, [](auto &, Json &) {});
    const bool isBooked = code.isEmpty();
    QVERIFY2(run.state == (isBooked ? RunState::Completed : RunState::CompletedWithProblems),
        qPrintable(describe(run)));
    QCOMPARE(run.counts.read, kGoodOrders + 1);
    QCOMPARE(run.counts.failed, isBooked ? 0 : 1);
    QCOMPARE(lostOrders(sync), QStringList());
    QCOMPARE(missingDocuments(sync), 0);
    QCOMPARE(badDocument(sync).isNull(), !isBooked);
    for (const FailureRow &failure : sync.openFailures()) {
        QCOMPARE(failure.sourceId, QString::number(kBadId));
        QCOMPARE(failure.error.code, code);
        QVERIFY(!failure.error.hint.isEmpty());
    }
}

void TestBadInput::anAnswerThatIsNoDataEndsTheRunAndTheNextOneGoesOn_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::newRow("web page") << QByteArray("<!DOCTYPE html><html><body>Please log in</body></html>")
                              << u"woo.notJson"_s;
    QTest::newRow("nothing") << QByteArray() << u"woo.notJson"_s;
    QTest::newRow("an object instead of a list") << QByteArray("{\"ok\":true}") << u"woo.notAList"_s;
    QTest::newRow("a number") << QByteArray("0") << u"woo.notAList"_s;
}

void TestBadInput::anAnswerThatIsNoDataEndsTheRunAndTheNextOneGoesOn()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    SyncFixture sync;
    MeddledShop meddled(sync.shop);
    sync.network.route(kShopApi, meddled);
    meddled.onlyAround = false;
    meddled.meddle = [body](HttpResponse &response) { response.body = body; };
    const RunRow broken = runWith(sync, [](auto &, Json &) {});
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
    QVERIFY(!badDocument(sync).isNull());
}

void TestBadInput::anUnreadableOrderIsBookedByARetryOnceItCanBeRead()
{
    SyncFixture sync;
    MeddledShop meddled(sync.shop);
    sync.network.route(kShopApi, meddled);
    meddled.meddle = [](HttpResponse &response) { response.body.chop(1); };
    runWith(sync, [](auto &, Json &) {});
    QCOMPARE(int(sync.openFailures().size()), 1);
    meddled.meddle = {};
    SyncRequest retry;
    retry.mode = SyncRequest::Mode::SelectedIds;
    retry.ids = QStringList{QString::number(kBadId)};
    const RunRow run = sync.finishedRun(retry);
    QVERIFY2(run.counts.created == 1, qPrintable(describe(run)));
    QCOMPARE(int(sync.openFailures().size()), 0);
    QVERIFY(!badDocument(sync).isNull());
}

void TestBadInput::anUnreadableOrderDoesNotHinderOthersThatAreRetriedWithIt()
{
    SyncFixture sync;
    MeddledShop meddled(sync.shop);
    sync.network.route(kShopApi, meddled);
    meddled.meddle = [](HttpResponse &response) { response.body.chop(1); };
    sync.addOrders(kGoodOrders);
    sync.shop.addOrder(plainOrder());
    SyncRequest chosen;
    chosen.mode = SyncRequest::Mode::SelectedIds;
    chosen.ids = orderIds(sync);
    const RunRow run = sync.finishedRun(chosen);
    QVERIFY2(run.state == RunState::CompletedWithProblems, qPrintable(describe(run)));
    QCOMPARE(run.counts.failed, 1);
    QCOMPARE(lostOrders(sync), QStringList());
    QCOMPARE(missingDocuments(sync), 0);
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
