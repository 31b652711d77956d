#include "engine/connectors/quickbooks/quickbookserrors.h"
#include "tests/unit/quickbooks/recordedfiles.h"

#include <QTest>

using namespace uds;
using namespace uds::test;
using namespace Qt::StringLiterals;

namespace {

QuickBooksFault fault(const QString &code, const QString &detail, const QString &element = {})
{
    QuickBooksFault result;
    result.code = code;
    result.detail = detail;
    result.element = element;
    result.remarks = detail;
    return result;
}

Effect effect(const QString &entity, Operation operation)
{
    return {u"t-1"_s, entity, operation, {}, {}, {}};
}

Json parsed(const char *text)
{
    return Json::parse(QByteArray(text)).value();
}

} // namespace

/// The registry has a kind, an owner's text and a next step for each documented code.
class TestQuickBooksErrors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsEveryDocumentedCode_data();
    void knowsEveryDocumentedCode();
    void keepsTheTextOfAnUnknownCode();
    void readsEveryEnvelope_data();
    void readsEveryEnvelope();
    void tellsWhichReferenceIsGone_data();
    void tellsWhichReferenceIsGone();
    void tellsThatAnInvoiceWasAlreadyPaid_data();
    void tellsThatAnInvoiceWasAlreadyPaid();
    void namesTheHolderOfADuplicate_data();
    void namesTheHolderOfADuplicate();
};

void TestQuickBooksErrors::knowsEveryDocumentedCode_data()
{
    QTest::addColumn<QString>("code");
    QStringList codes;
    const Json documented = recorded(u"documented-fault-codes.json"_s);
    for (const Json &row : documented[u"codes"].array())
        codes.append(row[u"code"].string());
    QVERIFY(codes.size() >= 60);
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
    QVERIFY(!quickBooksFaultOwnerName(rule->owner).isEmpty());
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

void TestQuickBooksErrors::tellsWhichReferenceIsGone_data()
{
    QTest::addColumn<QuickBooksFault>("given");
    QTest::addColumn<Effect>("sentEffect");
    QTest::addColumn<Json>("sent");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("field");
    const QString inactive = u"Object Not Found : Something you're trying to use has been made inactive."_s;
    const QString deleted = u"Object Not Found : Another user has deleted this transaction."_s;
    const Json sale = parsed(
        R"({"CustomerRef":{"value":"58"},"Line":[{"SalesItemLineDetail":{"ItemRef":{"value":"11"},"ClassRef":{"value":"1"}}}]})");
    const Json payment = parsed(
        R"({"CustomerRef":{"value":"58"},"Line":[{"Amount":1,"LinkedTxn":[{"TxnId":"7","TxnType":"Invoice"}]}]})");
    const Json note = parsed(R"({"PrivateNote":"x"})");
    const QString gone = u"qbo.referenceGone"_s;
    const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };
    row("element named") << fault(u"2500"_s, inactive, u"ItemRef"_s)
                         << effect(u"Invoice"_s, Operation::Create) << sale << gone << u"ItemRef"_s;
    row("element as a path") << fault(u"2500"_s, inactive, u"Line.SalesItemLineDetail.ItemRef"_s)
                             << effect(u"Invoice"_s, Operation::Create) << sale << gone << u"ItemRef"_s;
    row("not told") << fault(u"2500"_s, inactive) << effect(u"Invoice"_s, Operation::Create) << sale << gone
                    << u"CustomerRef, ItemRef, ClassRef"_s;
    row("unknown customer") << fault(u"6250"_s, {}) << effect(u"Invoice"_s, Operation::Create) << sale << gone
                            << u"CustomerRef"_s;
    row("only one reference") << fault(u"610"_s, inactive) << effect(u"Bill"_s, Operation::Create)
                              << parsed(R"({"VendorRef":{"value":"72"}})") << gone << u"VendorRef"_s;
    row("linked invoice deleted") << fault(u"610"_s, deleted) << effect(u"Payment"_s, Operation::Create)
                                  << payment << gone << u"LinkedTxn"_s;
    row("update with an inactive item")
        << fault(u"610"_s, inactive) << effect(u"Invoice"_s, Operation::Update) << sale << gone
        << u"CustomerRef, ItemRef, ClassRef"_s;
    row("updated object deleted") << fault(u"610"_s, deleted) << effect(u"Invoice"_s, Operation::Update)
                                  << sale << u"qbo.610"_s << u"Id"_s;
    row("updated object, no references")
        << fault(u"610"_s, inactive) << effect(u"Invoice"_s, Operation::Update) << note << u"qbo.610"_s
        << u"Id"_s;
    row("voided object deleted") << fault(u"610"_s, deleted) << effect(u"Payment"_s, Operation::Void)
                                 << payment << u"qbo.610"_s << u"Id"_s;
}

