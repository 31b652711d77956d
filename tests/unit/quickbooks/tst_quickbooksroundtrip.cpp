#include "engine/connectors/quickbooks/quickbooksentities.h"
#include "engine/connectors/quickbooks/quickbooksfactory.h"
#include "tests/unit/quickbooks/directcompany.h"
#include "tests/unit/quickbooks/recordedfiles.h"

#include <QCoroTask>
#include <QTest>

using namespace uds;
using namespace uds::test;
using namespace Qt::StringLiterals;
using State = Outcome::State;

namespace {

constexpr auto kMarker = "woo:1:order:7"_L1;

Json parsed(const QByteArray &text)
{
    return Json::parse(text).value();
}

} // namespace

/// Reader, sender and the make-believe company together: every entity from its creation to its end.
class TestQuickBooksRoundTrip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesEveryEntityThroughItsLife_data();
    void takesEveryEntityThroughItsLife();
    void paysAnInvoiceInParts();
    void tellsWhatACustomersMergeBroke();
    void tellsWhatAnInactiveItemBroke();
    void protectsWhatWasDeposited();
    void keepsPeopleWithABalance();
    void namesTheHolderOfANumber();
    void sendsBillsInABatch();
    void staysWithinTheReservedHosts();

private:
    [[nodiscard]] QList<Outcome> sent(const QList<Effect> &effects)
    {
        const FrozenCall call = m_reader->wire().freeze(effects, u"call-%1"_s.arg(++m_calls)).value();
        return QCoro::waitFor(m_sender->send(call, {}));
    }
    [[nodiscard]] Outcome created(const QString &entity, const Json &payload)
    {
        Effect effect{u"t-%1"_s.arg(++m_calls), entity, Operation::Create, payload, {}, {}};
        return sent({effect}).first();
    }
    [[nodiscard]] Outcome changed(
        const QString &entity, Operation operation, const Json &payload, const Outcome &before)
    {
        Effect effect{
            u"t-%1"_s.arg(++m_calls), entity, operation, payload, before.remoteId, before.remoteVersion};
        return sent({effect}).first();
    }
    [[nodiscard]] Json payload(const QString &entity);
    [[nodiscard]] Json sale(const QString &number, const char *amount)
    {
        return Json::object({{u"CustomerRef"_s, reference(m_customer)}, {u"DocNumber"_s, number},
            {u"Line"_s, JsonArray{itemLine(u"1"_s, amount)}}});
    }
    [[nodiscard]] Json payment(const QString &invoice, const QByteArray &amount)
    {
        return parsed(R"({"CustomerRef":{"value":")" + m_customer.toLatin1() + R"("},"TotalAmt":)" + amount
            + R"(,"Line":[{"Amount":)" + amount + R"(,"LinkedTxn":[{"TxnType":"Invoice","TxnId":")"
            + invoice.toLatin1() + R"("}]}]})");
    }
    [[nodiscard]] QList<Record> found(const QString &entity, const QString &key, const QString &value)
    {
        return QCoro::waitFor(m_reader->find({entity, key, {value}}, {})).value_or(QList<Record>());
    }

    QuickBooksFactory m_factory;
    std::unique_ptr<CompanyFixture> m_fixture;
    std::unique_ptr<DirectHttp> m_http;
    std::unique_ptr<FixedClock> m_clock;
    std::unique_ptr<ConnectorReader> m_reader;
    std::unique_ptr<ConnectorSender> m_sender;
    QString m_customer;
    int m_calls = 0;
};

void TestQuickBooksRoundTrip::init()
{
    CompanyOptions options;
    options.enforceLimits = false;
    const ConnectorSettings settings = m_factory.checked(companySettings()).value();
    m_fixture = std::make_unique<CompanyFixture>(options);
    m_http = std::make_unique<DirectHttp>(*m_fixture);
    m_clock = std::make_unique<FixedClock>(m_fixture->now);
    m_reader = m_factory.reader(settings, *m_http, *m_clock);
    m_sender = m_factory.sender(settings, *m_http);
    m_customer = m_fixture->customer(u"Ada Merriweather"_s);
}

