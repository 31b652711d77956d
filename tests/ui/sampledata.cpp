#include "tests/ui/sampledata.h"

#include "engine/connectors/connectorfactory.h"

#include <QTimeZone>

#include <array>

namespace uds::sample {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kStream = 1;
constexpr int kFailures = 34;
constexpr int kRuns = 60;
constexpr int kRecords = 640;

const std::array<QString, 6> kCustomers{u"Ana Whitfield"_s, u"Blue Kettle Café"_s, u"Mikkel Østergaard"_s,
    u"Northwind Outdoor LLC"_s, u"Priya Raman"_s, u"<b>Tom & Co</b>"_s};

Decimal amountOf(qint64 number)
{
    return Decimal(number * 37 % 480 + 18) + Decimal::literal("0.01") * Decimal(number * 13 % 100);
}

RunCounts counts(int read, int created, int updated, int failed)
{
    RunCounts result;
    result.read = read;
    result.created = created;
    result.updated = updated;
    result.failed = failed;
    result.skipped = read / 20;
    result.unchanged = read - created - updated - failed - result.skipped;
    return result;
}

Error failure(ErrorKind kind, const QString &code, const QString &message, const QString &hint)
{
    return {kind, code, message, hint, {}, {}, std::nullopt};
}

} // namespace

QDateTime now()
{
    return QDateTime({2026, 3, 4}, {10, 42}, QTimeZone::utc());
}

QList<StreamSummary> streams()
{
    StreamSummary orders;
    orders.id = kStream;
    orders.name = u"Orders to books"_s;
    orders.preset = u"woocommerce-orders-quickbooks"_s;
    orders.source = u"Northwind shop"_s;
    orders.target = u"Northwind LLC"_s;
    orders.readUntilUtc = now().addSecs(-75);
    orders.lastSuccessUtc = now().addSecs(-4 * 60);
    orders.lastRun = runs(kRuns + 1, 1).constFirst();
    orders.waiting = 12;
    orders.openFailures = kFailures;
    StreamSummary outlet = orders;
    outlet.id = 2;
    outlet.name = u"Outlet orders"_s;
    outlet.source = u"Outlet shop"_s;
    outlet.lastSuccessUtc = now().addSecs(-26 * 60);
    outlet.readUntilUtc = now().addSecs(-27 * 60);
    outlet.lastRun = runs(kRuns, 1).constFirst();
    outlet.waiting = 0;
    outlet.openFailures = 0;
    return {orders, outlet};
}

DashboardSummary dashboard()
{
    DashboardSummary summary;
    summary.healthSentence = u"All orders up to 10:40 are in QuickBooks except 34 that need you."_s;
    summary.healthy = false;
    summary.asOfUtc = now();
    summary.streams = streams();
    summary.causes = causes();
    summary.recentRuns = runs(kRuns + 1, 4);
    for (int hour = 23; hour >= 0; --hour) {
        const int busy = (23 - hour) * 29 % 61 + ((23 - hour) > 8 ? 34 : 3);
        summary.lastDay << HistoryHour{now().addSecs(-hour * 3600), busy,
            busy % 7 == 0       ? 6
                : busy % 5 == 0 ? 2
                                : 0};
    }
    return summary;
}

QList<RunProgress> activeRuns()
{
    RunProgress run;
    run.runId = kRuns + 1;
    run.stream = u"Orders to books"_s;
    run.stage = RunProgress::Stage::Sending;
    run.counts = counts(400, 118, 9, 2);
    run.counts.unchanged = 120;
    run.expected = 400;
    run.recordsPerSecond = 3.4;
    run.remaining = 44s;
    return {run};
}