void TestQuickBooksErrors::tellsWhichReferenceIsGone()
{
    QFETCH(QuickBooksFault, given);
    QFETCH(Effect, sentEffect);
    QFETCH(Json, sent);
    QFETCH(QString, code);
    QFETCH(QString, field);
    QVERIFY(needsSentObject(given, sentEffect));
    QVERIFY(quickBooksIsAboutGoneRecords(given));
    const Error error = quickBooksWriteError(given, sentEffect, sent);
    QCOMPARE(error.code, code);
    QCOMPARE(error.field, field);
    QCOMPARE(error.kind, ErrorKind::NotFound);
    QVERIFY(!error.message.isEmpty() && !error.hint.isEmpty());
}

void TestQuickBooksErrors::tellsThatAnInvoiceWasAlreadyPaid_data()
{
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("entity");
    QTest::addColumn<QString>("linkedType");
    QTest::addColumn<QString>("code");
    const QString paid = u"payment.alreadyPaid"_s;
    const QString balance = u"The amount applied is more than the open balance."_s;
    QTest::newRow("more than the balance") << balance << u"Payment"_s << u"Invoice"_s << paid;
    QTest::newRow("paid") << u"The transaction was already paid."_s << u"Payment"_s << u"Invoice"_s << paid;
    QTest::newRow("credit memo only") << balance << u"Payment"_s << u"CreditMemo"_s << u"qbo.6000"_s;
    QTest::newRow("not a payment") << balance << u"Invoice"_s << u"Invoice"_s << u"qbo.6000"_s;
    QTest::newRow("another rule") << u"You must set a transaction amount."_s << u"Payment"_s << u"Invoice"_s
                                  << u"qbo.6000"_s;
    QTest::newRow("another customer")
        << u"The transaction belongs to another customer."_s << u"Payment"_s << u"Invoice"_s << u"qbo.6000"_s;
}

void TestQuickBooksErrors::tellsThatAnInvoiceWasAlreadyPaid()
{
    QFETCH(QString, detail);
    QFETCH(QString, entity);
    QFETCH(QString, linkedType);
    QFETCH(QString, code);
    const Json link = Json::object({{u"TxnId"_s, u"7"_s}, {u"TxnType"_s, linkedType}});
    const Json line = Json::object({{u"Amount"_s, 5}, {u"LinkedTxn"_s, JsonArray{link}}});
    const Json sent = Json::object({{u"Line"_s, JsonArray{line}}});
    const QuickBooksFault given = fault(u"6000"_s, u"Business Validation Error: "_s + detail);
    const Error error = quickBooksWriteError(given, effect(entity, Operation::Create), sent);
    QCOMPARE(error.code, code);
    QCOMPARE(error.kind, code == u"qbo.6000"_s ? ErrorKind::Validation : ErrorKind::Conflict);
    if (code != u"qbo.6000"_s)
        QVERIFY(error.message.contains(u"already paid"_s) && error.hint.contains(u"QuickBooks"_s));
}

void TestQuickBooksErrors::namesTheHolderOfADuplicate_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("holder");
    QTest::newRow("number") << u"fault-6140-duplicate-docnum.json"_s << u"Invoice 1451"_s;
    QTest::newRow("number, French company")
        << u"fault-6140-duplicate-docnum-localised.json"_s << u"Facture 1451"_s;
    QTest::newRow("name") << u"fault-6240-duplicate-name-with-id.json"_s << u"58"_s;
    QTest::newRow("name, not told") << u"fault-6240-duplicate-name.json"_s << QString();
}

void TestQuickBooksErrors::namesTheHolderOfADuplicate()
{
    QFETCH(QString, file);
    QFETCH(QString, holder);
    const std::optional<QuickBooksFault> given = quickBooksFault(recorded(file));
    const Error error = quickBooksWriteError(*given, effect(u"SalesReceipt"_s, Operation::Create), {});
    QCOMPARE(error.message.contains(u"held by"_s), !holder.isEmpty());
    QVERIFY(error.message.contains(holder));
}

QTEST_GUILESS_MAIN(TestQuickBooksErrors)
#include "tst_quickbookserrors.moc"
