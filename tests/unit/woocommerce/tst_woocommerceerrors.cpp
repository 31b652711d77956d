#include "engine/connectors/woocommerce/woocommerceerrors.h"

#include <QFile>
#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

HttpResponse jsonAnswer(int status, const QByteArray &body)
{
    return {status, {{"Content-Type", "application/json; charset=UTF-8"}}, body};
}

HttpResponse htmlAnswer(
    int status, const QByteArray &body = "<!DOCTYPE html><html><body>Please log in</body></html>")
{
    return {status, {{"Content-Type", "text/html; charset=UTF-8"}}, body};
}

QByteArray shopText(const QByteArray &code, const QByteArray &message)
{
    return "{\"code\":\"" + code + "\",\"message\":\"" + message + "\",\"data\":{\"status\":0}}";
}

} // namespace

class WooCommerceErrorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachFailureHasItsOwnExplanation_data()
    {
        QTest::addColumn<HttpResponse>("response");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const HttpResponse &response, ErrorKind kind,
                             const QString &code) { QTest::newRow(name) << response << int(kind) << code; };
        using enum ErrorKind;
        row("key unknown or header lost",
            jsonAnswer(401, shopText("woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")),
            Authentication, u"woo.keyNotSeen"_s);
        row("wrong secret",
            jsonAnswer(401, shopText("woocommerce_rest_authentication_error", "Consumer secret is invalid.")),
            Authentication, u"woo.secret"_s);
        row("write-only key",
            jsonAnswer(401,
                shopText("woocommerce_rest_authentication_error",
                    "The API key provided does not have read permissions.")),
            Authentication, u"woo.keyRights"_s);
        row("password protected site", htmlAnswer(401), Authentication, u"woo.hostPassword"_s);
        row("user without rights",
            jsonAnswer(403, shopText("woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")),
            Authentication, u"woo.userRights"_s);
        row("firewall", htmlAnswer(403), Configuration, u"woo.blocked"_s);
        row("plug-in off", jsonAnswer(404, shopText("rest_no_route", "No route was found")), Configuration,
            u"woo.apiMissing"_s);
        row("no WordPress", htmlAnswer(404), Configuration, u"woo.noWordPress"_s);
        row("unknown id", jsonAnswer(404, shopText("woocommerce_rest_shop_order_invalid_id", "Invalid ID.")),
            NotFound, u"woo.notFound"_s);
        row("bad parameter",
            jsonAnswer(400, shopText("rest_invalid_param", "Invalid parameter(s): per_page")), Validation,
            u"woo.invalid"_s);
        row("limit of the host", htmlAnswer(429), RateLimited, u"woo.throttled"_s);
        row("update running", htmlAnswer(503), Network, u"woo.maintenance"_s);
        row("database down",
            jsonAnswer(500, shopText("wp_die", "<h1>Error establishing a database connection</h1>")), Network,
            u"woo.database"_s);
        row("program error", jsonAnswer(500, shopText("internal_server_error", "<p>There has been</p>")),
            Network, u"woo.fatal"_s);
        row("gateway", htmlAnswer(502), Network, u"woo.gateway"_s);
        row("web page with 200", htmlAnswer(200), Configuration, u"woo.notJson"_s);
        row("empty body", jsonAnswer(200, ""), Configuration, u"woo.notJson"_s);
        row("cut list", jsonAnswer(200, "[{\"id\":1,\"total\":\"1"), Network, u"woo.truncated"_s);
        row("cut where an inner list is complete", jsonAnswer(200, "[{\"id\":1,\"taxes\":[]"), Network,
            u"woo.truncated"_s);
        row("notice, then cut", jsonAnswer(200, "<b>Notice</b>: {x} in [y]\n[{\"id\":1,\"taxes\":[]"),
            Network, u"woo.truncated"_s);
        row("number nobody can hold", jsonAnswer(200, "[{\"id\":1,\"total\":1e400}]"), Validation,
            u"woo.unreadable"_s);
        row("one name twice", jsonAnswer(200, "[{\"id\":1,\"id\":2}]"), Validation, u"woo.unreadable"_s);
        row("moved",
            {301, {{"Location", "https://www.shop.example.test/wp-json/wc/v3/orders/?per_page=1"}}, {}},
            Configuration, u"woo.redirect"_s);
    }
    void eachFailureHasItsOwnExplanation()
    {
        QFETCH(const HttpResponse, response);
        const auto document = wooDocument(response);
        QVERIFY(!document);
        QTEST(document.error().code, "code");
        QTEST(int(document.error().kind), "kind");
        QVERIFY(!document.error().message.isEmpty());
    }

    void explanationsDiffer()
    {
        const QList<HttpResponse> answers{jsonAnswer(401, shopText("woocommerce_rest_cannot_view", "x")),
            jsonAnswer(401, shopText("woocommerce_rest_authentication_error", "Consumer secret is invalid.")),
            jsonAnswer(
                401, shopText("woocommerce_rest_authentication_error", "does not have read permissions.")),
            htmlAnswer(401), htmlAnswer(403), jsonAnswer(404, shopText("rest_no_route", "x")),
            htmlAnswer(404), htmlAnswer(200), htmlAnswer(503), htmlAnswer(429)};
        QSet<QString> messages;
        for (const HttpResponse &answer : answers)
            messages.insert(wooDocument(answer).error().message);
        QCOMPARE(messages.size(), answers.size());
    }

    void waitOfAMaintenanceAnswerIsKept()
    {
        HttpResponse response = htmlAnswer(503);
        response.headers.append(HttpHeader{"Retry-After", "600"});
        QCOMPARE(wooDocument(response).error().retryAfter, std::chrono::minutes(10));
    }

    void redirectNamesTheTargetWithoutItsQuery()
    {
        const auto document = wooDocument(
            {301, {{"Location", "https://u:p@www.shop.example.test/x/?consumer_secret=cs_1"}}, {}});
        QVERIFY(document.error().message.contains(u"https://www.shop.example.test/x/"_s));
        QVERIFY(!document.error().message.contains(u"cs_1"_s));
    }

    void noiseBeforeTheDataIsTolerated_data()
    {
        QTest::addColumn<QByteArray>("noise");
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf");
        QTest::newRow("two byte order marks") << QByteArray("\xef\xbb\xbf\xef\xbb\xbf");
        QTest::newRow("PHP notice") << QByteArray("<br />\n<b>Notice</b>:  Undefined index: x[3] in "
                                                  "<b>/www/plugin.php</b> on line <b>12</b><br />\n");
        QTest::newRow("blank lines") << QByteArray("\n\n  ");
    }
    void noiseBeforeTheDataIsTolerated()
    {
        QFETCH(const QByteArray, noise);
        const auto document = wooDocument(jsonAnswer(200, noise + R"([{"id":7}])"));
        QVERIFY(document.has_value());
        QCOMPARE(document->array().size(), 1);
        QCOMPARE(document->array().first()[u"id"].integer(), 7);
    }

    void recordedErrorsAreAllExplained()
    {
        int explained = 0;
        for (const QString &name : {u"errors"_s, u"auth"_s, u"outages"_s}) {
            QFile file(QStringLiteral(UDS_TEST_DATA "/woocommerce/http/") + name + u".json"_s);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const Json recorded = Json::parse(file.readAll()).value();
            for (const Json &row : recorded[u"exchanges"].array()) {
                const Json &response = row[u"response"];
                const int status = int(response[u"status"].integer().value_or(0));
                if (status < 300)
                    continue;
                const HttpResponse answer{status, {}, response[u"json"].bytes()};
                QVERIFY(!wooDocument(answer));
                QVERIFY(!wooDocument(answer).error().message.isEmpty());
                ++explained;
            }
        }
        QVERIFY(explained > 80);
    }

    void onlyExhaustionAsksForSmallerPages()
    {
        QVERIFY(isTooMuchAtOnce(wooDocument(htmlAnswer(504)).error()));
        QVERIFY(
            isTooMuchAtOnce(wooDocument(jsonAnswer(500, shopText("internal_server_error", "x"))).error()));
        QVERIFY(!isTooMuchAtOnce(wooDocument(htmlAnswer(503)).error()));
        QVERIFY(!isTooMuchAtOnce(wooDocument(htmlAnswer(401)).error()));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooCommerceErrorsTest)
#include "tst_woocommerceerrors.moc"
