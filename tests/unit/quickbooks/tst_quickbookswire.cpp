#include "engine/connectors/quickbooks/quickbookswire.h"
#include "tests/unit/quickbooks/recordedfiles.h"

#include <QTest>

using namespace uds;
using namespace uds::test;
using namespace Qt::StringLiterals;
using State = Outcome::State;

namespace {

constexpr auto kRealm = "9341453000000101"_L1;

Effect effect(
    const QString &entity, Operation operation, const Json &payload, const QString &token = u"t-1"_s)
{
    return {token, entity, operation, payload, {}, {}};
}

Effect addressed(const QString &entity, Operation operation, const Json &payload)
{
    Effect result = effect(entity, operation, payload);
    result.remoteId = u"1451"_s;
    result.remoteVersion = u"0"_s;
    return result;
}

Json named(const QString &name)
{
    return Json::object({{u"DisplayName"_s, name}});
}

HttpResponse answer(const QByteArray &body, int status = 200)
{
    return {status, {{"Content-Type", "application/json;charset=UTF-8"}}, body};
}

Outcome single(const Effect &sent, const Result<HttpResponse> &received)
{
    const QuickBooksWire wire(kRealm);
    const Result<FrozenCall> call = wire.freeze({sent}, {});
    return call ? wire.outcomes(*call, received).value(0) : Outcome();
}

} // namespace

class TestQuickBooksWire : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void freezesOneRequest_data();
    void freezesOneRequest();
    void updatesSparsely();
    void voidsTheWayEachEntityWants_data();
    void voidsTheWayEachEntityWants();
    void freezesABatch();
    void freezesTheSameBytesTwice();
    void refusesWhatNoRequestCanExpress_data();
    void refusesWhatNoRequestCanExpress();
    void batchesOnlyWhatMayBeBatched_data();
    void batchesOnlyWhatMayBeBatched();

    void marksThePrivateNote_data();
    void marksThePrivateNote();
    void marksOnceOnly();
    void leavesItemsUnmarked();

    void probesByTheNaturalKey_data();
    void probesByTheNaturalKey();

    void readsFaults_data();
    void readsFaults();
    void tellsWhoHoldsTheNumber_data();
    void tellsWhoHoldsTheNumber();
    void acceptsTheRecordedAnswer_data();
    void acceptsTheRecordedAnswer();
    void doubtsAnythingElse_data();
    void doubtsAnythingElse();
    void classifiesTransportErrors_data();
    void classifiesTransportErrors();
    void readsAMixedBatchByMemberName();
    void doubtsABatchWithAStranger();
    void doubtsOnlyTheMissingMember();
    void waitsAsLongAsTold();
    void keepsTheTokenOutOfTheError();
};

void TestQuickBooksWire::freezesOneRequest_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("resource");
    QTest::newRow("customer") << u"Customer"_s << u"customer-create-request.json"_s << QByteArray("customer");
    QTest::newRow("item") << u"Item"_s << u"item-create-service-request.json"_s << QByteArray("item");
    QTest::newRow("invoice") << u"Invoice"_s << u"invoice-create-request.json"_s << QByteArray("invoice");
    QTest::newRow("sales receipt") << u"SalesReceipt"_s << u"salesreceipt-create-request.json"_s
                                   << QByteArray("salesreceipt");
    QTest::newRow("payment") << u"Payment"_s << u"payment-create-request.json"_s << QByteArray("payment");
    QTest::newRow("credit memo") << u"CreditMemo"_s << u"creditmemo-create-request.json"_s
                                 << QByteArray("creditmemo");
    QTest::newRow("refund receipt") << u"RefundReceipt"_s << u"refundreceipt-create-request.json"_s
                                    << QByteArray("refundreceipt");
}