QList<IntegrationSummary> integrations()
{
    IntegrationSummary shop;
    shop.id = 1;
    shop.name = u"Northwind shop"_s;
    shop.connector = u"woocommerce"_s;
    shop.connectorTitle = u"WooCommerce"_s;
    shop.accountName = u"Northwind Outdoor"_s;
    shop.address = u"https://shop.northwind.example/wp-json/wc/v3"_s;
    shop.status = u"connected"_s;
    shop.lastVerifiedUtc = now().addSecs(-2 * 3600);
    shop.lastSuccessUtc = now().addSecs(-240);
    IntegrationSummary books = shop;
    books.id = 2;
    books.name = u"Northwind LLC"_s;
    books.connector = u"quickbooks"_s;
    books.connectorTitle = u"QuickBooks Online"_s;
    books.accountName = u"Northwind LLC, company …4411"_s;
    books.address = u"https://quickbooks.api.intuit.com/v3/company/…4411"_s;
    books.openFailures = kFailures;
    books.signInTitle = u"Sign in with QuickBooks"_s;
    books.signInEndsUtc = now().addDays(21);
    books.environment = u"sandbox"_s;
    IntegrationSummary outlet = shop;
    outlet.id = 3;
    outlet.name = u"Outlet shop"_s;
    outlet.accountName.clear();
    outlet.address = u"https://outlet.northwind.example/wp-json/wc/v3"_s;
    outlet.status = u"reauth_required"_s;
    IntegrationSummary warehouse = shop;
    warehouse.id = 4;
    warehouse.name = u"Warehouse"_s;
    warehouse.connector = u"supabase"_s;
    warehouse.connectorTitle = u"Supabase / PostgreSQL"_s;
    warehouse.accountName = u"project northwind-reports"_s;
    warehouse.address = u"https://northwindreportsabcd.supabase.co/rest/v1"_s;
    return {shop, books, outlet, warehouse};
}

ConnectorDescription booksConnector()
{
    return connectorFactory(u"quickbooks")->description();
}

ConnectorDescription warehouseConnector()
{
    return connectorFactory(u"supabase")->description();
}

QList<WebhookSummary> webhooks()
{
    WebhookSummary shop;
    shop.integration = u"Northwind shop"_s;
    shop.connectorTitle = u"WooCommerce"_s;
    shop.isEnabled = true;
    shop.deliveryUrl
        = u"https://hooks.northwind.example/hooks/1/Qm9vayBvZiBwYXRocyB0aGF0IG5vYm9keSBrbm93cw"_s;
    shop.topics = {u"order.created"_s, u"order.updated"_s, u"order.deleted"_s, u"customer.created"_s,
        u"customer.updated"_s, u"product.updated"_s};
    shop.counts.received = 412;
    shop.counts.queued = 2;
    shop.counts.lastReceivedUtc = now().addSecs(-95);
    WebhookSummary books;
    books.integration = u"Northwind LLC"_s;
    books.connectorTitle = u"QuickBooks Online"_s;
    return {shop, books};
}

WebhookReceiverState receiver()
{
    return {u"127.0.0.1"_s, 8787,
        {{webhooks().constFirst().integration, u"http://127.0.0.1:8787/hooks/1/..."_s,
            webhooks().constFirst().deliveryUrl}}};
}

SignInStart signInStart()
{
    return {1, QUrl(u"https://appcenter.intuit.com/connect/oauth2?state=sample"_s),
        QUrl(u"http://localhost:38117/quickbooks/callback"_s), true, 272s};
}

ConnectorDescription shopConnector()
{
    ConnectorDescription description;
    description.name = u"woocommerce"_s;
    description.title = u"WooCommerce"_s;
    description.form = {
        {u"store_url"_s, u"Address of the shop"_s, u"For example https://shop.example.com"_s,
            FormField::Kind::Url, true, {}},
        {u"consumer_key"_s, u"Consumer key"_s, u"Starts with ck_"_s, FormField::Kind::Text, true, {}},
        {u"consumer_secret"_s, u"Consumer secret"_s, u"Starts with cs_"_s, FormField::Kind::Secret, true, {}},
        {u"credentials_in"_s, u"Send credentials in"_s, u"Some hosts remove the header"_s,
            FormField::Kind::Choice, true, {u"header"_s, u"query"_s}},
    };
    return description;
}

VerifyReport brokenReport()
{
    using Verdict = VerifyStep::Verdict;
    VerifyReport report;
    report.steps = {
        {u"Address"_s, Verdict::Passed, u"outlet.northwind.example resolves"_s, {}},
        {u"Reachability"_s, Verdict::Passed, u"Answered in 182 ms"_s, {}},
        {u"Certificate"_s, Verdict::Warning, u"Expires in 9 days"_s, u"Ask your host to renew it."_s},
        {u"Authorization arrives"_s, Verdict::Failed, u"401: the key is not known"_s,
            u"Make a new key in WooCommerce > Settings > Advanced > REST API and enter it here."_s},
        {u"Read permission"_s, Verdict::NotReached, {}, {}},
    };
    report.error
        = failure(ErrorKind::Authentication, u"woo.401"_s, u"The shop does not accept this key."_s, {});
    return report;
}