Json TestQuickBooksRoundTrip::payload(const QString &entity)
{
    if (entity == u"Customer"_s)
        return parsed(R"({"DisplayName":"Bob","PrimaryEmailAddr":{"Address":"bob@example.com"}})");
    if (entity == u"Vendor"_s)
        return parsed(R"({"DisplayName":"Paper Mill","AcctNum":"1"})");
    if (entity == u"Item"_s)
        return parsed(
            R"({"Name":"Mug","Sku":"MUG","Type":"NonInventory","IncomeAccountRef":{"value":"79"}})");
    if (entity == u"Purchase"_s)
        return parsed(
            R"({"PaymentType":"Cash","AccountRef":{"value":"43"},"TxnDate":"2026-03-03","Line":[{"Amount":3.1,"DetailType":"AccountBasedExpenseLineDetail","AccountBasedExpenseLineDetail":{"AccountRef":{"value":"13"}}}]})");
    if (entity == u"Bill"_s || entity == u"VendorCredit"_s)
        return parsed(
            R"({"VendorRef":{"value":"72"},"DocNumber":"TW-1","Line":[{"Amount":62.5,"DetailType":"AccountBasedExpenseLineDetail","AccountBasedExpenseLineDetail":{"AccountRef":{"value":"13"}}}]})");
    if (entity == u"Payment"_s)
        return Json::object({{u"CustomerRef"_s, reference(m_customer)}, {u"TotalAmt"_s, 5}});
    Json document = sale(u"WC-7"_s, "10");
    if (entity == u"RefundReceipt"_s)
        document.set(u"DepositToAccountRef"_s, reference(u"43"_s));
    return document;
}

void TestQuickBooksRoundTrip::takesEveryEntityThroughItsLife_data()
{
    QTest::addColumn<QString>("entity");
    for (const QuickBooksEntity &entity : quickBooksEntities())
        QTest::newRow(qPrintable(entity.name)) << entity.name;
}

void TestQuickBooksRoundTrip::takesEveryEntityThroughItsLife()
{
    QFETCH(QString, entity);
    const QuickBooksEntity &known = *quickBooksEntity(entity);
    const ConnectorWire &wire = m_reader->wire();
    const Json marked = wire.marked(entity, payload(entity), kMarker);
    const Outcome made = created(entity, marked);
    QVERIFY2(made.state == State::Applied, qPrintable(made.error ? made.error->detail : QString()));
    QCOMPARE(wire.totalOf(entity, made.document).has_value(), known.hasTotal);

    // A lost answer is found again by its natural key, and known by its marker.
    const Effect effect{u"t-1"_s, entity, Operation::Create, marked, {}, {}};
    const LookUp probe = wire.probe(effect);
    QVERIFY(!probe.values.isEmpty());
    const QList<Record> again = found(entity, probe.key, probe.values.first());
    QCOMPARE(again.size(), 1);
    QCOMPARE(again.first().id, made.remoteId);
    if (!known.noteMember.isEmpty())
        QCOMPARE(wire.markerOf(entity, again.first().document), kMarker);

    // Sparse: what is not sent stays.
    Json change = entity == u"Item"_s ? parsed(R"({"Description":"Enamel"})")
        : known.hasActive             ? parsed(R"({"PrintOnCheckName":"Someone"})")
                                      : Json::object({{u"PrivateNote"_s, u"Seen"_s}});
    for (const QString &needed : {u"VendorRef"_s, u"PaymentType"_s}) {
        if (marked.contains(needed))
            change.set(needed, marked[needed]);
    }
    const Outcome updated = changed(entity, Operation::Update, change, made);
    QCOMPARE(updated.state, State::Applied);
    QCOMPARE(updated.remoteVersion, u"1"_s);
    QCOMPARE(updated.document[known.numberMember], made.document[known.numberMember]);
    QCOMPARE(wire.totalOf(entity, updated.document), wire.totalOf(entity, made.document));
    QCOMPARE(changed(entity, Operation::Update, change, made).state, State::Stale);

    ReadWindow window;
    window.fromUtc = m_fixture->now.addSecs(-60);
    const Result<RecordPage> read = QCoro::waitFor(m_reader->read(entity, window, {}, {}));
    QVERIFY(read);
    QVERIFY(std::ranges::any_of(read->records, [&updated](const Record &record) {
        return record.id == updated.remoteId && record.version == u"1"_s;
    }));

    if (!known.isVoidable()) {
        QVERIFY(!wire.freeze({{u"t"_s, entity, Operation::Void, {}, made.remoteId, u"1"_s}}, {}));
        return;
    }
    const Json name = entity == u"Item"_s ? Json::object({{u"Name"_s, u"Mug"_s}}) : Json();
    const Outcome ended = changed(entity, Operation::Void, name, updated);
    QCOMPARE(ended.state, State::Applied);
    QCOMPARE(wire.isUsable(entity, ended.document), !known.hasActive);
    if (known.hasActive)
        QVERIFY(ended.document[known.numberMember].string().endsWith(u" (deleted)"_s));
    else
        QCOMPARE(wire.totalOf(entity, ended.document), std::optional(Decimal(0)));
}

