#include "engine/simulators/warehousesimulator.h"

#include <QFile>
#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC);

Json recorded(const QString &name)
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/supabase/") + name);
    return file.open(QIODevice::ReadOnly) ? Json::parse(file.readAll()).value_or(Json()) : Json();
}

JsonArray exchangesOf(const QString &name)
{
    return recorded(name)[u"exchanges"].array();
}

/// Credentials are left out of recordings.
QByteArray credential(const QString &recordedText)
{
    QString text = recordedText;
    const WarehouseOptions options;
    return text.replace(u"<service_role JWT signed with another secret>"_s, u"e30.e30.b3RoZXI"_s)
        .replace(u"<service_role JWT>"_s, options.serviceJwt)
        .replace(u"<anon JWT>"_s, options.anonJwt)
        .toLatin1();
}

HttpRequest requestOf(const Json &exchange)
{
    const Json &recordedRequest = exchange[u"request"];
    HttpRequest request;
    request.verb = recordedRequest[u"method"].string().toLatin1();
    QByteArray target = recordedRequest[u"target"].string().toUtf8();
    target.replace('"', "%22").replace(' ', "%20");
    request.url = QUrl::fromEncoded("https://w.supabase.co" + target);
    for (const JsonMember &header : recordedRequest[u"headers"].object())
        request.headers.append({header.name.toLatin1(), credential(header.value.string())});
    if (recordedRequest.contains(u"body_text"))
        request.body = recordedRequest[u"body_text"].string().toUtf8();
    else if (!recordedRequest[u"body"].isNull())
        request.body = recordedRequest[u"body"].isString() ? recordedRequest[u"body"].string().toUtf8()
                                                           : recordedRequest[u"body"].bytes();
    return request;
}

QByteArray header(const HttpResponse &response, const char *name)
{
    return headerValue(response.headers, name).value_or(QByteArray());
}

struct Project {
    WarehouseSimulator simulator;

    HttpResponse ask(const QByteArray &verb, const QByteArray &target, const QByteArray &prefer = {},
        const QByteArray &body = {})
    {
        HttpRequest request;
        request.verb = verb;
        request.url = QUrl::fromEncoded("https://w.supabase.co/rest/v1/" + target);
        request.headers = {{"apikey", simulator.options().secretKey.toLatin1()}, {"Prefer", prefer}};
        request.body = body;
        return simulator.answer(request, kNow);
    }
};

} // namespace