void TestQuickBooksWire::freezesOneRequest()
{
    QFETCH(QString, entity);
    QFETCH(QString, file);
    QFETCH(QByteArray, resource);
    const Json payload = recorded(file);
    const Result<FrozenCall> call
        = QuickBooksWire(kRealm).freeze({effect(entity, Operation::Create, payload)}, u"unused"_s);
    QVERIFY(call);
    QCOMPARE(call->verb, QByteArray("POST"));
    QCOMPARE(call->path,
        QByteArray("/v3/company/9341453000000101/" + resource + "?minorversion=75&requestid=t-1"));
    QCOMPARE(call->contentType, QByteArray("application/json"));
    QCOMPARE(call->body, payload.bytes());
    QCOMPARE(call->token, u"t-1"_s);
    QVERIFY(!call->isBatch);
    QVERIFY(call->effects.first().payload.isNull());
}

void TestQuickBooksWire::updatesSparsely()
{
    const Effect update
        = addressed(u"Invoice"_s, Operation::Update, Json::object({{u"DueDate"_s, u"2026-04-15"_s}}));
    const Result<FrozenCall> call = QuickBooksWire(kRealm).freeze({update}, {});
    QVERIFY(call);
    QCOMPARE(Json::parse(call->body).value(), recorded(u"invoice-sparse-update-request.json"_s));
}

void TestQuickBooksWire::voidsTheWayEachEntityWants_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("invoice") << u"Invoice"_s << QByteArray("operation=void&")
                             << QByteArray(R"({"Id":"1451","SyncToken":"0"})");
    QTest::newRow("sales receipt") << u"SalesReceipt"_s << QByteArray("operation=update&include=void&")
                                   << QByteArray(R"({"Id":"1451","SyncToken":"0","sparse":true})");
    QTest::newRow("payment") << u"Payment"_s << QByteArray("operation=update&include=void&")
                             << QByteArray(R"({"Id":"1451","SyncToken":"0","sparse":true})");
}

void TestQuickBooksWire::voidsTheWayEachEntityWants()
{
    QFETCH(QString, entity);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, body);
    const Result<FrozenCall> call
        = QuickBooksWire(kRealm).freeze({addressed(entity, Operation::Void, {})}, {});
    QVERIFY(call);
    QVERIFY(call->path.contains('?' + query + "minorversion=75&requestid=t-1"));
    QCOMPARE(call->body, body);
}

void TestQuickBooksWire::freezesABatch()
{
    const Effect first = effect(u"Customer"_s, Operation::Create, named(u"Ada Merriweather"_s));
    const Effect second
        = addressed(u"Invoice"_s, Operation::Update, Json::object({{u"DueDate"_s, u"2026-04-15"_s}}));
    const Result<FrozenCall> call = QuickBooksWire(kRealm).freeze({first, second}, u"call-7"_s);
    QVERIFY(call);
    QVERIFY(call->isBatch);
    QCOMPARE(call->token, u"call-7"_s);
    QCOMPARE(call->path, QByteArray("/v3/company/9341453000000101/batch?minorversion=75&requestid=call-7"));
    const JsonArray recordedMembers = recorded(u"batch-request.json"_s)[u"BatchItemRequest"].array();
    const JsonArray members = Json::parse(call->body).value()[u"BatchItemRequest"].array();
    QCOMPARE(members.size(), 2);
    QCOMPARE(members.at(0), recordedMembers.at(0));
    QCOMPARE(members.at(1)[u"Invoice"], recordedMembers.at(2)[u"Invoice"]);
    QCOMPARE(members.at(1)[u"bId"].string(), u"b2"_s);
}

void TestQuickBooksWire::freezesTheSameBytesTwice()
{
    QList<Effect> effects;
    for (int i = 0; i < 30; ++i)
        effects.append(effect(u"Customer"_s, Operation::Create, named(u"Customer %1"_s.arg(i))));
    const QuickBooksWire wire(kRealm);
    const Result<FrozenCall> first = wire.freeze(effects, u"call"_s);
    const Result<FrozenCall> second = wire.freeze(effects, u"call"_s);
    QVERIFY(first);
    QCOMPARE(*first, *second);
}

