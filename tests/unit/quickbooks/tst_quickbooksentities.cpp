#include "engine/connectors/quickbooks/quickbooksentities.h"
#include "engine/connectors/quickbooks/quickbookswire.h"
#include "engine/mapping/fieldcatalogue.h"
#include "tests/unit/quickbooks/recordedfiles.h"

#include <QTest>

using namespace uds;
using namespace uds::test;
using namespace Qt::StringLiterals;
using State = Outcome::State;

namespace {

constexpr auto kRealm = "9341453000000101"_L1;

Effect effect(const QString &entity, Operation operation, const Json &payload)
{
    Effect result{u"t-1"_s, entity, operation, payload, {}, {}};
    if (operation != Operation::Create) {
        result.remoteId = u"77"_s;
        result.remoteVersion = u"3"_s;
    }
    return result;
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

Json parsed(const char *text)
{
    return Json::parse(QByteArray(text)).value();
}

Json customField(const QString &slot, const QString &text)
{
    return Json::object({{u"DefinitionId"_s, slot}, {u"Type"_s, u"StringType"_s}, {u"StringValue"_s, text}});
}

/// Entity, recorded request (may be empty) and answer, and the id in the answer.
struct Recording {
    QString entity;
    QString request;
    QString answer;
    QString id;
};

QList<Recording> recordings()
{
    const auto row = [](const QString &entity, const QString &id, bool hasRequest = true) {
        const QString stem = entity.toLower() + u"-create"_s;
        return Recording{
            entity, hasRequest ? stem + u"-request.json"_s : QString(), stem + u"-response.json"_s, id};
    };
    return {row(u"Customer"_s, u"58"_s), row(u"Invoice"_s, u"1451"_s), row(u"SalesReceipt"_s, u"1455"_s),
        row(u"Payment"_s, u"1460"_s), row(u"CreditMemo"_s, u"1465"_s), row(u"RefundReceipt"_s, u"1467"_s),
        row(u"Vendor"_s, u"72"_s), row(u"Bill"_s, u"1480"_s), row(u"Purchase"_s, u"1481"_s),
        row(u"VendorCredit"_s, u"1482"_s, false),
        {u"Item"_s, u"item-create-service-request.json"_s, u"item-create-service-response.json"_s, u"15"_s},
        {u"Item"_s, u"item-create-inventory-request.json"_s, u"item-create-inventory-response.json"_s,
            u"11"_s}};
}

/// What was sent: the recorded request, or the writable part of the recorded answer.
Json payload(const Recording &recording)
{
    if (!recording.request.isEmpty())
        return recorded(recording.request);
    Json object = recorded(recording.answer)[recording.entity];
    for (const QString &name :
        {u"domain"_s, u"sparse"_s, u"Id"_s, u"SyncToken"_s, u"MetaData"_s, u"TotalAmt"_s, u"Balance"_s})
        object.remove(name);
    return object;
}

} // namespace

/// Every entity with every operation, against recorded requests and answers.
class TestQuickBooksEntities : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsAsRecorded_data();
    void createsAsRecorded();
    void requestsRespectTheCatalogue_data() { createsAsRecorded_data(); }
    void requestsRespectTheCatalogue();
    void sendsEachOperationItsOwnWay_data();
    void sendsEachOperationItsOwnWay();
    void inactivatesAsRecorded();
    void batchesWhatMovesNoMoney_data();
    void batchesWhatMovesNoMoney();
    void probesByTheFirstKeyThatIsThere_data();
    void probesByTheFirstKeyThatIsThere();
    void knowsTotalsAndOpenBalances();
    void doubtsTheAnswerOfAnotherCreate_data();
    void doubtsTheAnswerOfAnotherCreate();
    void confirmsWhatWasSentInABatch();
    void doubtsAnUpdateOfAnotherObject();
    void allowsThreeCustomFields_data();
    void allowsThreeCustomFields();
    void describesCustomFieldsInTheCatalogue_data();
    void describesCustomFieldsInTheCatalogue();
};

void TestQuickBooksEntities::createsAsRecorded_data()
{
    QTest::addColumn<int>("index");
    const QList<Recording> all = recordings();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(qPrintable(all.at(i).entity + u" from "_s + all.at(i).answer)) << i;
}