/// The simulator against recorded answers of a real PostgREST.
class SupabaseSimulatorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersErrorsAsRecorded_data()
    {
        QTest::addColumn<Json>("exchange");
        // These need what the make-believe project does not have: views and functions of the recording, and
        // no gateway in front, which refuses such keys before PostgREST sees them.
        const QStringList others{u"PGRST301-not-a-jwt"_s, u"PGRST303-expired"_s,
            u"55000-view-not-updatable"_s, u"57014-statement-timeout"_s, u"PT409-custom-status"_s};
        for (const QString &file : {u"errors-postgrest.json"_s, u"errors-database.json"_s}) {
            for (const Json &exchange : exchangesOf(file)) {
                const QString name = exchange[u"name"].string();
                if (!others.contains(name) && !exchange[u"request"][u"target"].string().contains(u"lab_"_s))
                    QTest::newRow(qPrintable(name)) << exchange;
            }
        }
    }

    void answersErrorsAsRecorded()
    {
        QFETCH(const Json, exchange);
        WarehouseSimulator simulator;
        simulator.options().anonHasGrants = !exchange[u"name"].string().startsWith(u"42501-anon"_s);
        JsonArray held; // as many as the recorded project had
        for (const QString &id :
            {u"7001"_s, u"7002"_s, u"7003"_s, u"7004"_s, u"7005"_s, u"7006"_s, u"7009"_s})
            held.append(Json::object({{u"source_system"_s, u"woo:shop-nl"_s}, {u"source_id"_s, id},
                {u"order_number"_s, QString(u"NL-"_s + id)}, {u"status"_s, u"processing"_s},
                {u"currency"_s, u"EUR"_s}, {u"total_amount"_s, u"1"_s},
                {u"created_at"_s, u"2026-03-01T10:00:00Z"_s}, {u"updated_at"_s, u"2026-03-01T10:00:00Z"_s}}));
        QVERIFY(simulator.enter(u"orders"_s, held, kNow).has_value());
        const HttpResponse answer = simulator.answer(requestOf(exchange), kNow);
        const Json expected
            = Json::parse(exchange[u"response"][u"body_text"].string().toUtf8()).value_or(Json());
        const Json body = Json::parse(answer.body).value_or(Json());
        QCOMPARE(body[u"code"].string(), expected[u"code"].string());
        QCOMPARE(answer.status, int(exchange[u"response"][u"status"].integer().value_or(0)));
        QCOMPARE(body[u"message"].string(), expected[u"message"].string());
        QCOMPARE(header(answer, "Proxy-Status"), "PostgREST; error=" + expected[u"code"].string().toLatin1());
        const QStringList counting{u"PGRST107"_s, u"PGRST116"_s, u"PGRST124"_s, u"PGRST301"_s};
        if (counting.contains(expected[u"code"].string()))
            QCOMPARE(body[u"details"], expected[u"details"]);
        QCOMPARE(simulator.store().table(u"orders"_s)->size(), 7);
        QVERIFY(simulator.ledger().isEmpty());
    }

    void upsertsAsRecorded_data()
    {
        QTest::addColumn<Json>("exchange");
        for (const Json &exchange : exchangesOf(u"write-upsert.json"_s))
            QTest::newRow(qPrintable(exchange[u"name"].string())) << exchange;
    }

    /// The recording is one story: each exchange is replayed behind all earlier ones.
    void upsertsAsRecorded()
    {
        QFETCH(const Json, exchange);
        WarehouseSimulator simulator;
        HttpResponse answer;
        for (const Json &earlier : exchangesOf(u"write-upsert.json"_s)) {
            answer = simulator.answer(requestOf(earlier), kNow);
            if (earlier[u"name"] == exchange[u"name"])
                break;
        }
        const Json &response = exchange[u"response"];
        QCOMPARE(answer.status, int(response[u"status"].integer().value_or(0)));
        QCOMPARE(header(answer, "Content-Range"), response[u"headers"][u"content-range"].string().toLatin1());
        // Ids have gaps that depend on everything before; the rest of the address does not.
        const QString location = response[u"headers"][u"location"].string();
        QCOMPARE(header(answer, "Location").startsWith("/orders?id=eq."), !location.isEmpty());
        const Json expected = Json::parse(response[u"body_text"].string().toUtf8()).value_or(Json());
        const Json rows = Json::parse(answer.body).value_or(Json());
        QCOMPARE(rows.array().size(), expected.array().size());
        for (qsizetype i = 0; i < rows.array().size(); ++i) {
            for (const JsonMember &member : expected.array().at(i).object()) {
                const bool isOfThatDay = member.name == u"id"_s || member.name == u"synced_at"_s
                    || (member.name == u"created_at"_s && !rows.array().at(i).contains(u"synced_at"))
                    || (member.name == u"updated_at"_s && !rows.array().at(i).contains(u"synced_at"));
                if (!isOfThatDay)
                    QCOMPARE(rows.array().at(i)[member.name], member.value);
            }
        }
    }

    void readsAsRecorded_data()
    {
        QTest::addColumn<Json>("exchange");
        // Embedding, paths into JSON, views and estimated counts are not made believe.
        const QStringList others{u"select-embedding"_s, u"select-json-path"_s, u"count-planned"_s};
        for (const Json &exchange : exchangesOf(u"read-paging.json"_s)) {
            const QString name = exchange[u"name"].string();
            if (!others.contains(name) && !name.startsWith(u"view-"_s))
                QTest::newRow(qPrintable(name)) << exchange;
        }
    }

    /// Reads behind the whole story of the writes, as they were recorded.
    void readsAsRecorded()
    {
        QFETCH(const Json, exchange);
        WarehouseSimulator simulator;
        for (const Json &write : exchangesOf(u"write-upsert.json"_s))
            static_cast<void>(simulator.answer(requestOf(write), kNow)); // compared in upsertsAsRecorded()
        const HttpResponse answer = simulator.answer(requestOf(exchange), kNow);
        const Json &response = exchange[u"response"];
        QCOMPARE(answer.status, int(response[u"status"].integer().value_or(0)));
        const Json &headers = response[u"headers"];
        if (headers.contains(u"content-range"))
            QCOMPARE(header(answer, "Content-Range"), headers[u"content-range"].string().toLatin1());
        QCOMPARE(header(answer, "Content-Type"), headers[u"content-type"].string().toLatin1());
        const QByteArray body = response[u"body_text"].string().toUtf8();
        if (!body.contains("\"id\""))
            QCOMPARE(answer.body, body);
    }

    void aSingleObjectIsWrittenOrNothing()
    {
        Project project;
        const auto ask
            = [&project](const QByteArray &verb, const QByteArray &target, const QByteArray &body) {
                  HttpRequest request;
                  request.verb = verb;
                  request.url = QUrl::fromEncoded("https://w.supabase.co/rest/v1/" + target);
                  request.headers = {{"apikey", project.simulator.options().secretKey.toLatin1()},
                      {"Prefer", "return=representation"}, {"Accept", "application/vnd.pgrst.object+json"}};
                  request.body = body;
                  return project.simulator.answer(request, kNow);
              };
        const QByteArray one = R"({"event_id":"5b3c1e9c-8f5e-4c0e-9a1e-2f6b7a0d9e11","occurred_at":"now"})";
        const QByteArray other = R"({"event_id":"5b3c1e9c-8f5e-4c0e-9a1e-2f6b7a0d9e12","occurred_at":"now"})";
        QCOMPARE(ask("POST", "sync_logs", '[' + one + ',' + other + ']').status, 406);
        QCOMPARE(project.simulator.store().table(u"sync_logs"_s)->size(), 0);
        const HttpResponse written = ask("POST", "sync_logs", one);
        QCOMPARE(written.status, 201);
        QVERIFY(Json::parse(written.body).value_or(Json()).isObject());
        QCOMPARE(ask("DELETE", "sync_logs?id=eq.99", {}).status, 406);
        QCOMPARE(ask("DELETE", "sync_logs?id=gt.0", {}).status, 200);
    }

    void csvIsReadWithItsQuotes()
    {
        Project project;
        HttpRequest request;
        request.verb = "POST";
        request.url = QUrl(u"https://w.supabase.co/rest/v1/orders"_s);
        request.headers
            = {{"apikey", project.simulator.options().secretKey.toLatin1()}, {"Content-Type", "text/csv"}};
        request.body = "source_system,source_id,order_number,status,currency,total_amount,billing_name,"
                       "customer_email,created_at,updated_at\r\n"
                       "w,1,\"say \"\"hi\"\", twice\",s,EUR,8.50,\"two\nlines\",NULL,"
                       "2026-03-01T10:00:00Z,2026-03-01T10:00:00Z\r\n";
        QCOMPARE(project.simulator.answer(request, kNow).status, 201);
        const HttpResponse rows = project.ask(
            "GET", "orders?select=order_number,total_amount,billing_name,customer_email,source_id");
        const Json row = Json::parse(rows.body).value_or(Json()).array().value(0);
        QCOMPARE(row[u"order_number"].string(), u"say \"hi\", twice"_s);
        QCOMPARE(row[u"billing_name"].string(), u"two\nlines"_s);
        QVERIFY(row[u"customer_email"].isNull());
        request.body = "source_system,source_id\nw\n";
        QCOMPARE(project.simulator.answer(request, kNow).status, 400);
    }

    void rangesAreToldAsMeasured_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("prefer");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("range");
        const QByteArray count = "count=exact";
        QTest::newRow("no count asked") << QByteArray("orders") << QByteArray() << 200 << QByteArray("0-7/*");
        QTest::newRow("count, everything") << QByteArray("orders") << count << 200 << QByteArray("0-7/8");
        QTest::newRow("count, a part") << QByteArray("orders?limit=3") << count << 206 << QByteArray("0-2/8");
        QTest::newRow("count, nothing matches")
            << QByteArray("orders?source_id=eq.0") << count << 200 << QByteArray("*/0");
        QTest::newRow("no count, nothing")
            << QByteArray("orders?source_id=eq.0") << QByteArray() << 200 << QByteArray("*/*");
        QTest::newRow("last page") << QByteArray("orders?limit=5&offset=5") << count << 206
                                   << QByteArray("5-7/8");
        QTest::newRow("no count, beyond the end")
            << QByteArray("orders?offset=1000") << QByteArray() << 200 << QByteArray("*/*");
        QTest::newRow("count, beyond the end")
            << QByteArray("orders?offset=1000") << count << 416 << QByteArray("*/8");
        QTest::newRow("negative limit") << QByteArray("orders?limit=-1") << count << 416 << QByteArray();
        QTest::newRow("keyset") << QByteArray(
            "orders?or=(updated_at.gt.2026-03-01T10:00:00Z,and(updated_at.eq.2026-03-01T10:00:"
            "00Z,id.gt.2))&order=updated_at,id&limit=2")
                                << count << 206 << QByteArray("0-1/6");
        QTest::newRow("not in") << QByteArray("orders?source_id=not.in.(1,2)") << count << 200
                                << QByteArray("0-5/6");
        QTest::newRow("is null") << QByteArray("orders?paid_at=is.null&id=gt.7") << count << 200
                                 << QByteArray("0-0/1");
    }

    void rangesAreToldAsMeasured()
    {
        QFETCH(const QByteArray, target);
        QFETCH(const QByteArray, prefer);
        Project project;
        JsonArray rows;
        for (int id = 1; id <= 8; ++id)
            rows.append(Json::object({{u"source_system"_s, u"w"_s}, {u"source_id"_s, QString::number(id)},
                {u"order_number"_s, u"n"_s}, {u"status"_s, u"s"_s}, {u"currency"_s, u"EUR"_s},
                {u"total_amount"_s, 1}, {u"created_at"_s, u"2026-03-01T10:00:00Z"_s},
                {u"updated_at"_s, u"2026-03-01T10:00:00Z"_s}}));
        QVERIFY(project.simulator.enter(u"orders"_s, rows, kNow).has_value());
        const HttpResponse answer = project.ask("GET", target, prefer);
        QTEST(answer.status, "status");
        QTEST(header(answer, "Content-Range"), "range");
    }

    void aPlusIsABlank()
    {
        Project project;
        QCOMPARE(project.ask("GET", "orders?updated_at=gt.2026-03-01T10:00:00+00:00").status, 400);
        QCOMPARE(project.ask("GET", "orders?updated_at=gt.2026-03-01T10:00:00%2B00:00").status, 200);
    }

    void changesWithoutAFilterAreRefused()
    {
        Project project;
        const HttpResponse answer = project.ask("PATCH", "orders", {}, R"({"status":"x"})");
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.body.contains("requires a WHERE clause"));
    }

    void dryRunByPreferenceWritesAllTheSame()
    {
        Project project;
        const QByteArray body = R"({"event_id":"5b3c1e9c-8f5e-4c0e-9a1e-2f6b7a0d9e11","occurred_at":"now"})";
        const HttpResponse answer = project.ask("POST", "sync_logs", "tx=rollback", body);
        QCOMPARE(answer.status, 201);
        QVERIFY(!header(answer, "Preference-Applied").contains("tx"));
        QCOMPARE(project.simulator.store().table(u"sync_logs"_s)->size(), 1);
    }

    void rolesAreToldApart_data()
    {
        QTest::addColumn<QString>("apikey");
        QTest::addColumn<QString>("bearer");
        QTest::addColumn<QString>("agent");
        QTest::addColumn<int>("status");
        const WarehouseOptions options;
        QTest::newRow("no key") << QString() << QString() << QString() << 401;
        QTest::newRow("secret key") << options.secretKey << QString() << QString() << 200;
        QTest::newRow("secret key, repeated") << options.secretKey << options.secretKey << QString() << 200;
        QTest::newRow("secret key as bearer only") << QString() << options.secretKey << QString() << 401;
        QTest::newRow("secret key in a browser") << options.secretKey << QString() << u"Mozilla/5.0"_s << 401;
        QTest::newRow("legacy key") << options.serviceJwt << options.serviceJwt << QString() << 200;
        QTest::newRow("legacy key without bearer") << options.serviceJwt << QString() << QString() << 403;
        QTest::newRow("publishable key") << options.publishableKey << QString() << QString() << 403;
        QTest::newRow("anon key") << options.anonJwt << options.anonJwt << QString() << 403;
        QTest::newRow("foreign bearer") << options.secretKey << u"abc"_s << QString() << 401;
    }

    void rolesAreToldApart()
    {
        QFETCH(const QString, apikey);
        QFETCH(const QString, bearer);
        QFETCH(const QString, agent);
        WarehouseSimulator simulator;
        HttpRequest request;
        request.url = QUrl(u"https://w.supabase.co/rest/v1/"_s);
        if (!apikey.isEmpty())
            request.headers.append({"apikey", apikey.toLatin1()});
        if (!bearer.isEmpty())
            request.headers.append({"Authorization", "Bearer " + bearer.toLatin1()});
        if (!agent.isEmpty())
            request.headers.append({"User-Agent", agent.toLatin1()});
        QTEST(simulator.answer(request, kNow).status, "status");
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::SupabaseSimulatorTest)
#include "tst_supabasesimulator.moc"