QList<CauseRow> causes()
{
    const auto cause = [](const QString &key, Error error, int count, const char *amount, int hours) {
        return CauseRow{key, std::move(error), count, Decimal::literal(amount), u"USD"_s,
            now().addSecs(-hours * 3600), now().addSecs(-600)};
    };
    return {
        cause(u"inactive:blue-mug"_s,
            failure(ErrorKind::Validation, u"qbo.item.inactive"_s,
                u"The item “Blue Mug” is inactive in QuickBooks."_s,
                u"Make the item active again in QuickBooks, or choose another item for it; then retry."_s),
            20, "4120.40", 70),
        cause(u"closed:2026-02"_s,
            failure(ErrorKind::Validation, u"qbo.6210"_s,
                u"The books are closed until 28 February, so documents dated before cannot be added."_s,
                u"Ask your accountant to open the period, or exclude these records."_s),
            11, "1980.00", 30),
        cause(u"unknown"_s,
            failure(ErrorKind::Ambiguous, u"outcome.unknown"_s,
                u"QuickBooks did not answer, so it is not known whether the invoice was made."_s, {}),
            3, "310.75", 1),
    };
}

namespace {

FailureCareRow careOf(qint64 id)
{
    FailureCareRow care;
    care.failureId = id;
    if (id == 33) {
        care.assignee = u"Ana"_s;
        care.note = u"Asked the supplier"_s;
        care.acknowledgedBy = u"Ana"_s;
        care.acknowledgedUtc = now().addSecs(-1200);
    }
    if (id == 32)
        care.automaticTries = 5;
    if (id == 30)
        care.nextTryUtc = now().addSecs(300);
    return care;
}

} // namespace

QList<FailureView> failures(qint64 beforeId, int limit)
{
    QList<FailureView> rows;
    const QList<CauseRow> known = causes();
    for (qint64 id = qMin<qint64>(kFailures, beforeId - 1); id > 0 && rows.size() < limit; --id) {
        const CauseRow &cause = known.at(id > 14 ? 0 : id > 3 ? 1 : 2);
        FailureView view;
        FailureRow &row = view.failure;
        row.id = id;
        row.streamId = kStream;
        row.sourceEntity = u"order"_s;
        row.sourceId = QString::number(8800 + id * 3);
        row.number = QString::number(4700 + id);
        row.error = cause.error;
        row.causeKey = cause.causeKey;
        row.amount = amountOf(id);
        row.currency = u"USD"_s;
        row.state = id > 3 ? FailureState::NeedsYou : FailureState::UnknownOutcome;
        row.tries = int(id % 3 + 1);
        row.lastSeenUtc = now().addSecs(-id * 900);
        view.care = careOf(id);
        rows << view;
    }
    return rows;
}

namespace {

Json field(const QString &path, const Json &base, const Json &source, const Json &target)
{
    return Json::object({{u"path"_s, path}, {u"base"_s, base}, {u"source"_s, source}, {u"target"_s, target}});
}

ConflictView conflict(qint64 id, const QString &code, const QString &reason, const Json &fields)
{
    ConflictView view;
    view.stream = u"Orders to books"_s;
    view.source = u"Main shop"_s;
    view.target = u"Northwind LLC"_s;
    ConflictRow &row = view.conflict;
    row.id = id;
    row.sourceEntity = u"order"_s;
    row.targetEntity = u"Invoice"_s;
    row.number = QString::number(4700 + id);
    row.code = code;
    row.reason = reason;
    row.fields = fields;
    row.total = Decimal::literal("120.00");
    row.currency = u"USD"_s;
    row.sourceModifiedUtc = now().addSecs(-5400);
    row.targetModifiedUtc = now().addSecs(-9000);
    row.firstSeenUtc = now().addSecs(-3600);
    return view;
}

} // namespace