void TestQuickBooksWire::refusesWhatNoRequestCanExpress_data()
{
    QTest::addColumn<QList<Effect>>("effects");
    const Effect good = effect(u"Customer"_s, Operation::Create, named(u"Ada"_s));
    const Effect payment
        = effect(u"Payment"_s, Operation::Create, recorded(u"payment-create-request.json"_s));
    QTest::newRow("nothing") << QList<Effect>();
    QTest::newRow("unknown entity") << QList<Effect>{effect(u"order"_s, Operation::Create, named(u"x"_s))};
    QTest::newRow("token too long") << QList<Effect>{
        effect(u"Customer"_s, Operation::Create, named(u"x"_s), QString(37, u'x'))};
    QTest::newRow("no token") << QList<Effect>{effect(u"Customer"_s, Operation::Create, named(u"x"_s), {})};
    QTest::newRow("no payload") << QList<Effect>{effect(u"Customer"_s, Operation::Create, {})};
    QTest::newRow("update without id")
        << QList<Effect>{effect(u"Customer"_s, Operation::Update, named(u"x"_s))};
    QTest::newRow("void of a credit memo") << QList<Effect>{addressed(u"CreditMemo"_s, Operation::Void, {})};
    QTest::newRow("payment in a batch") << QList<Effect>{good, payment};
    QTest::newRow("31 members") << QList<Effect>(31, good);
}

void TestQuickBooksWire::refusesWhatNoRequestCanExpress()
{
    QFETCH(QList<Effect>, effects);
    const Result<FrozenCall> call = QuickBooksWire(kRealm).freeze(effects, u"call"_s);
    QVERIFY(!call);
    QCOMPARE(call.error().code, u"qbo.freeze"_s);
}

void TestQuickBooksWire::batchesOnlyWhatMayBeBatched_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<int>("size");
    QTest::newRow("customer") << u"Customer"_s << 30;
    QTest::newRow("item") << u"Item"_s << 30;
    QTest::newRow("invoice") << u"Invoice"_s << 30;
    QTest::newRow("sales receipt") << u"SalesReceipt"_s << 30;
    QTest::newRow("payment") << u"Payment"_s << 1;
    QTest::newRow("credit memo") << u"CreditMemo"_s << 1;
    QTest::newRow("refund receipt") << u"RefundReceipt"_s << 1;
}

void TestQuickBooksWire::batchesOnlyWhatMayBeBatched()
{
    QFETCH(QString, entity);
    QFETCH(int, size);
    const QuickBooksWire wire(kRealm);
    QCOMPARE(wire.batchSize(entity, Operation::Create), size);
    QCOMPARE(wire.batchSize(entity, Operation::Update), size);
    QCOMPARE(wire.batchSize(entity, Operation::Void), 1);
}

void TestQuickBooksWire::marksThePrivateNote_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("note");
    QTest::addColumn<QString>("expected");
    QTest::newRow("document") << u"Invoice"_s << u"PrivateNote"_s << u"Order 7"_s
                              << u"Order 7 [uds:woo:1:order:7]"_s;
    QTest::newRow("payment") << u"Payment"_s << u"PrivateNote"_s << u"Paid"_s
                             << u"Paid [uds:woo:1:order:7]"_s;
    QTest::newRow("customer") << u"Customer"_s << u"Notes"_s << u"Nice"_s << u"Nice [uds:woo:1:order:7]"_s;
    QTest::newRow("empty note") << u"Invoice"_s << u"PrivateNote"_s << QString() << u"[uds:woo:1:order:7]"_s;
    QTest::newRow("long note") << u"Invoice"_s << u"PrivateNote"_s << QString(5000, u'n')
                               << QString(3980, u'n') + u" [uds:woo:1:order:7]"_s;
    QTest::newRow("long customer note") << u"Customer"_s << u"Notes"_s << QString(5000, u'n')
                                        << QString(1980, u'n') + u" [uds:woo:1:order:7]"_s;
}

