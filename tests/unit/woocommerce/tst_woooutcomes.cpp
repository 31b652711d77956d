#include "engine/connectors/woocommerce/woocommerceanswer.h"
#include "engine/connectors/woocommerce/woocommercefreeze.h"
#include "tests/unit/woocommerce/shopworld.h"

#include <QFile>
#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using State = Outcome::State;

Json parsed(const QByteArray &json)
{
    return Json::parse(json).value();
}

HttpResponse answer(int status, const QByteArray &body)
{
    return {status, {{"Content-Type", "application/json; charset=UTF-8"}}, body};
}

HttpResponse page(int status)
{
    return {status, {{"Content-Type", "text/html"}}, "<!DOCTYPE html><html>no</html>"};
}

QByteArray fault(const QByteArray &code, const QByteArray &data = "{\"status\":400}")
{
    return "{\"code\":\"" + code + "\",\"message\":\"text\",\"data\":" + data + "}";
}

Effect product()
{
    return newEffect(u"product"_s, parsed(R"({"sku":"A-1"})"));
}

Effect order()
{
    return newEffect(u"order"_s, parsed(R"({"meta_data":[{"key":"_universal_data_sync","value":"m1"}]})"));
}

Effect refund()
{
    return newEffect(u"refund"_s, parsed(R"({"parent_id":131,"amount":"1.00"})"));
}

Effect change()
{
    return changeOf(u"product"_s, u"18"_s, parsed(R"({"stock_quantity":2})"));
}

/// A recorded exchange of the batch endpoint as a frozen call and its answer.
Json recordedBatch(const QString &note)
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/woocommerce/http/batch.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const Json document = parsed(file.readAll());
    for (const Json &exchange : document[u"exchanges"].array()) {
        if (exchange[u"note"].string().startsWith(note))
            return exchange;
    }
    return {};
}

FrozenCall callOf(const Json &exchange, const QString &entity)
{
    FrozenCall call;
    call.isBatch = true;
    call.body = exchange[u"request"][u"body"].bytes();
    for (const Operation operation : {Operation::Create, Operation::Update}) {
        const Json sent = exchange[u"request"][u"body"][operationName(operation)];
        for (const Json &row : sent.array()) {
            Effect effect;
            effect.entity = entity;
            effect.operation = operation;
            effect.remoteId = row[u"id"].scalarText();
            call.effects.append(effect);
        }
    }
    return call;
}

} // namespace

