#include "engine/connectors/supabase/supabasefreeze.h"
#include "engine/connectors/supabase/supabasescript.h"
#include "engine/connectors/supabase/supabaseselection.h"
#include "engine/connectors/supabase/supabasewire.h"
#include "engine/simulators/warehouseschema.h"

#include <QTest>

Q_DECLARE_METATYPE(uds::Outcome::State)

namespace uds {

using namespace Qt::StringLiterals;
using State = Outcome::State;

namespace {

Effect order(const QString &id, Operation operation = Operation::Create)
{
    Effect effect;
    effect.token = u"token-"_s + id;
    effect.entity = u"orders"_s;
    effect.operation = operation;
    effect.payload = Json::object({{u"source_system"_s, u"woo:shop"_s}, {u"source_id"_s, id},
        {u"total_amount"_s, Decimal::literal("19.90")}});
    if (operation != Operation::Create)
        effect.remoteId = id;
    return effect;
}

Effect voided(const QString &remoteId)
{
    Effect effect;
    effect.token = u"void-"_s + remoteId;
    effect.entity = u"orders"_s;
    effect.operation = Operation::Void;
    effect.remoteId = remoteId;
    return effect;
}

QStringList carried(const FrozenCall &call)
{
    QStringList rows;
    for (const SupabaseMember &member : supabaseMembers(call))
        rows.append(member.token.isEmpty() ? member.row : member.token);
    return rows;
}

HttpResponse rows(int status, const QByteArray &body)
{
    return {status, {{"Content-Type", "application/json; charset=utf-8"}}, body};
}

QList<State> states(const QList<Outcome> &outcomes)
{
    QList<State> result;
    for (const Outcome &outcome : outcomes)
        result.append(outcome.state);
    return result;
}

} // namespace

class SupabaseWireTest : public QObject {
    Q_OBJECT

private:
    const SupabaseWire m_wire;

private Q_SLOTS:
    void writesTheColumnsOfTheShippedScript_data()
    {
        QTest::addColumn<QString>("table");
        for (const SupabaseTable &table : supabaseTables())
            QTest::newRow(qPrintable(table.name)) << table.name;
    }

    void writesTheColumnsOfTheShippedScript()
    {
        QFETCH(const QString, table);
        const SupabaseTable &known = *supabaseTable(table);
        const auto shipped = warehouseTables(shippedWarehouseScript());
        QVERIFY(shipped.has_value());
        const auto found = std::ranges::find_if(
            *shipped, [&](const WarehouseTableDescription &one) { return one.name == table; });
        QVERIFY(found != shipped->end());
        // All of them but the row's id and the database's own times.
        QSet<QString> columns;
        for (const WarehouseColumn &column : found->columns) {
            const bool isTime = column.defaultText == u"now()"_s;
            if (!column.isIdentity && !isTime)
                columns.insert(column.name);
        }
        QCOMPARE(QSet<QString>(known.columns.begin(), known.columns.end()), columns);
        QVERIFY(found->indexOf(known.timeColumn) >= 0);
        const bool isUnique = std::ranges::any_of(found->keys, [&](const WarehouseKey &key) {
            return QSet<QString>(key.columns.begin(), key.columns.end())
                == QSet<QString>(known.keyColumns.begin(), known.keyColumns.end());
        });
        QVERIFY(isUnique);
    }

    void theSetUpScriptIsWrittenForItsSchema()
    {
        const auto live = supabaseSetupScript(u"public"_s);
        QVERIFY(live.has_value());
        QVERIFY(live->contains(u"create table if not exists public.orders"_s));
        const auto sandbox = supabaseSetupScript(u"sandbox"_s);
        QVERIFY(sandbox.has_value());
        QVERIFY(!sandbox->contains(u"public.orders"_s));
    }

    void oneCallCarriesManyRowsOfOneTable()
    {
        const auto call = m_wire.freeze({order(u"2"_s), order(u"10"_s), order(u"1"_s)}, u"call"_s);
        QVERIFY(call.has_value());
        QCOMPARE(call->verb, "POST");
        QVERIFY(call->path.startsWith("/rest/v1/orders?on_conflict=source_system,source_id&columns="));
        QVERIFY(call->path.contains("&select=source_system,source_id,id,updated_at"));
        QCOMPARE(call->token, u"call"_s);
        QVERIFY(call->isBatch);
        QCOMPARE(call->effects.size(), 3);
        QVERIFY(call->effects.first().payload.isNull());
        // In the order of the key, so that two instances never wait for each other.
        QCOMPARE(carried(*call), (QStringList{u"token-1"_s, u"token-10"_s, u"token-2"_s}));
    }