void TestQuickBooksRoundTrip::paysAnInvoiceInParts()
{
    const QString invoice = created(u"Invoice"_s, sale(u"WC-1"_s, "100")).remoteId;
    const auto left = [&] {
        return m_reader->wire()
            .leftToPay(u"Payment"_s, found(u"Invoice"_s, u"Id"_s, invoice).first())
            .value();
    };
    QCOMPARE(created(u"Payment"_s, payment(invoice, "30")).state, State::Applied);
    QCOMPARE(left(), Decimal(70));
    // Somebody at the company's own screens takes the rest.
    QVERIFY(m_fixture->company.enter(u"Payment"_s, payment(invoice, "70"), m_fixture->now));
    QCOMPARE(left(), Decimal(0));
    const Outcome late = created(u"Payment"_s, payment(invoice, "70"));
    QCOMPARE(late.state, State::Rejected);
    QCOMPARE(late.error->code, u"payment.alreadyPaid"_s);
    QVERIFY(!late.error->hint.isEmpty());
    QVERIFY(!late.recordGone);
    // Another rule of the same code keeps it.
    Json foreign = payment(invoice, "1");
    foreign.set(u"CustomerRef"_s, reference(m_fixture->customer(u"Bob"_s)));
    QCOMPARE(created(u"Payment"_s, foreign).error->code, u"qbo.6000"_s);
}

void TestQuickBooksRoundTrip::tellsWhatACustomersMergeBroke()
{
    const Outcome invoice = created(u"Invoice"_s, sale(u"WC-1"_s, "10"));
    const QString winner = m_fixture->customer(u"Ada M."_s);
    m_fixture->now = m_fixture->now.addSecs(60);
    QVERIFY(m_fixture->company.merge(u"Customer"_s, m_customer, winner, m_fixture->now));
    const Outcome next = created(u"Invoice"_s, sale(u"WC-2"_s, "10"));
    QCOMPARE(next.state, State::Rejected);
    QVERIFY(next.recordGone);
    QCOMPARE(next.error->code, u"qbo.referenceGone"_s);
    QCOMPARE(next.error->field, u"CustomerRef, ItemRef"_s);
    // The feed tells the same: the loser is gone, its documents moved.
    ReadWindow window;
    window.fromUtc = m_fixture->now;
    const Result<RecordPage> people = QCoro::waitFor(m_reader->read(u"Customer"_s, window, {}, {}));
    QCOMPARE(people->records.last().id, m_customer);
    QCOMPARE(people->records.last().document[u"status"].string(), u"Deleted"_s);
    const Result<RecordPage> moved = QCoro::waitFor(m_reader->read(u"Invoice"_s, window, {}, {}));
    QCOMPARE(moved->records.first().id, invoice.remoteId);
    QCOMPARE(
        m_reader->wire().keyText(u"Invoice"_s, u"CustomerRef"_s, moved->records.first().document), winner);
    QVERIFY(found(u"Customer"_s, u"Id"_s, m_customer).isEmpty());
}

void TestQuickBooksRoundTrip::tellsWhatAnInactiveItemBroke()
{
    const Outcome item = created(u"Item"_s, payload(u"Item"_s));
    const Json line = Json::object(
        {{u"CustomerRef"_s, reference(m_customer)}, {u"Line"_s, JsonArray{itemLine(item.remoteId, "10")}}});
    QCOMPARE(created(u"Invoice"_s, line).state, State::Applied);
    const Json name = Json::object({{u"Name"_s, u"Mug"_s}});
    QCOMPARE(changed(u"Item"_s, Operation::Void, name, item).state, State::Applied);
    const Outcome refused = created(u"Invoice"_s, line);
    QCOMPARE(refused.state, State::Rejected);
    QCOMPARE(refused.error->code, u"qbo.referenceGone"_s);
    QVERIFY(refused.error->field.contains(u"ItemRef"_s));
    // The name is free again.
    QCOMPARE(created(u"Item"_s, payload(u"Item"_s)).state, State::Applied);
}