void TestQuickBooksEntities::createsAsRecorded()
{
    QFETCH(int, index);
    const Recording recording = recordings().at(index);
    const Effect sent = effect(recording.entity, Operation::Create, payload(recording));
    const Result<FrozenCall> call = QuickBooksWire(kRealm).freeze({sent}, {});
    QVERIFY(call);
    QCOMPARE(call->path,
        QByteArray("/v3/company/9341453000000101/" + recording.entity.toLower().toLatin1()
            + "?minorversion=75&requestid=t-1"));
    QCOMPARE(Json::parse(call->body).value(), payload(recording));
    const Outcome outcome = single(sent, answer(recordedBytes(recording.answer)));
    QCOMPARE(outcome.state, State::Applied);
    QCOMPARE(outcome.remoteId, recording.id);
    QCOMPARE(outcome.remoteVersion, u"0"_s);
    QVERIFY(!outcome.recordGone);
}

void TestQuickBooksEntities::requestsRespectTheCatalogue()
{
    QFETCH(int, index);
    const Recording recording = recordings().at(index);
    const Result<FieldCatalogue> catalogue = FieldCatalogue::load(u"quickbooks"_s, recording.entity);
    QVERIFY(catalogue);
    QCOMPARE(catalogue->entity().toLower(), recording.entity.toLower());
    if (!recording.request.isEmpty())
        QCOMPARE(catalogue->breaches(payload(recording)), QStringList());
    // Whatever the service answers is in the catalogue too.
    const Json object = recorded(recording.answer)[recording.entity];
    for (const JsonMember &member : object.object())
        QVERIFY2(catalogue->find(member.name), qPrintable(member.name));
}

void TestQuickBooksEntities::sendsEachOperationItsOwnWay_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<Operation>("operation");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    const QByteArray sparse = R"({"Id":"77","SyncToken":"3","sparse":true,"X":"y"})";
    for (const QuickBooksEntity &entity : quickBooksEntities())
        QTest::newRow(qPrintable(u"update "_s + entity.name))
            << entity.name << Operation::Update << QByteArray() << sparse;
    const QByteArray bare = R"({"Id":"77","SyncToken":"3"})";
    const QByteArray sparseVoid = R"({"Id":"77","SyncToken":"3","sparse":true})";
    const QByteArray inactive = R"({"Id":"77","SyncToken":"3","sparse":true,"X":"y","Active":false})";
    const QByteArray asUpdate = "operation=update&include=void&";
    QTest::newRow("void Invoice") << u"Invoice"_s << Operation::Void << QByteArray("operation=void&") << bare;
    QTest::newRow("void SalesReceipt") << u"SalesReceipt"_s << Operation::Void << asUpdate << sparseVoid;
    QTest::newRow("void Payment") << u"Payment"_s << Operation::Void << asUpdate << sparseVoid;
    for (const QString &entity : {u"Customer"_s, u"Item"_s, u"Vendor"_s})
        QTest::newRow(qPrintable(u"inactivate "_s + entity))
            << entity << Operation::Void << QByteArray() << inactive;
    for (const QString &entity :
        {u"CreditMemo"_s, u"RefundReceipt"_s, u"Bill"_s, u"Purchase"_s, u"VendorCredit"_s})
        QTest::newRow(qPrintable(u"no void of "_s + entity))
            << entity << Operation::Void << QByteArray() << QByteArray();
}

void TestQuickBooksEntities::sendsEachOperationItsOwnWay()
{
    QFETCH(QString, entity);
    QFETCH(Operation, operation);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, body);
    const bool isDocumentVoid = operation == Operation::Void && !quickBooksEntity(entity)->hasActive;
    const Json changes = isDocumentVoid ? Json() : Json::object({{u"X"_s, u"y"_s}});
    const Result<FrozenCall> call
        = QuickBooksWire(kRealm).freeze({effect(entity, operation, changes)}, u"unused"_s);
    QCOMPARE(call.has_value(), !body.isEmpty());
    QCOMPARE(quickBooksEntity(entity)->isVoidable() || operation != Operation::Void, !body.isEmpty());
    if (!call)
        return;
    QCOMPARE(call->path,
        QByteArray("/v3/company/9341453000000101/" + entity.toLower().toLatin1() + '?' + query
            + "minorversion=75&requestid=t-1"));
    QCOMPARE(call->body, body);
}

void TestQuickBooksEntities::inactivatesAsRecorded()
{
    Effect inactivate{
        u"t-1"_s, u"Item"_s, Operation::Void, Json::object({{u"Name"_s, u"Daypack 22L"_s}}), u"12"_s, u"0"_s};
    const Result<FrozenCall> call = QuickBooksWire(kRealm).freeze({inactivate}, {});
    QVERIFY(call);
    QCOMPARE(Json::parse(call->body).value(), recorded(u"item-inactivate-request.json"_s));
    const Outcome outcome = single(inactivate, answer(recordedBytes(u"item-inactivate-response.json"_s)));
    QCOMPARE(outcome.state, State::Applied);
    QVERIFY(!QuickBooksWire(kRealm).isUsable(u"Item"_s, outcome.document));
}