QList<ConflictView> conflicts(qint64 beforeId, int limit)
{
    const Json total = field(u"total"_s, u"100.00"_s, u"120.00"_s, u"100.00"_s);
    const Json details
        = Json::array({field(u"PrimaryPhone.FreeFormNumber"_s, u"100"_s, u"555-0111"_s, u"555-0199"_s),
            field(u"BillAddr.City"_s, u"Austin"_s, u"Dallas"_s, {}),
            field(u"GivenName"_s, u"Ana"_s, u"Anna"_s, u"Anna"_s)});
    QList<ConflictView> all{
        conflict(3, u"document.fixed"_s,
            u"Invoice 4703 is paid at the target; the source's change was not sent."_s, Json::array({total})),
        conflict(2, u"conflict.fields"_s, u"Both sides changed phone and city since they last agreed."_s,
            details)};
    all[1].conflict.sourceEntity = u"customer"_s;
    all[1].conflict.targetEntity = u"Customer"_s;
    all[1].conflict.number = u"Anna Known"_s;
    all[1].conflict.total.reset();
    all.removeIf([beforeId](const ConflictView &view) { return view.conflict.id >= beforeId; });
    return all.mid(0, limit);
}

ReconcileOutcome reconciliation()
{
    ReconcileOutcome outcome;
    outcome.stream = u"Orders to books"_s;
    Reconciliation &result = outcome.result;
    result.period = {QDate(2026, 2, 1), QDate(2026, 2, 28)};
    result.timeZone = u"America/New_York"_s;
    result.matched = 412;
    result.fingerprint = "f";
    const auto amount = [](const char *text) { return Decimal::literal(text); };
    result.books = {{u"USD"_s, {415, amount("41230.10"), amount("3402.11"), amount("980.00")},
        {414, amount("41050.10"), amount("3402.11"), amount("980.00")}}};
    result.differences = {{DifferenceKind::Missing, u"8801"_s, u"4701"_s, {}, {}, {}, u"USD"_s,
                              amount("120.00"), {}, u"The item “Blue Mug” is inactive in QuickBooks."_s},
        {DifferenceKind::Amount, u"8802"_s, u"4702"_s, u"Invoice"_s, u"121"_s, u"1045"_s, u"USD"_s,
            amount("80.00"), amount("60.00"), u"The source has a total of 80.00, the target 60.00."_s},
        {DifferenceKind::Excluded, u"8803"_s, u"4703"_s, {}, {}, {}, u"USD"_s, amount("40.00"), {},
            u"Excluded by Ana: entered by hand."_s}};
    return outcome;
}

QList<SignedPeriod> signedPeriods()
{
    SignOffRow row;
    row.id = 2;
    row.from = QDate(2026, 1, 1);
    row.to = QDate(2026, 1, 31);
    row.signedBy = u"Ana"_s;
    row.note = u"Checked against the payouts"_s;
    row.signedUtc = now().addDays(-20);
    SignedPeriod holds{u"Orders to books"_s, row, {}};
    row.id = 1;
    row.from = QDate(2025, 12, 1);
    row.to = QDate(2025, 12, 31);
    row.changedUtc = now().addDays(-2);
    const SignOffEventRow event{1, 1, row.changedUtc, "g",
        u"2025-12-01 to 2025-12-31 was signed off by Ana with 0 differences and was changed since: it has 1 now."_s};
    return {holds, {u"Orders to books"_s, row, {event}}};
}

QList<RunSummary> runs(qint64 beforeId, int limit)
{
    QList<RunSummary> rows;
    for (qint64 id = qMin<qint64>(kRuns, beforeId - 1); id > 0 && rows.size() < limit; --id) {
        RunSummary row;
        row.stream = id % 3 == 0 ? u"Outlet orders"_s : u"Orders to books"_s;
        row.run.id = id;
        row.run.streamId = kStream;
        row.run.trigger = id % 4 == 0 ? u"manual"_s : u"schedule"_s;
        row.run.mode = u"incremental"_s;
        row.run.startedUtc = now().addSecs(-(kRuns - id) * 1860 - 300);
        row.run.finishedUtc = row.run.startedUtc.addSecs(20 + id * 7 % 190);
        const int failed = id % 5 == 0 ? 2 : 0;
        row.run.counts = counts(int(40 + id * 31 % 300), int(12 + id * 7 % 25), int(id % 4), failed);
        row.run.state = id % 17 == 0 ? RunState::Failed
            : failed > 0             ? RunState::CompletedWithProblems
                                     : RunState::Completed;
        row.run.amount = amountOf(id) * Decimal(12);
        row.run.currency = u"USD"_s;
        row.run.calls = int(20 + id % 30);
        rows << row;
    }
    return rows;
}

