#include "engine/connectors/quickbooks/quickbookserrors.h"
#include "tests/unit/quickbooks/recordedfiles.h"

#include <QTest>

using namespace uds;
using namespace uds::test;
using namespace Qt::StringLiterals;

/// The registry has a kind, an owner's text and a next step for each documented code.
class TestQuickBooksErrors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsEveryDocumentedCode_data();
    void knowsEveryDocumentedCode();
    void keepsTheTextOfAnUnknownCode();
    void readsEveryEnvelope_data();
    void readsEveryEnvelope();
};

void TestQuickBooksErrors::knowsEveryDocumentedCode_data()
{
    QTest::addColumn<QString>("code");
    QStringList codes = {u"120"_s, u"130"_s, u"140"_s, u"150"_s, u"500"_s, u"600"_s, u"610"_s, u"620"_s,
        u"630"_s, u"800"_s, u"1040"_s, u"2010"_s, u"2020"_s, u"2030"_s, u"2040"_s, u"2050"_s, u"2060"_s,
        u"2070"_s, u"2080"_s, u"2090"_s, u"2100"_s, u"2110"_s, u"2120"_s, u"2130"_s, u"2170"_s, u"2210"_s,
        u"2250"_s, u"2290"_s, u"2500"_s, u"3001"_s, u"3100"_s, u"3200"_s, u"3202"_s, u"4000"_s, u"4001"_s,
        u"4002"_s, u"5010"_s, u"5020"_s, u"5030"_s, u"6000"_s, u"6010"_s, u"6070"_s, u"6080"_s, u"6090"_s,
        u"6100"_s, u"6140"_s, u"6160"_s, u"6170"_s, u"6190"_s, u"6200"_s, u"6210"_s, u"6220"_s, u"6230"_s,
        u"6240"_s, u"6250"_s, u"6270"_s, u"6430"_s, u"6440"_s, u"6450"_s, u"6480"_s, u"6520"_s, u"6540"_s,
        u"10000"_s, u"10100"_s, u"10200"_s};
    const Json index = recorded(u"faults-index.json"_s);
    for (const Json &fault : index[u"faults"].array()) {
        const QString code = fault[u"code"].scalarText();
        if (!code.isEmpty())
            codes.append(code);
    }
    codes.removeDuplicates();
    for (const QString &code : std::as_const(codes))
        QTest::newRow(qPrintable(code)) << code;
}

void TestQuickBooksErrors::knowsEveryDocumentedCode()
{
    QFETCH(QString, code);
    const QuickBooksFaultRule *rule = quickBooksFaultRule(code);
    QVERIFY(rule);
    QuickBooksFault fault;
    fault.code = code;
    fault.remarks = u"remote text"_s;
    const Error error = quickBooksError(fault);
    QCOMPARE(error.code, u"qbo."_s + code);
    QCOMPARE(error.kind, rule->kind);
    QVERIFY(!error.message.isEmpty());
    QVERIFY(!error.hint.isEmpty());
}

void TestQuickBooksErrors::keepsTheTextOfAnUnknownCode()
{
    QuickBooksFault fault;
    fault.code = u"99999"_s;
    fault.remarks = u"Something new: "_s + QString(500, u'x');
    const Error error = quickBooksError(fault);
    QCOMPARE(error.code, u"qbo.99999"_s);
    QCOMPARE(error.kind, ErrorKind::Validation);
    QCOMPARE(error.detail.size(), 300);
    QVERIFY(error.message.contains(u"Something new"_s));
}

void TestQuickBooksErrors::readsEveryEnvelope_data()
{
    QTest::addColumn<Json>("answer");
    QTest::addColumn<QString>("code");
    const Json upper = recorded(u"fault-5010-stale.json"_s);
    QTest::newRow("upper case") << upper << u"5010"_s;
    QTest::newRow("lower case") << recorded(u"fault-lowercase-envelope.json"_s) << u"6240"_s;
    QTest::newRow("gateway") << recorded(u"fault-3200-token-expired.json"_s) << u"3200"_s;
    QTest::newRow("in a query answer") << Json::object({{u"QueryResponse"_s, upper}}) << u"5010"_s;
    QTest::newRow("first of two") << recorded(u"fault-two-errors.json"_s) << u"2050"_s;
    QTest::newRow("none") << recorded(u"query-empty.json"_s) << QString();
}

void TestQuickBooksErrors::readsEveryEnvelope()
{
    QFETCH(Json, answer);
    QFETCH(QString, code);
    const std::optional<QuickBooksFault> fault = quickBooksFault(answer);
    QCOMPARE(fault.has_value(), !code.isEmpty());
    if (fault)
        QCOMPARE(fault->code, code);
}

QTEST_GUILESS_MAIN(TestQuickBooksErrors)
#include "tst_quickbookserrors.moc"
