#include "engine/connectors/supabase/supabaseanswer.h"
#include "engine/connectors/supabase/supabaseerrors.h"
#include "engine/connectors/supabase/supabasefreeze.h"

#include <QFile>
#include <QTest>

Q_DECLARE_METATYPE(uds::ErrorKind)
Q_DECLARE_METATYPE(uds::Outcome::State)

namespace uds {

using namespace Qt::StringLiterals;
using State = Outcome::State;

namespace {

Json recorded(const QString &name)
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/supabase/") + name);
    return file.open(QIODevice::ReadOnly) ? Json::parse(file.readAll()).value_or(Json()) : Json();
}

JsonArray exchangesOf(const QString &name)
{
    return recorded(name)[u"exchanges"].array();
}

HttpResponse responseOf(const Json &exchange)
{
    HttpResponse response;
    response.status = int(exchange[u"response"][u"status"].integer().value_or(0));
    for (const JsonMember &header : exchange[u"response"][u"headers"].object())
        response.headers.append({header.name.toLatin1(), header.value.string().toLatin1()});
    response.body = exchange[u"response"][u"body_text"].string().toUtf8();
    return response;
}

HttpResponse answered(int status, const QByteArray &code, const QByteArray &message = "text")
{
    return {status, {{"Content-Type", "application/json"}},
        "{\"code\":\"" + code + "\",\"details\":null,\"hint\":null,\"message\":\"" + message + "\"}"};
}

Effect effect(const QString &token, const QString &id)
{
    Effect result;
    result.token = token;
    result.entity = u"orders"_s;
    result.payload = Json::object({{u"source_system"_s, u"woo:shop"_s}, {u"source_id"_s, id}});
    return result;
}

FrozenCall oneRow()
{
    return freezeSupabaseCall({effect(u"t1"_s, u"1"_s)}, {}).value();
}

} // namespace

class SupabaseErrorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyDocumentedCodeHasItsOwnText_data()
    {
        QTest::addColumn<QString>("code");
        const QString codes
            = u"PGRST000 PGRST001 PGRST002 PGRST003 PGRST100 PGRST101 PGRST102 PGRST103 PGRST106 PGRST107 "
              "PGRST116 PGRST117 PGRST122 PGRST123 PGRST124 PGRST125 PGRST126 PGRST200 PGRST201 PGRST202 "
              "PGRST203 PGRST204 PGRST205 PGRST300 PGRST301 PGRST302 PGRST303 08006 21000 22001 22003 22007 "
              "22008 22012 22P02 22P05 23000 23502 23503 23505 23514 25006 40001 40P01 42501 42703 42883 "
              "42P01 42P10 53300 53400 54000 55000 57014 57P01 58000 P0001 P0002 PT401 PT409 PT500 XX000 "
              "http.401 http.402 http.403 http.404 http.413 http.429 http.503 http.504 http.520 http.540 "
              "http.544"_s;
        for (const QString &code : codes.split(u' '))
            QTest::newRow(qPrintable(code)) << code;
    }

    void everyDocumentedCodeHasItsOwnText()
    {
        QFETCH(const QString, code);
        const SupabaseErrorRule *rule = supabaseErrorRule(code);
        QVERIFY(rule != nullptr);
        QVERIFY(QByteArray(rule->text).endsWith('.'));
        QVERIFY(QByteArray(rule->nextStep).endsWith('.'));
    }

    void noTwoRulesSayTheSame()
    {
        QSet<QByteArray> codes;
        QSet<QByteArray> texts;
        for (const SupabaseErrorRule &rule : supabaseErrorRules()) {
            codes.insert(rule.code);
            texts.insert(rule.text);
        }
        QCOMPARE(codes.size(), supabaseErrorRules().size());
        QCOMPARE(texts.size(), supabaseErrorRules().size());
    }

    void everyRecordedErrorIsExplained_data()
    {
        QTest::addColumn<Json>("exchange");
        for (const QString &file :
            {u"errors-postgrest.json"_s, u"errors-database.json"_s, u"errors-infrastructure.json"_s}) {
            for (const Json &exchange : exchangesOf(file)) {
                if (responseOf(exchange).status >= 400)
                    QTest::newRow(qPrintable(exchange[u"name"].string())) << exchange;
            }
        }
    }

    void everyRecordedErrorIsExplained()
    {
        QFETCH(const Json, exchange);
        const HttpResponse response = responseOf(exchange);
        const Json body = Json::parse(response.body).value_or(Json());
        const SupabaseFault fault = supabaseFault(response);
        const QString code = body[u"code"].string();
        QCOMPARE(fault.error.code,
            code.isEmpty() ? u"supabase.http.%1"_s.arg(response.status) : u"supabase."_s + code);
        QVERIFY(!fault.error.message.isEmpty() && !fault.error.hint.isEmpty());
        // Details repeat the row: nothing of them may be shown or logged.
        const QString details = body[u"details"].string();
        QVERIFY(details.isEmpty() || !fault.error.detail.contains(details));
        QVERIFY(!fault.error.detail.contains(u"mila.jansen"_s));
        QVERIFY(!fault.error.detail.contains(u"<html"_s));
    }

    void errorsDecideWhatBecomesOfAWrite_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<State>("state");
        QTest::addColumn<ErrorKind>("kind");
        using enum ErrorKind;
        QTest::newRow("database down") << 503 << QByteArray("PGRST000") << State::NotSent << Network;
        QTest::newRow("pool busy") << 504 << QByteArray("PGRST003") << State::NotSent << RateLimited;
        QTest::newRow("schema not exposed")
            << 406 << QByteArray("PGRST106") << State::NotSent << Configuration;
        QTest::newRow("table missing") << 404 << QByteArray("PGRST205") << State::NotSent << Configuration;
        QTest::newRow("column missing") << 400 << QByteArray("PGRST204") << State::NotSent << Configuration;
        QTest::newRow("key expired") << 401 << QByteArray("PGRST303") << State::NotSent << Authentication;
        QTest::newRow("no grant") << 403 << QByteArray("42501") << State::NotSent << Configuration;
        QTest::newRow("anon key") << 401 << QByteArray("42501") << State::NotSent << Authentication;
        QTest::newRow("not null") << 400 << QByteArray("23502") << State::Rejected << Validation;
        QTest::newRow("check") << 400 << QByteArray("23514") << State::Rejected << Validation;
        QTest::newRow("no parent") << 409 << QByteArray("23503") << State::Rejected << NotFound;
        QTest::newRow("unique") << 409 << QByteArray("23505") << State::Rejected << Conflict;
        QTest::newRow("bad number") << 400 << QByteArray("22P02") << State::Rejected << Validation;
        QTest::newRow("key twice in a batch") << 500 << QByteArray("21000") << State::Rejected << Internal;
        QTest::newRow("deadlock") << 500 << QByteArray("40P01") << State::NotSent << Network;
        QTest::newRow("one row too slow") << 500 << QByteArray("57014") << State::NotSent << RateLimited;
        QTest::newRow("connection lost in the middle")
            << 503 << QByteArray("08006") << State::Ambiguous << Ambiguous;
        QTest::newRow("server shut down") << 503 << QByteArray("57P01") << State::Ambiguous << Ambiguous;
        QTest::newRow("internal error") << 500 << QByteArray("XX000") << State::Ambiguous << Ambiguous;
        QTest::newRow("function raises 409") << 409 << QByteArray("PT409") << State::Rejected << Conflict;
        QTest::newRow("function raises 401")
            << 401 << QByteArray("PT401") << State::NotSent << Authentication;
        QTest::newRow("function raises 429") << 429 << QByteArray("PT429") << State::NotSent << RateLimited;
        QTest::newRow("unknown refusal") << 400 << QByteArray("ZZ999") << State::Rejected << Validation;
        QTest::newRow("unknown failure") << 500 << QByteArray("ZZ999") << State::Ambiguous << Network;
        QTest::newRow("gateway 401") << 401 << QByteArray() << State::NotSent << Authentication;
        QTest::newRow("quota used up") << 402 << QByteArray() << State::NotSent << Configuration;
        QTest::newRow("limited") << 429 << QByteArray() << State::NotSent << RateLimited;
        QTest::newRow("paused") << 540 << QByteArray() << State::NotSent << Configuration;
        QTest::newRow("gateway timeout") << 504 << QByteArray() << State::Ambiguous << Ambiguous;
        QTest::newRow("edge timeout") << 524 << QByteArray() << State::Ambiguous << Ambiguous;
    }

    void errorsDecideWhatBecomesOfAWrite()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, code);
        const QList<Outcome> outcomes = supabaseOutcomes(oneRow(), answered(status, code));
        QCOMPARE(outcomes.size(), 1);
        QTEST(outcomes.first().state, "state");
        QVERIFY(outcomes.first().error.has_value());
        QTEST(outcomes.first().error->kind, "kind");
    }

    void onlyARefusedRowOrASlowStatementAsksForHalves_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<bool>("halves");
        QTest::newRow("row refused") << 400 << QByteArray("23502") << true;
        QTest::newRow("unknown refusal") << 400 << QByteArray("ZZ999") << true;
        QTest::newRow("too slow") << 500 << QByteArray("57014") << true;
        QTest::newRow("body too large") << 413 << QByteArray() << true;
        QTest::newRow("no grant") << 403 << QByteArray("42501") << false;
        QTest::newRow("column missing") << 400 << QByteArray("PGRST204") << false;
        QTest::newRow("limited") << 429 << QByteArray() << false;
        QTest::newRow("lost") << 504 << QByteArray() << false;
        QTest::newRow("fine") << 201 << QByteArray() << false;
    }

    void onlyARefusedRowOrASlowStatementAsksForHalves()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, code);
        const FrozenCall two
            = freezeSupabaseCall({effect(u"t1"_s, u"1"_s), effect(u"t2"_s, u"2"_s)}, u"call"_s).value();
        QTEST(supabaseAsksForHalves(two, answered(status, code)), "halves");
        QVERIFY(!supabaseAsksForHalves(oneRow(), answered(status, code)));
    }

    void errorsNameTheColumn()
    {
        QCOMPARE(
            supabaseFault(answered(400, "23502", "null value in column \\\"total_amount\\\" of relation"))
                .error.field,
            u"total_amount"_s);
        QCOMPARE(supabaseFault(answered(400, "PGRST204", "Could not find the 'colour' column of 'orders'"))
                     .error.field,
            u"colour"_s);
    }

    void keysInAnswersAreHidden()
    {
        const SupabaseFault fault = supabaseFault(answered(401, "", "Invalid key sb_secret_Abc-123_x given"));
        QVERIFY(!fault.error.detail.contains(u"Abc-123"_s));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::SupabaseErrorsTest)
#include "tst_supabaseerrors.moc"