QList<HistoryRow> records(qint64 beforeId, int limit)
{
    static const std::array<QString, 8> actions{u"created"_s, u"created"_s, u"updated"_s, u"created"_s,
        u"unchanged"_s, u"failed"_s, u"created"_s, u"skipped"_s};
    QList<HistoryRow> rows;
    for (qint64 id = qMin<qint64>(kRecords, beforeId - 1); id > 0 && rows.size() < limit; --id) {
        HistoryRow row;
        row.id = id;
        row.atUtc = now().addSecs(-(kRecords - id) * 71);
        row.runId = kRuns;
        row.streamId = kStream;
        row.sourceEntity = u"order"_s;
        row.sourceId = QString::number(9000 + id);
        row.number = QString::number(4100 + id);
        row.action = actions.at(size_t(id % 8));
        row.amount = amountOf(id);
        row.currency = u"USD"_s;
        if (row.action == "failed"_L1) {
            row.message = u"The item “Blue Mug” is inactive in QuickBooks."_s;
        } else if (row.action == "skipped"_L1) {
            row.message = u"Status on-hold is not in the filter."_s;
        } else {
            row.targetEntity = u"Invoice"_s;
            row.targetId = QString::number(120 + id);
            row.targetNumber = QString::number(1000 + id);
        }
        rows << row;
    }
    return rows;
}

Explanation explanation()
{
    Explanation explanation;
    explanation.stream = u"Orders to books"_s;
    explanation.sourceEntity = u"order"_s;
    HistoryRow created = records(639, 1).constFirst();
    HistoryRow updated = created;
    created.atUtc = created.atUtc.addSecs(-5 * 3600);
    created.runId = kRuns - 9;
    updated.action = u"updated"_s;
    updated.message = u"The shipping address changed in the shop."_s;
    explanation.sourceId = created.sourceId;
    explanation.number = created.number;
    explanation.verdict = u"done"_s;
    explanation.sentence = u"Order 4738 is Invoice 1638 in Northwind LLC, for the same total."_s;
    explanation.journey = {created, updated};
    return explanation;
}

Plan plan()
{
    Plan plan;
    plan.stream = u"Orders to books"_s;
    plan.createdUtc = now();
    plan.estimatedCalls = 14;
    static const std::array<QString, 7> actions{
        u"create"_s, u"create"_s, u"create"_s, u"update"_s, u"unchanged"_s, u"create"_s, u"blocked"_s};
    for (int i = 0; i < 60; ++i) {
        PlanChange change;
        change.sourceEntity = u"order"_s;
        change.sourceId = QString::number(9100 + i);
        change.number = QString::number(4740 + i);
        change.action = i == 33 ? u"void"_s : i % 9 == 8 ? u"skipped"_s : actions.at(size_t(i) % 7);
        change.purpose = u"document"_s;
        change.targetEntity = u"Invoice"_s;
        change.label = kCustomers.at(size_t(i) % kCustomers.size());
        change.amount = amountOf(i + 3);
        change.currency = u"USD"_s;
        if (change.action == "blocked"_L1) {
            change.reason = u"The item “Blue Mug” is inactive in QuickBooks."_s;
            change.hint = u"Make the item active again, or choose another item for it."_s;
        }
        if (change.action == "skipped"_L1)
            change.reason = u"Status on-hold is not in the filter."_s;
        change.payload = Json::object({{u"DocNumber"_s, change.number}, {u"TxnDate"_s, u"2026-03-04"_s},
            {u"CustomerRef"_s, Json::object({{u"value"_s, u"58"_s}})}, {u"TotalAmt"_s, *change.amount}});
        plan.changes << change;
    }
    return plan;
}

} // namespace uds::sample