void TestQuickBooksEntities::batchesWhatMovesNoMoney_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<int>("size");
    for (const QString &entity :
        {u"Customer"_s, u"Item"_s, u"Vendor"_s, u"Invoice"_s, u"SalesReceipt"_s, u"Bill"_s})
        QTest::newRow(qPrintable(entity)) << entity << 30;
    for (const QString &entity :
        {u"Payment"_s, u"CreditMemo"_s, u"RefundReceipt"_s, u"Purchase"_s, u"VendorCredit"_s})
        QTest::newRow(qPrintable(entity)) << entity << 1;
}

void TestQuickBooksEntities::batchesWhatMovesNoMoney()
{
    QFETCH(QString, entity);
    QFETCH(int, size);
    const QuickBooksWire wire(kRealm);
    QCOMPARE(wire.batchSize(entity, Operation::Create), size);
    QCOMPARE(wire.batchSize(entity, Operation::Update), size);
    QCOMPARE(wire.batchSize(entity, Operation::Void), 1);
    const Effect one = effect(entity, Operation::Create, Json::object({{u"X"_s, u"y"_s}}));
    QCOMPARE(wire.freeze({one, one}, u"call"_s).has_value(), size > 1);
}

void TestQuickBooksEntities::probesByTheFirstKeyThatIsThere_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<LookUp>("expected");
    const auto row = [](const char *name, const QString &entity, const char *payload, const QString &key,
                         const QStringList &values) {
        QTest::newRow(name) << entity << QByteArray(payload) << LookUp{entity, key, values};
    };
    row("vendor", u"Vendor"_s, R"({"DisplayName":" Tinsmith "})", u"DisplayName"_s, {u"Tinsmith"_s});
    row("bill with number", u"Bill"_s, R"({"DocNumber":"TW-1","VendorRef":{"value":"72"}})", u"DocNumber"_s,
        {u"TW-1"_s});
    row("bill without number", u"Bill"_s, R"({"VendorRef":{"value":"72"}})", u"VendorRef"_s, {u"72"_s});
    row("vendor credit without number", u"VendorCredit"_s, R"({"VendorRef":{"value":"72"}})", u"VendorRef"_s,
        {u"72"_s});
    row("expense without number", u"Purchase"_s, R"({"TxnDate":"2026-03-03"})", u"TxnDate"_s,
        {u"2026-03-03"_s});
    row("expense without anything", u"Purchase"_s, R"({"PaymentType":"Cash"})", u"DocNumber"_s, {});
    row("credit memo", u"CreditMemo"_s, R"({"DocNumber":"R-1"})", u"DocNumber"_s, {u"R-1"_s});
}

void TestQuickBooksEntities::probesByTheFirstKeyThatIsThere()
{
    QFETCH(QString, entity);
    QFETCH(QByteArray, payload);
    QFETCH(LookUp, expected);
    const Effect sent = effect(entity, Operation::Create, Json::parse(payload).value());
    QCOMPARE(QuickBooksWire(kRealm).probe(sent), expected);
    QVERIFY(quickBooksEntity(entity)->lookUpKeys.contains(expected.key));
    const Effect update = effect(entity, Operation::Update, {});
    QCOMPARE(QuickBooksWire(kRealm).probe(update), (LookUp{entity, u"Id"_s, {u"77"_s}}));
}

void TestQuickBooksEntities::knowsTotalsAndOpenBalances()
{
    const QuickBooksWire wire(kRealm);
    const Json bill = recorded(u"bill-create-response.json"_s)[u"Bill"];
    QCOMPARE(wire.totalOf(u"Bill"_s, bill), std::optional(Decimal::literal("412.5")));
    QVERIFY(!wire.totalOf(u"Vendor"_s, recorded(u"vendor-create-response.json"_s)[u"Vendor"]));
    Record invoice;
    invoice.entity = u"Invoice"_s;
    invoice.document = recorded(u"invoice-create-response.json"_s)[u"Invoice"];
    QCOMPARE(wire.leftToPay(u"Payment"_s, invoice), std::optional(Decimal::literal("173.6")));
    QVERIFY(!wire.leftToPay(u"CreditMemo"_s, invoice));
    invoice.document = recorded(u"invoice-read-paid.json"_s)[u"Invoice"];
    QCOMPARE(wire.leftToPay(u"Payment"_s, invoice), std::optional(Decimal(0)));
    Record bought;
    bought.entity = u"Bill"_s;
    bought.document = bill;
    QVERIFY(!wire.leftToPay(u"Payment"_s, bought));
}