void TestQuickBooksRoundTrip::protectsWhatWasDeposited()
{
    const Outcome paid = created(u"Payment"_s, payload(u"Payment"_s));
    m_fixture->company.deposit(u"Payment"_s, paid.remoteId);
    const Outcome refused = changed(u"Payment"_s, Operation::Void, {}, paid);
    QCOMPARE(refused.state, State::Rejected);
    QCOMPARE(refused.error->code, u"qbo.6540"_s);
    QVERIFY(refused.error->hint.contains(u"deposit"_s));
}

void TestQuickBooksRoundTrip::keepsPeopleWithABalance()
{
    QCOMPARE(created(u"Invoice"_s, sale(u"WC-1"_s, "10")).state, State::Applied);
    Outcome customer;
    customer.remoteId = m_customer;
    customer.remoteVersion = u"0"_s;
    const Outcome refused = changed(u"Customer"_s, Operation::Void, {}, customer);
    QCOMPARE(refused.state, State::Rejected);
    QCOMPARE(refused.error->code, u"qbo.6220"_s);
}

void TestQuickBooksRoundTrip::namesTheHolderOfANumber()
{
    const Outcome first = created(u"Invoice"_s, sale(u"WC-1"_s, "10"));
    const Outcome second = created(u"Invoice"_s, sale(u"WC-1"_s, "20"));
    QCOMPARE(second.state, State::Rejected);
    QCOMPARE(second.holderId, first.remoteId);
    QVERIFY(second.error->message.contains(u"Invoice "_s + first.remoteId));
    const Outcome other = created(u"SalesReceipt"_s, sale(u"WC-1"_s, "10"));
    QVERIFY(other.holderId.isEmpty());
    QVERIFY(other.error->message.contains(u"Invoice "_s + first.remoteId));
}

void TestQuickBooksRoundTrip::sendsBillsInABatch()
{
    QList<Effect> effects;
    for (int i = 0; i < 30; ++i) {
        Json bill = payload(u"Bill"_s);
        bill.set(u"DocNumber"_s, u"TW-%1"_s.arg(i / 2)); // every number twice
        effects.append({u"b-%1"_s.arg(i), u"Bill"_s, Operation::Create, bill, {}, {}});
    }
    const QList<Outcome> outcomes = sent(effects);
    for (int i = 0; i < 30; ++i) {
        QCOMPARE(outcomes.at(i).state, i % 2 == 0 ? State::Applied : State::Rejected);
        if (i % 2 == 1)
            QCOMPARE(outcomes.at(i).holderId, outcomes.at(i - 1).remoteId);
    }
    QCOMPARE(m_fixture->company.ledger().size(), 16); // with the customer of the fixture
}

void TestQuickBooksRoundTrip::staysWithinTheReservedHosts()
{
    for (const QString &environment : {u"production"_s, u"sandbox"_s}) {
        ConnectorSettings given = companySettings();
        given.values.remove(u"base_url");
        given.values.remove(u"token_url");
        given.values.set(u"environment"_s, environment);
        const ConnectorSettings settings = m_factory.checked(given).value();
        const QString host = environment == u"sandbox"_s ? u"sandbox-quickbooks.api.intuit.com"_s
                                                         : u"quickbooks.api.intuit.com"_s;
        m_http->addresses.clear();
        const auto reader = m_factory.reader(settings, *m_http, *m_clock);
        const auto sender = m_factory.sender(settings, *m_http);
        QVERIFY(QCoro::waitFor(reader->facts({})));
        const Effect effect{environment, u"Customer"_s, Operation::Create,
            Json::object({{u"DisplayName"_s, environment}}), {}, {}};
        const FrozenCall call = reader->wire().freeze({effect}, {}).value();
        QCOMPARE(QCoro::waitFor(sender->send(call, {})).first().state, State::Applied);
        QVERIFY(m_http->addresses.size() >= 10);
        for (const QUrl &address : std::as_const(m_http->addresses)) {
            QCOMPARE(address.host(), host);
            QCOMPARE(address.scheme(), u"https"_s);
            QVERIFY(address.query().contains(u"minorversion=75"_s));
        }
        QCOMPARE(m_factory.limits(settings), m_factory.description().limits);
        m_fixture->now = m_fixture->now.addSecs(1);
    }
}

QTEST_GUILESS_MAIN(TestQuickBooksRoundTrip)
#include "tst_quickbooksroundtrip.moc"