    void everyColumnIsNamedWhateverTheRowsHave()
    {
        const auto call = m_wire.freeze({order(u"1"_s)}, {});
        for (const QString &column : supabaseTable(u"orders")->columns)
            QVERIFY2(call->path.contains(column.toLatin1()), qPrintable(column));
        QVERIFY(!call->path.contains("_effect"));
    }

    void whatDoesNotFitTogetherIsNotCarried_data()
    {
        QTest::addColumn<QList<Effect>>("effects");
        QTest::addColumn<QStringList>("carriedTokens");
        Effect product = order(u"5"_s);
        product.entity = u"products"_s;
        product.token = u"product"_s;
        Effect again = order(u"1"_s);
        again.token = u"again"_s;
        Effect extra = order(u"3"_s);
        extra.payload.set(u"colour"_s, u"red"_s);
        const QStringList first{u"token-1"_s};
        QTest::newRow("another table") << QList<Effect>{order(u"1"_s), product} << first;
        QTest::newRow("the same row again") << QList<Effect>{order(u"1"_s), again} << first;
        QTest::newRow("a column of somebody's own") << QList<Effect>{order(u"1"_s), extra} << first;
        QTest::newRow("an update") << QList<Effect>{order(u"1"_s), order(u"2"_s, Operation::Update)} << first;
        QTest::newRow("creates go before updates")
            << QList<Effect>{order(u"2"_s, Operation::Update), order(u"1"_s)} << first;
        QTest::newRow("a void") << QList<Effect>{voided(u"7"_s), order(u"1"_s)} << first;
        QTest::newRow("two voids") << QList<Effect>{voided(u"7"_s), voided(u"8"_s)} << QStringList{u"7"_s};
    }

    void whatDoesNotFitTogetherIsNotCarried()
    {
        QFETCH(const QList<Effect>, effects);
        QFETCH(const QStringList, carriedTokens);
        const auto call = m_wire.freeze(effects, u"call"_s);
        QVERIFY(call.has_value());
        QCOMPARE(carried(*call), carriedTokens);
        // Whatever became of the call, the others were certainly not sent.
        const Error lost{ErrorKind::Ambiguous, u"http.dropped"_s, {}, {}, {}, {}, {}};
        const QList<Outcome> outcomes = m_wire.outcomes(*call, fail(lost));
        QCOMPARE(outcomes.size(), effects.size());
        QCOMPARE(std::ranges::count(states(outcomes), State::Ambiguous), 1);
        QCOMPARE(std::ranges::count(states(outcomes), State::NotSent), effects.size() - 1);
    }