void TestQuickBooksWire::marksThePrivateNote()
{
    QFETCH(QString, entity);
    QFETCH(QString, member);
    QFETCH(QString, note);
    QFETCH(QString, expected);
    const QuickBooksWire wire(kRealm);
    const Json marked = wire.marked(entity, Json::object({{member, note}}), u"woo:1:order:7"_s);
    QCOMPARE(marked[member].string(), expected);
    QCOMPARE(wire.markerOf(entity, marked), u"woo:1:order:7"_s);
    const Json voided = Json::object({{member, u"Voided - "_s + expected + u" seen by Ann"_s}});
    QCOMPARE(wire.markerOf(entity, voided), u"woo:1:order:7"_s);
}

void TestQuickBooksWire::marksOnceOnly()
{
    const QuickBooksWire wire(kRealm);
    const Json once = wire.marked(u"Invoice"_s, Json::object({{u"PrivateNote"_s, u"Order 7"_s}}), u"old"_s);
    QCOMPARE(wire.marked(u"Invoice"_s, once, u"new"_s)[u"PrivateNote"].string(), u"Order 7 [uds:new]"_s);
}

void TestQuickBooksWire::leavesItemsUnmarked()
{
    const QuickBooksWire wire(kRealm);
    const Json item = recorded(u"item-create-service-request.json"_s);
    QCOMPARE(wire.marked(u"Item"_s, item, u"m"_s), item);
    QVERIFY(wire.markerOf(u"Item"_s, item).isEmpty());
    QVERIFY(wire.markerOf(u"Invoice"_s, recorded(u"invoice-create-request.json"_s)).isEmpty());
}

void TestQuickBooksWire::probesByTheNaturalKey_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("values");
    QTest::newRow("invoice") << u"Invoice"_s << u"invoice-create-request.json"_s << u"DocNumber"_s
                             << QStringList{u"WC-100482"_s};
    QTest::newRow("customer") << u"Customer"_s << u"customer-create-request.json"_s << u"DisplayName"_s
                              << QStringList{u"Ada Merriweather"_s};
    QTest::newRow("item") << u"Item"_s << u"item-create-service-request.json"_s << u"Name"_s
                          << QStringList{u"Online order adjustment"_s};
    QTest::newRow("payment") << u"Payment"_s << u"payment-create-request.json"_s << u"CustomerRef"_s
                             << QStringList{u"58"_s};
    QTest::newRow("no number") << u"Invoice"_s << u"invoice-create-minimal-request.json"_s << u"DocNumber"_s
                               << QStringList();
}

void TestQuickBooksWire::probesByTheNaturalKey()
{
    QFETCH(QString, entity);
    QFETCH(QString, file);
    QFETCH(QString, key);
    QFETCH(QStringList, values);
    const LookUp lookUp = QuickBooksWire(kRealm).probe(effect(entity, Operation::Create, recorded(file)));
    QCOMPARE(lookUp, (LookUp{entity, key, values}));
}

void TestQuickBooksWire::readsFaults_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("status");
    QTest::addColumn<State>("state");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("code");
    const QHash<QString, std::pair<State, ErrorKind>> special = {
        {u"120"_s, {State::NotSent, ErrorKind::Authentication}},
        {u"3001"_s, {State::NotSent, ErrorKind::RateLimited}},
        {u"3100"_s, {State::NotSent, ErrorKind::Authentication}},
        {u"3200"_s, {State::NotSent, ErrorKind::Authentication}},
        {u"10000"_s, {State::Ambiguous, ErrorKind::Ambiguous}},
        {u"5010"_s, {State::Stale, ErrorKind::Conflict}},
        {u"610"_s, {State::Rejected, ErrorKind::NotFound}},
        {u"2500"_s, {State::Rejected, ErrorKind::NotFound}},
        {u"620"_s, {State::Rejected, ErrorKind::Conflict}},
        {u"6140"_s, {State::Rejected, ErrorKind::Conflict}},
        {u"6240"_s, {State::Rejected, ErrorKind::Conflict}},
        {u"6540"_s, {State::Rejected, ErrorKind::Conflict}},
        {u"5020"_s, {State::Rejected, ErrorKind::Configuration}},
        {u"6190"_s, {State::Rejected, ErrorKind::Configuration}},
        {u"4000"_s, {State::Rejected, ErrorKind::Internal}},
        {u"4001"_s, {State::Rejected, ErrorKind::Internal}},
    };
    int rows = 0;
    const Json index = recorded(u"faults-index.json"_s);
    for (const Json &fault : index[u"faults"].array()) {
        const QString file = fault[u"file"].string();
        if (file.isEmpty())
            continue;
        const QString code = fault[u"code"].scalarText();
        const auto [state, kind] = special.value(code, {State::Rejected, ErrorKind::Validation});
        QTest::newRow(qPrintable(file)) << file << int(fault[u"status"].integer().value()) << state << kind
                                        << (code == u"2500"_s ? u"qbo.referenceGone"_s : u"qbo."_s + code);
        ++rows;
    }
    QVERIFY(rows >= 30);
}