/// What an answer proves. Everything that is not a complete answer of the shop's own kind proves nothing.
class WooOutcomesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachAnswerMeansOneThing_data()
    {
        QTest::addColumn<Effect>("effect");
        QTest::addColumn<HttpResponse>("response");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("code");
        const auto row
            = [](const char *name, const Effect &effect, const HttpResponse &response, State state,
                  const QString &code) { QTest::newRow(name) << effect << response << int(state) << code; };
        row("created", product(), answer(201, R"({"id":5,"sku":"A-1"})"), State::Applied, {});
        row("created, SKU in other letters", product(), answer(201, R"({"id":5,"sku":"a-1"})"),
            State::Applied, {});
        row("notice before the data", product(), answer(201, "<b>Notice</b>\n{\"id\":5,\"sku\":\"A-1\"}"),
            State::Applied, {});
        row("another product came back", product(), answer(201, R"({"id":5,"sku":"B"})"), State::Ambiguous,
            u"woo.answer.object"_s);
        row("order with our marker", order(),
            answer(201, R"({"id":9,"meta_data":[{"key":"_universal_data_sync","value":"m1"}]})"),
            State::Applied, {});
        row("order with another marker", order(),
            answer(201, R"({"id":9,"meta_data":[{"key":"_universal_data_sync","value":"m2"}]})"),
            State::Ambiguous, u"woo.answer.object"_s);
        row("order that lost its marker", order(), answer(201, R"({"id":9,"meta_data":[]})"),
            State::Ambiguous, u"woo.answer.object"_s);
        row("another record changed", change(), answer(200, R"({"id":19})"), State::Ambiguous,
            u"woo.answer.object"_s);
        row("list instead of a record", change(), answer(200, "[]"), State::Ambiguous,
            u"woo.answer.object"_s);
        row("cut answer", change(), answer(200, "{\"id\":18,\"na"), State::Ambiguous, u"woo.answer.object"_s);
        row("login page", change(), page(200), State::Ambiguous, u"woo.answer.object"_s);
        row("redirect", change(), page(301), State::Ambiguous, u"woo.redirect"_s);
        row("SKU taken", product(), answer(400, fault("product_invalid_sku", R"({"resource_id":18})")),
            State::Rejected, u"woo.skuTaken"_s);
        row("bad field", change(), answer(400, fault("rest_invalid_param")), State::Rejected,
            u"woo.invalid"_s);
        row("plug-in's own code", change(), answer(422, fault("acme_no_such_colour")), State::Rejected,
            u"woo.refused"_s);
        row("gone", change(), answer(400, fault("woocommerce_rest_product_invalid_id")), State::Rejected,
            u"woo.notFound"_s);
        row("refund above what is left", refund(),
            answer(500, fault("woocommerce_rest_cannot_create_order_refund", "500")), State::Rejected,
            u"woo.refund"_s);
        row("program error", product(), answer(500, fault("internal_server_error")), State::Ambiguous,
            u"woo.fatal"_s);
        row("program error at a change", change(), answer(500, fault("internal_server_error")),
            State::Ambiguous, u"woo.fatal"_s);
        row("gateway", product(), page(502), State::Ambiguous, u"woo.gateway"_s);
        row("limit of the host", product(), page(429), State::NotSent, u"woo.throttled"_s);
        row("maintenance without a time", product(), page(503), State::Ambiguous, u"woo.maintenance"_s);
        row("read-only key", product(),
            answer(401,
                R"({"code":"woocommerce_rest_authentication_error",)"
                R"("message":"The API key provided does not have write permissions.","data":{"status":401}})"),
            State::NotSent, u"woo.keyReadOnly"_s);
        row("user may not create", product(), answer(403, fault("woocommerce_rest_cannot_create")),
            State::NotSent, u"woo.userRights"_s);
        row("user may not edit", change(), answer(401, fault("woocommerce_rest_cannot_edit")), State::NotSent,
            u"woo.userRights"_s);
        row("plug-in off", product(), answer(404, fault("rest_no_route")), State::NotSent,
            u"woo.apiMissing"_s);
        row("firewall before a create", product(), page(403), State::Ambiguous, u"woo.blocked"_s);
        row("firewall before a change", change(), page(403), State::NotSent, u"woo.blocked"_s);
        row("trashed already", voidOf(u"order"_s, u"131"_s),
            answer(410, fault("woocommerce_rest_already_trashed")), State::Applied, {});
        row("trashed", voidOf(u"order"_s, u"131"_s), answer(200, R"({"id":131,"status":"processing"})"),
            State::Applied, {});
    }
    void eachAnswerMeansOneThing()
    {
        QFETCH(const Effect, effect);
        QFETCH(const HttpResponse, response);
        const FrozenCall call = freezeWooCall({effect}, u"c"_s).value();
        const QList<Outcome> outcomes = wooOutcomes(call, response);
        QCOMPARE(outcomes.size(), 1);
        const Outcome &outcome = outcomes.first();
        QTEST(int(outcome.state), "state");
        QTEST(outcome.error ? outcome.error->code : QString(), "code");
        if (outcome.state == State::Applied)
            QVERIFY(!outcome.remoteId.isEmpty());
        else
            QVERIFY(!outcome.error->message.isEmpty() && !outcome.error->hint.isEmpty());
    }

    void holderOfATakenSkuIsTold()
    {
        const FrozenCall call = freezeWooCall({product()}, u"c"_s).value();
        const QByteArray body = fault("product_invalid_sku", R"({"status":400,"resource_id":18})");
        QCOMPARE(wooOutcomes(call, answer(400, body)).first().holderId, u"18"_s);
    }

    void maintenanceWithATimeIsWaitedFor()
    {
        HttpResponse response = page(503);
        response.headers.append(HttpHeader{"Retry-After", "600"});
        const FrozenCall call = freezeWooCall({product()}, u"c"_s).value();
        const Outcome outcome = wooOutcomes(call, response).first();
        QCOMPARE(outcome.state, State::NotSent);
        QCOMPARE(outcome.error->retryAfter, std::chrono::minutes(10));
    }

    void transportErrorsKeepTheirMeaning_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("state");
        using enum ErrorKind;
        QTest::newRow("refused") << int(Network) << int(State::NotSent);
        QTest::newRow("limit") << int(RateLimited) << int(State::NotSent);
        QTest::newRow("not signed in") << int(Authentication) << int(State::NotSent);
        QTest::newRow("bad address") << int(Configuration) << int(State::NotSent);
        QTest::newRow("answer lost") << int(Ambiguous) << int(State::Ambiguous);
        QTest::newRow("stopped") << int(Cancelled) << int(State::Ambiguous);
    }
    void transportErrorsKeepTheirMeaning()
    {
        QFETCH(const int, kind);
        const Error error{ErrorKind(kind), u"http.x"_s, u"text"_s, {}, {}, {}, std::nullopt};
        const Result<HttpResponse> lost = fail(error);
        const FrozenCall call
            = freezeWooCall({product(), newEffect(u"product"_s, parsed(R"({"sku":"B"})"))}, u"c"_s).value();
        const QList<Outcome> outcomes = wooOutcomes(call, lost);
        QCOMPARE(outcomes.size(), 2);
        for (const Outcome &outcome : outcomes)
            QTEST(int(outcome.state), "state");
    }

    void recordedBatchOfProductsIsReadRowByRow()
    {
        const Json exchange = recordedBatch(u"products: partial errors"_s);
        const FrozenCall call = callOf(exchange, u"product"_s);
        const QList<Outcome> outcomes
            = wooOutcomes(call, answer(200, exchange[u"response"][u"json"].bytes()));
        QCOMPARE(outcomes.size(), 4);
        QCOMPARE(outcomes.at(0).state, State::Rejected);
        QCOMPARE(outcomes.at(0).holderId, u"330"_s);
        QCOMPARE(outcomes.at(1).state, State::Applied);
        QCOMPARE(outcomes.at(1).remoteId, u"331"_s);
        QCOMPARE(outcomes.at(1).remoteVersion, u"2026-11-22T13:10:55"_s);
        QCOMPARE(outcomes.at(2).error->code, u"woo.notFound"_s);
        QCOMPARE(outcomes.at(3).error->code, u"woo.notFound"_s);
    }

    void recordedBatchOfCustomersIsReadRowByRow()
    {
        const Json exchange = recordedBatch(u"customers: partial errors"_s);
        const FrozenCall call = callOf(exchange, u"customer"_s);
        const QList<Outcome> outcomes
            = wooOutcomes(call, answer(200, exchange[u"response"][u"json"].bytes()));
        QCOMPARE(outcomes.size(), 6);
        QCOMPARE(outcomes.at(0).remoteId, u"45"_s);
        QCOMPARE(outcomes.at(1).error->code, u"woo.emailTaken"_s);
        QCOMPARE(outcomes.at(2).error->code, u"woo.email"_s);
        QCOMPARE(outcomes.at(3).error->code, u"woo.email"_s);
        QCOMPARE(outcomes.at(4).remoteId, u"4"_s);
        QCOMPARE(outcomes.at(5).error->code, u"woo.notFound"_s);
    }

    void batchAnswerWithARowTooFewDecidesNothing()
    {
        const FrozenCall call
            = freezeWooCall({product(), newEffect(u"product"_s, parsed(R"({"sku":"B"})")), change()}, u"c"_s)
                  .value();
        const QList<Outcome> outcomes
            = wooOutcomes(call, answer(200, R"({"create":[{"id":5,"sku":"A-1"}],"update":[{"id":18}]})"));
        QCOMPARE(outcomes.at(0).state, State::Ambiguous);
        QCOMPARE(outcomes.at(1).state, State::Ambiguous);
        QCOMPARE(outcomes.at(2).state, State::Applied);
        QCOMPARE(wooOutcomes(call, answer(200, "[]")).first().state, State::Ambiguous);
    }

    void batchRowsInAnotherOrderAreNotTrusted()
    {
        const FrozenCall call
            = freezeWooCall({product(), newEffect(u"product"_s, parsed(R"({"sku":"B"})"))}, u"c"_s).value();
        for (const Outcome &outcome :
            wooOutcomes(call, answer(200, R"({"create":[{"id":6,"sku":"B"},{"id":5,"sku":"A-1"}]})")))
            QCOMPARE(outcome.state, State::Ambiguous);
    }

    void refusedBatchRefusesEveryRow()
    {
        const FrozenCall call = freezeWooCall({product(), change()}, u"c"_s).value();
        const QByteArray tooMany = fault("woocommerce_rest_request_entity_too_large", R"({"status":413})");
        for (const Outcome &outcome : wooOutcomes(call, answer(413, tooMany)))
            QCOMPARE(outcome.state, State::Rejected);
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooOutcomesTest)
#include "tst_woooutcomes.moc"