    void largeRowsShareSmallerCalls()
    {
        QList<Effect> effects;
        for (int i = 0; i < 30; ++i) {
            effects.append(order(QString::number(1000 + i)));
            effects.last().payload.set(u"raw_data"_s, Json::object({{u"text"_s, QString(100'000, u'x')}}));
        }
        const auto call = m_wire.freeze(effects, u"call"_s);
        QVERIFY(call.has_value());
        QVERIFY(call->body.size() < 1'200'000);
        QCOMPARE(supabaseMembers(*call).size(), 10);
    }

    void refusesWhatNoRequestCanExpress_data()
    {
        QTest::addColumn<Effect>("effect");
        QTest::addColumn<QString>("code");
        Effect unknown = order(u"1"_s);
        unknown.entity = u"nothing"_s;
        Effect keyless = order(u"1"_s);
        keyless.payload.remove(u"source_id");
        Effect log = order(u"1"_s, Operation::Update);
        log.entity = u"sync_logs"_s;
        Effect endless = voided(u"7"_s);
        endless.entity = u"sync_logs"_s;
        QTest::newRow("unknown table") << unknown << u"supabase.freeze"_s;
        QTest::newRow("row without its key") << keyless << u"supabase.key"_s;
        QTest::newRow("update of a log entry") << log << u"supabase.freeze"_s;
        QTest::newRow("void of a log entry") << endless << u"supabase.freeze"_s;
        QTest::newRow("void without an id") << voided({}) << u"supabase.freeze"_s;
        QTest::newRow("void of everything") << voided(u"1&id=gt.0"_s) << u"supabase.freeze"_s;
    }

    void refusesWhatNoRequestCanExpress()
    {
        QFETCH(const Effect, effect);
        const auto call = m_wire.freeze({effect}, {});
        QVERIFY(!call);
        QTEST(call.error().code, "code");
    }

    void moneyStaysExactAndNulDisappears()
    {
        Effect effect = order(u"1"_s);
        effect.payload.set(u"billing_name"_s, u"a"_s + QChar(u'\0') + u"b"_s);
        effect.payload.set(u"total_amount"_s, Decimal::literal("12345678901234.1234"));
        const auto call = m_wire.freeze({effect}, {});
        QVERIFY(call->body.contains("12345678901234.1234"));
        QVERIFY(call->body.contains("\"ab\"") && !call->body.contains("u0000"));
    }

    void voidsMarkAndNeverDelete()
    {
        const auto call = m_wire.freeze({voided(u"7"_s)}, {});
        QCOMPARE(call->verb, "PATCH");
        QVERIFY(call->path.startsWith("/rest/v1/orders?id=eq.7&select="));
        QCOMPARE(call->body, R"({"deleted_at":"now"})");
        const QList<Outcome> done = m_wire.outcomes(*call,
            rows(200, R"([{"source_system":"w","source_id":"1","id":7,"updated_at":"x","deleted_at":"y"}])"));
        QCOMPARE(done.first().state, State::Applied);
        QCOMPARE(done.first().remoteId, u"7"_s);
        QVERIFY(m_wire.totalOf(u"orders"_s, done.first().document)->isZero());
        QVERIFY(!m_wire.isUsable(u"orders"_s, done.first().document));
        const QList<Outcome> gone = m_wire.outcomes(*call, rows(200, "[]"));
        QCOMPARE(gone.first().state, State::Rejected);
        QCOMPARE(gone.first().error->kind, ErrorKind::NotFound);
    }

    void answersAreReadByKey_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QList<State>>("expected");
        const QByteArray one = R"({"id":11,"source_system":"woo:shop","source_id":"1","updated_at":"t"})";
        const QByteArray two = R"({"id":12,"source_system":"woo:shop","source_id":"2","updated_at":"t"})";
        const QByteArray foreign
            = R"({"id":12,"source_system":"woo:other","source_id":"2","updated_at":"t"})";
        const QList<State> both{State::Applied, State::Applied};
        const QList<State> unknown{State::Ambiguous, State::Ambiguous};
        QTest::newRow("both written") << 201 << '[' + one + ',' + two + ']' << both;
        QTest::newRow("both written, other order") << 200 << '[' + two + ", \n " + one + ']' << both;
        QTest::newRow("one is newer there")
            << 200 << '[' + two + ']' << QList<State>{State::Stale, State::Applied};
        QTest::newRow("a row of somebody else")
            << 200 << '[' + one + ',' + foreign + ']' << QList<State>{State::Applied, State::Stale};
        QTest::newRow("the same row twice") << 200 << '[' + one + ',' + one + ']' << unknown;
        QTest::newRow("a row without an id")
            << 200 << QByteArray(R"([{"source_system":"woo:shop","source_id":"1"}])") << unknown;
        QTest::newRow("cut short") << 201 << '[' + one + ",{\"id\":1" << unknown;
        QTest::newRow("no list") << 201 << one << unknown;
        QTest::newRow("nothing") << 201 << QByteArray() << unknown;
        QTest::newRow("a sign-in page") << 200 << QByteArray("<html></html>") << unknown;
        QTest::newRow("another success") << 204 << QByteArray() << unknown;
        QTest::newRow("a redirect") << 302 << QByteArray() << unknown;
    }

    void answersAreReadByKey()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QList<State>, expected);
        const auto call = m_wire.freeze({order(u"1"_s), order(u"2"_s)}, u"call"_s);
        const QList<Outcome> outcomes = m_wire.outcomes(*call, rows(status, body));
        QCOMPARE(states(outcomes), expected);
        for (const Outcome &outcome : outcomes)
            QVERIFY(
                outcome.state == State::Applied ? !outcome.remoteId.isEmpty() : outcome.error.has_value());
    }

    void halvesKeepEveryRow()
    {
        QList<Effect> effects;
        for (int i = 0; i < 5; ++i)
            effects.append(order(QString::number(i)));
        const auto call = m_wire.freeze(effects, u"call"_s);
        const QList<FrozenCall> halves = supabaseHalves(*call);
        QCOMPARE(halves.size(), 2);
        QCOMPARE(supabaseMembers(halves.at(0)).size(), 2);
        QCOMPARE(carried(halves.at(0)) + carried(halves.at(1)), carried(*call));
        QCOMPARE(halves.at(1).path, call->path);
    }

    void keysSurviveEveryCharacter_data()
    {
        QTest::addColumn<QString>("system");
        QTest::addColumn<QString>("id");
        QTest::newRow("plain") << u"woo:shop"_s << u"1"_s;
        QTest::newRow("the separator") << u"a|b"_s << u"c|d"_s;
        QTest::newRow("backslashes") << u"a\\"_s << u"\\|"_s;
        QTest::newRow("address") << u"woocommerce:https://shop.example.test"_s << u"7001"_s;
        QTest::newRow("other scripts") << u"магазин"_s << u"№1"_s;
    }

    void keysSurviveEveryCharacter()
    {
        QFETCH(const QString, system);
        QFETCH(const QString, id);
        const SupabaseTable &table = *supabaseTable(u"orders");
        const Json row = Json::object({{u"source_system"_s, system}, {u"source_id"_s, id}});
        QCOMPARE(supabaseKeyValues(table, supabaseKeyText(table, row)), (QStringList{system, id}));
    }

    void selectionsAreQuotedAndShort_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<QList<QByteArray>>("selections");
        QTest::newRow("ids") << u"Id"_s << QStringList{u"1"_s, u"2"_s, u"1"_s}
                             << QList<QByteArray>{"id=in.(%221%22,%222%22)"};
        QTest::newRow("words are no ids")
            << u"Id"_s << QStringList{u"x"_s, u"1) or (1=1"_s} << QList<QByteArray>{};
        QTest::newRow("quotes, commas and brackets")
            << u"order_number"_s << QStringList{u"a\"b"_s, u"c,d)"_s, u"e\\+f"_s}
            << QList<QByteArray>{"order_number=in.(%22a%5C%22b%22,%22c%2Cd%29%22,%22e%5C%5C%2Bf%22)"};
        QTest::newRow("keys by system")
            << u"source"_s << QStringList{u"s1|1"_s, u"s2|1"_s, u"s1|2"_s, u"broken"_s}
            << QList<QByteArray>{"source_system=eq.s1&source_id=in.(%221%22,%222%22)",
                   "source_system=eq.s2&source_id=in.(%221%22)"};
    }

    void selectionsAreQuotedAndShort()
    {
        QFETCH(const QString, key);
        QFETCH(const QStringList, values);
        QTEST(supabaseSelections(*supabaseTable(u"orders"), {u"orders"_s, key, values}), "selections");
    }

    void longListsBecomeSeveralRequests()
    {
        QStringList values;
        for (int i = 0; i < 1000; ++i)
            values.append(QString::number(i) + QString(40, u'ü'));
        const auto selections
            = supabaseSelections(*supabaseTable(u"orders"), {u"orders"_s, u"order_number"_s, values});
        QVERIFY(selections.size() > 10);
        qsizetype count = 0;
        for (const QByteArray &selection : selections) {
            QVERIFY(selection.size() <= kSupabaseQueryLimit + 1);
            count += selection.count("%22") / 2;
        }
        QCOMPARE(count, 1000);
    }

    void onlyOneTableAndOneOperationShareACall()
    {
        const SupabaseWire wire;
        QSet<QString> kinds;
        for (const QString &table : {u"orders"_s, u"customers"_s}) {
            for (const Operation operation : {Operation::Create, Operation::Update}) {
                kinds.insert(wire.batchKind(table, operation));
                QVERIFY(wire.mayRepeat(table, operation));
            }
        }
        QCOMPARE(kinds.size(), 4);
        QVERIFY(!wire.mayRepeat(u"unknown"_s, Operation::Update));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::SupabaseWireTest)
#include "tst_supabasewire.moc"