void TestQuickBooksWire::readsFaults()
{
    QFETCH(QString, file);
    QFETCH(int, status);
    QFETCH(State, state);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, code);
    const Effect sent = addressed(u"Invoice"_s, Operation::Update, named(u"x"_s));
    const Outcome outcome = single(sent, answer(recordedBytes(file), status));
    QCOMPARE(outcome.state, state);
    QVERIFY(outcome.error);
    QCOMPARE(outcome.error->kind, kind);
    QCOMPARE(outcome.error->code, code);
    QVERIFY(!outcome.error->message.isEmpty());
    QVERIFY(outcome.error->detail.size() <= 300);
    QVERIFY(outcome.remoteId.isEmpty());
    QCOMPARE(outcome.recordGone, kind == ErrorKind::NotFound);
}

void TestQuickBooksWire::tellsWhoHoldsTheNumber_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QString>("holder");
    QTest::newRow("number") << u"fault-6140-duplicate-docnum.json"_s << u"Invoice"_s << u"1451"_s;
    QTest::newRow("number, French company")
        << u"fault-6140-duplicate-docnum-localised.json"_s << u"Invoice"_s << u"1451"_s;
    QTest::newRow("number of another type")
        << u"fault-6140-duplicate-docnum.json"_s << u"SalesReceipt"_s << QString();
    QTest::newRow("name with id") << u"fault-6240-duplicate-name-with-id.json"_s << u"Customer"_s << u"58"_s;
    QTest::newRow("name without id") << u"fault-6240-duplicate-name.json"_s << u"Customer"_s << QString();
}

void TestQuickBooksWire::tellsWhoHoldsTheNumber()
{
    QFETCH(QString, file);
    QFETCH(QString, entity);
    QFETCH(QString, holder);
    const Effect sent = effect(entity, Operation::Create, named(u"x"_s));
    QCOMPARE(single(sent, answer(recordedBytes(file), 400)).holderId, holder);
}

void TestQuickBooksWire::acceptsTheRecordedAnswer_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QString>("request");
    QTest::addColumn<QString>("response");
    QTest::addColumn<QString>("id");
    const auto row = [](const QString &entity, const QString &id) {
        const QString stem = entity.toLower() + u"-create"_s;
        QTest::newRow(qPrintable(entity))
            << entity << stem + u"-request.json"_s << stem + u"-response.json"_s << id;
    };
    row(u"Customer"_s, u"58"_s);
    row(u"Invoice"_s, u"1451"_s);
    row(u"SalesReceipt"_s, u"1455"_s);
    row(u"Payment"_s, u"1460"_s);
    row(u"CreditMemo"_s, u"1465"_s);
    row(u"RefundReceipt"_s, u"1467"_s);
    QTest::newRow("Item") << u"Item"_s << u"item-create-service-request.json"_s
                          << u"item-create-service-response.json"_s << u"15"_s;
}