void TestQuickBooksEntities::doubtsTheAnswerOfAnotherCreate_data()
{
    QTest::addColumn<Json>("sent");
    QTest::addColumn<Json>("answered");
    QTest::addColumn<bool>("isOurs");
    const auto note = [](const char *number, const char *text) {
        return Json::object(
            {{u"DocNumber"_s, QString::fromLatin1(number)}, {u"PrivateNote"_s, QString::fromUtf8(text)}});
    };
    const Json ours = note("WC-1", "Order 1 [uds:m-1]");
    QTest::newRow("same number, same marker") << ours << ours << true;
    QTest::newRow("number in another case") << ours << note("wc-1", "Order 1 [uds:m-1]") << true;
    QTest::newRow("note moved by the service") << ours << note("WC-1", "Voided - Order 1 [uds:m-1]") << true;
    QTest::newRow("another marker") << ours << note("WC-1", "[uds:m-2]") << false;
    QTest::newRow("no marker any more") << ours << note("WC-1", "Order 1") << false;
    QTest::newRow("another number") << ours << note("WC-11", "[uds:m-1]") << false;
    QTest::newRow("longer number") << ours << note("WC-1\"", "[uds:m-1]") << false;
    QTest::newRow("nothing to compare") << parsed(R"({"TxnDate":"2026-03-03"})") << ours << true;
    const Json tricky = parsed(
        R"({"CustomerMemo":{"value":"see \"DocNumber\":\"WC-9\" [uds:m-9]"},"DocNumber":"WC-1","PrivateNote":"[uds:m-1]"})");
    QTest::newRow("same words in another text") << tricky << ours << true;
    QTest::newRow("only the same words in another text") << tricky << note("WC-9", "[uds:m-9]") << false;
    QTest::newRow("marker of a nested note")
        << parsed(R"({"Line":[{"Description":"[uds:m-7]"}],"DocNumber":"WC-1"})") << note("WC-1", "") << true;
    QTest::newRow("non-ASCII number") << note("WC-\xC4", "") << note("WC-\xC4", "") << true;
}

void TestQuickBooksEntities::doubtsTheAnswerOfAnotherCreate()
{
    QFETCH(Json, sent);
    QFETCH(Json, answered);
    QFETCH(bool, isOurs);
    Json object = answered;
    object.set(u"Id"_s, u"5"_s);
    object.set(u"SyncToken"_s, u"0"_s);
    const Json body = Json::object({{u"Invoice"_s, object}});
    const Outcome outcome = single(effect(u"Invoice"_s, Operation::Create, sent), answer(body.bytes()));
    QCOMPARE(outcome.state, isOurs ? State::Applied : State::Ambiguous);
}

void TestQuickBooksEntities::confirmsWhatWasSentInABatch()
{
    QList<Effect> effects;
    JsonArray members;
    for (int i = 1; i <= 12; ++i) {
        const Json sent = Json::object({{u"DocNumber"_s, u"WC-%1"_s.arg(i)},
            {u"CustomerMemo"_s,
                Json::object({{u"value"_s, u"{\"bId\":\"b%1\",\"DocNumber\":\"WC-3\""_s.arg(i + 1)}})},
            {u"PrivateNote"_s, u"[uds:m-%1]"_s.arg(i)}});
        effects.append(effect(u"SalesReceipt"_s, Operation::Create, sent));
        Json object = sent;
        object.set(u"Id"_s, QString::number(100 + i));
        object.set(u"SyncToken"_s, u"0"_s);
        if (i == 7) // answered with an older object
            object.set(u"PrivateNote"_s, u"[uds:m-70]"_s);
        members.append(Json::object({{u"bId"_s, u"b%1"_s.arg(i)}, {u"SalesReceipt"_s, object}}));
    }
    const QuickBooksWire wire(kRealm);
    const Result<FrozenCall> call = wire.freeze(effects, u"call"_s);
    QVERIFY(call);
    const Json body = Json::object({{u"BatchItemResponse"_s, members}});
    const QList<Outcome> outcomes = wire.outcomes(*call, answer(body.bytes()));
    QCOMPARE(outcomes.size(), 12);
    for (int i = 0; i < 12; ++i)
        QCOMPARE(outcomes.at(i).state, i == 6 ? State::Ambiguous : State::Applied);
}