void TestQuickBooksWire::acceptsTheRecordedAnswer()
{
    QFETCH(QString, entity);
    QFETCH(QString, request);
    QFETCH(QString, response);
    QFETCH(QString, id);
    const Effect sent = effect(entity, Operation::Create, recorded(request));
    const Outcome outcome = single(sent, answer(recordedBytes(response)));
    QCOMPARE(outcome.state, State::Applied);
    QCOMPARE(outcome.remoteId, id);
    QCOMPARE(outcome.remoteVersion, u"0"_s);
    QCOMPARE(outcome.document[u"Id"].string(), id);
    QVERIFY(!outcome.error);
}

void TestQuickBooksWire::doubtsAnythingElse_data()
{
    QTest::addColumn<Json>("payload");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const Json request = recorded(u"invoice-create-request.json"_s);
    const QByteArray good = recordedBytes(u"invoice-create-response.json"_s);
    Json marked = QuickBooksWire(kRealm).marked(u"Invoice"_s, request, u"ours"_s);
    Json otherNumber = request;
    otherNumber.set(u"DocNumber"_s, u"WC-7"_s);
    QTest::newRow("HTML page") << request << 200 << QByteArray("<html>Sign in</html>");
    QTest::newRow("XML") << request << 200 << QByteArray("<?xml version=\"1.0\"?><IntuitResponse/>");
    QTest::newRow("empty") << request << 200 << QByteArray();
    QTest::newRow("cut off") << request << 200 << good.first(good.size() / 2);
    QTest::newRow("another type") << request << 200 << recordedBytes(u"customer-create-response.json"_s);
    QTest::newRow("marker missing") << marked << 200 << good;
    QTest::newRow("another number") << otherNumber << 200 << good;
    QTest::newRow("object without id") << request << 200 << QByteArray(R"({"Invoice":{"SyncToken":"0"}})");
    QTest::newRow("redirect") << request << 302 << QByteArray();
    QTest::newRow("bad gateway") << request << 502 << QByteArray("<html>502</html>");
    QTest::newRow("server error without fault") << request << 500 << QByteArray("{}");
    QTest::newRow("not found page") << request << 404 << QByteArray("<html>404</html>");
    QTest::newRow("good object with status 500") << request << 500 << good;
}

void TestQuickBooksWire::doubtsAnythingElse()
{
    QFETCH(Json, payload);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const Outcome outcome = single(effect(u"Invoice"_s, Operation::Create, payload), answer(body, status));
    QCOMPARE(outcome.state, State::Ambiguous);
    QVERIFY(outcome.error);
    QCOMPARE(outcome.error->kind, ErrorKind::Ambiguous);
}

void TestQuickBooksWire::classifiesTransportErrors_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<State>("state");
    QTest::newRow("refused") << ErrorKind::Network << State::NotSent;
    QTest::newRow("lost answer") << ErrorKind::Ambiguous << State::Ambiguous;
    QTest::newRow("limited here") << ErrorKind::RateLimited << State::NotSent;
    QTest::newRow("no credential") << ErrorKind::Authentication << State::NotSent;
    QTest::newRow("stopped under way") << ErrorKind::Cancelled << State::Ambiguous;
}

void TestQuickBooksWire::classifiesTransportErrors()
{
    QFETCH(ErrorKind, kind);
    QFETCH(State, state);
    const Effect sent = effect(u"Customer"_s, Operation::Create, named(u"x"_s));
    const Outcome outcome = single(sent, fail(kind, u"http.x"_s, u"x"_s));
    QCOMPARE(outcome.state, state);
    QCOMPARE(outcome.error->kind, kind);
}