void TestQuickBooksEntities::doubtsAnUpdateOfAnotherObject()
{
    Effect update{u"t-1"_s, u"Customer"_s, Operation::Update,
        recorded(u"customer-sparse-update-request.json"_s), u"58"_s, u"0"_s};
    const HttpResponse received = answer(recordedBytes(u"customer-sparse-update-response.json"_s));
    QCOMPARE(single(update, received).state, State::Applied);
    QCOMPARE(single(update, received).remoteVersion, u"1"_s);
    update.remoteId = u"59"_s;
    QCOMPARE(single(update, received).state, State::Ambiguous);
}

void TestQuickBooksEntities::allowsThreeCustomFields_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<Json>("fields");
    QTest::addColumn<QString>("field");
    const Json one = customField(u"1"_s, u"WC-100482"_s);
    QTest::newRow("one") << u"Invoice"_s << Json(JsonArray{one}) << QString();
    QTest::newRow("three") << u"SalesReceipt"_s
                           << Json(JsonArray{one, customField(u"2"_s, u"x"_s), customField(u"3"_s, u"y"_s)})
                           << QString();
    QTest::newRow("31 characters") << u"CreditMemo"_s
                                   << Json(JsonArray{customField(u"3"_s, QString(31, u'x'))}) << QString();
    QTest::newRow("32 characters") << u"RefundReceipt"_s
                                   << Json(JsonArray{one, customField(u"3"_s, QString(32, u'x'))})
                                   << u"CustomField[1].StringValue"_s;
    QTest::newRow("fourth") << u"Invoice"_s << Json(JsonArray{customField(u"4"_s, u"x"_s)})
                            << u"CustomField[0].DefinitionId"_s;
    QTest::newRow("four of them") << u"Invoice"_s << Json(JsonArray(4, one)) << u"CustomField"_s;
    QTest::newRow("slot twice") << u"Invoice"_s << Json(JsonArray{one, one})
                                << u"CustomField[1].DefinitionId"_s;
    QTest::newRow("number in it") << u"Invoice"_s
                                  << Json(JsonArray{parsed(R"({"DefinitionId":"1","StringValue":5})")})
                                  << u"CustomField[0].StringValue"_s;
    QTest::newRow("date type") << u"Invoice"_s
                               << Json(JsonArray{parsed(R"({"DefinitionId":"1","Type":"DateType"})")})
                               << u"CustomField[0].StringValue"_s;
    QTest::newRow("on a payment") << u"Payment"_s << Json(JsonArray{one}) << u"CustomField"_s;
    QTest::newRow("not a list") << u"Invoice"_s << one << u"CustomField"_s;
}

void TestQuickBooksEntities::allowsThreeCustomFields()
{
    QFETCH(QString, entity);
    QFETCH(Json, fields);
    QFETCH(QString, field);
    const Json payload = Json::object({{u"CustomField"_s, fields}});
    const Result<FrozenCall> call
        = QuickBooksWire(kRealm).freeze({effect(entity, Operation::Create, payload)}, {});
    QCOMPARE(call.has_value(), field.isEmpty());
    if (call)
        return;
    QCOMPARE(call.error().code, u"qbo.customField"_s);
    QCOMPARE(call.error().kind, ErrorKind::Validation);
    QCOMPARE(call.error().field, field);
    QVERIFY(!call.error().message.isEmpty() && !call.error().hint.isEmpty());
}

void TestQuickBooksEntities::describesCustomFieldsInTheCatalogue_data()
{
    QTest::addColumn<QString>("entity");
    QTest::addColumn<bool>("hasThem");
    for (const QuickBooksEntity &entity : quickBooksEntities())
        QTest::newRow(qPrintable(entity.name)) << entity.name << entity.hasCustomFields;
}

void TestQuickBooksEntities::describesCustomFieldsInTheCatalogue()
{
    QFETCH(QString, entity);
    QFETCH(bool, hasThem);
    const Result<FieldCatalogue> catalogue = FieldCatalogue::load(u"quickbooks"_s, entity);
    QVERIFY(catalogue);
    const CatalogueField *list = catalogue->find(u"CustomField[]"_s);
    QCOMPARE(list != nullptr, hasThem);
    if (!hasThem)
        return;
    QCOMPARE(list->maxItems, 3);
    QCOMPARE(catalogue->find(u"CustomField[].StringValue"_s)->maxLength, 31);
    QCOMPARE(catalogue->find(u"CustomField[].DefinitionId"_s)->values, (QStringList{u"1"_s, u"2"_s, u"3"_s}));
}

QTEST_GUILESS_MAIN(TestQuickBooksEntities)
#include "tst_quickbooksentities.moc"