void TestQuickBooksWire::readsAMixedBatchByMemberName()
{
    QList<Effect> effects = {
        effect(u"Customer"_s, Operation::Create, named(u"Ada Merriweather"_s)),
        effect(u"SalesReceipt"_s, Operation::Create, Json::object({{u"DocNumber"_s, u"WC-100490"_s}})),
        addressed(u"Invoice"_s, Operation::Update, Json::object({{u"DueDate"_s, u"2026-04-15"_s}})),
    };
    // Answers come in another order than requests.
    JsonArray members = recorded(u"batch-response-mixed.json"_s)[u"BatchItemResponse"].array().first(3);
    std::ranges::reverse(members);
    const QuickBooksWire wire(kRealm);
    const Result<FrozenCall> call = wire.freeze(effects, u"call"_s);
    const Json body = Json::object({{u"BatchItemResponse"_s, members}});
    const QList<Outcome> outcomes = wire.outcomes(*call, answer(body.bytes()));
    QCOMPARE(outcomes.size(), 3);
    QCOMPARE(outcomes.at(0).state, State::Rejected);
    QCOMPARE(outcomes.at(1).state, State::Applied);
    QCOMPARE(outcomes.at(1).remoteId, u"1455"_s);
    QCOMPARE(outcomes.at(2).state, State::Stale);
}

void TestQuickBooksWire::doubtsABatchWithAStranger()
{
    const QList<Effect> effects(2, effect(u"Customer"_s, Operation::Create, named(u"Ada Merriweather"_s)));
    const QuickBooksWire wire(kRealm);
    const Result<FrozenCall> call = wire.freeze(effects, u"call"_s);
    // Holds b1 to b6, of which only two were sent.
    const QList<Outcome> outcomes
        = wire.outcomes(*call, answer(recordedBytes(u"batch-response-mixed.json"_s)));
    QCOMPARE(outcomes.size(), 2);
    QCOMPARE(outcomes.at(0).state, State::Ambiguous);
    QCOMPARE(outcomes.at(1).state, State::Ambiguous);
}

void TestQuickBooksWire::doubtsOnlyTheMissingMember()
{
    const QList<Effect> effects = {
        effect(u"SalesReceipt"_s, Operation::Create, Json::object({{u"DocNumber"_s, u"WC-1"_s}})),
        effect(u"SalesReceipt"_s, Operation::Create, Json::object({{u"DocNumber"_s, u"WC-100490"_s}})),
    };
    const QuickBooksWire wire(kRealm);
    const Result<FrozenCall> call = wire.freeze(effects, u"call"_s);
    const JsonArray members
        = recorded(u"batch-response-mixed.json"_s)[u"BatchItemResponse"].array().mid(1, 1);
    const QList<Outcome> outcomes
        = wire.outcomes(*call, answer(Json::object({{u"BatchItemResponse"_s, members}}).bytes()));
    QCOMPARE(outcomes.at(0).state, State::Ambiguous);
    QCOMPARE(outcomes.at(0).error->code, u"qbo.answer.missing"_s);
    QCOMPARE(outcomes.at(1).state, State::Applied);
}

void TestQuickBooksWire::waitsAsLongAsTold()
{
    const Effect sent = effect(u"Customer"_s, Operation::Create, named(u"x"_s));
    HttpResponse busy = answer("<html>busy</html>", 503);
    QCOMPARE(single(sent, busy).state, State::NotSent);
    QCOMPARE(single(sent, busy).error->retryAfter.value(), std::chrono::milliseconds(60'000));
    busy.headers.append(HttpHeader{"Retry-After", "7"});
    QCOMPARE(single(sent, busy).error->retryAfter.value(), std::chrono::milliseconds(7'000));
    const Outcome limited = single(sent, answer(recordedBytes(u"fault-3001-throttle.json"_s), 429));
    QCOMPARE(limited.error->retryAfter.value(), std::chrono::milliseconds(60'000));
}

void TestQuickBooksWire::keepsTheTokenOutOfTheError()
{
    const Effect sent = effect(u"Customer"_s, Operation::Create, named(u"x"_s));
    const Outcome outcome = single(sent, answer(recordedBytes(u"fault-3200-token-expired.json"_s), 401));
    QVERIFY(!outcome.error->detail.contains(u"eyExampleAccessToken"_s));
    QVERIFY(!outcome.error->message.contains(u"eyExampleAccessToken"_s));
}

QTEST_GUILESS_MAIN(TestQuickBooksWire)
#include "tst_quickbookswire.moc"
