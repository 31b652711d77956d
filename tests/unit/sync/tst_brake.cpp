#include "engine/sync/brake.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

using Action = PlannedChange::Action;

QList<PlannedChange> many(
    int count, Action action, const char *total = "10.00", const QString &purpose = u"document"_s)
{
    PlannedChange change;
    change.action = action;
    change.purpose = purpose;
    change.total = Decimal::literal(total);
    change.currency = u"USD"_s;
    return QList<PlannedChange>(count, change);
}

BrakeLimits unasked(BrakeLimits limits = {})
{
    limits.confirmAbove = 0;
    return limits;
}

QString codeOf(const Result<void> &passed)
{
    return passed ? QString() : passed.error().code;
}

} // namespace

/// Where a run stops, counted change by change.
class TestBrake : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stopsAboveEachLimit_data()
    {
        QTest::addColumn<int>("known");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("action");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, int known, int count, Action action, const QString &code) {
            QTest::newRow(name) << known << count << int(action) << code;
        };
        row("20 voids of many", 1000, 20, Action::Void, {});
        row("21 voids of many", 1000, 21, Action::Void, u"brake.voids"_s);
        row("5 voids of 6 are a handful", 6, 5, Action::Void, {});
        row("6 voids are 10 % of 60", 60, 6, Action::Void, {});
        row("6 voids are more than 10 % of 59", 59, 6, Action::Void, u"brake.voids"_s);
        row("100 updates of 100", 100, 100, Action::Update, {});
        row("101 updates are half of 202", 202, 101, Action::Update, {});
        row("101 updates are more than half of 201", 201, 101, Action::Update, u"brake.updates"_s);
        row("any number of creates", 0, 10000, Action::Create, {});
        row("what sends nothing", 0, 1000, Action::Blocked, {});
        row("what is only linked", 0, 1000, Action::Adopt, {});
    }
    void stopsAboveEachLimit()
    {
        QFETCH(int, known);
        QFETCH(int, count);
        QFETCH(int, action);
        QFETCH(QString, code);
        Brake brake(unasked(), known);
        QCOMPARE(codeOf(brake.pass(many(count, Action(action)))), code);
    }
    void takingOutOfUseCountsAsVoiding()
    {
        QList<PlannedChange> changes = many(21, Action::Update);
        for (PlannedChange &change : changes)
            change.payloadHash = archivedContent();
        QCOMPARE(codeOf(Brake(unasked(), 1000).pass(changes)), u"brake.voids"_s);
    }
    void portionsAddUpAndTheRefusedOneDoesNotCount()
    {
        BrakeLimits limits = unasked();
        limits.creates = 25;
        Brake brake(limits, 0);
        QVERIFY(brake.pass(many(20, Action::Create)));
        const Result<void> stopped = brake.pass(many(6, Action::Create));
        QCOMPARE(codeOf(stopped), u"brake.creates"_s);
        QVERIFY2(stopped.error().message.contains(u"26 documents; the limit is 25. 20 changes were sent"_s),
            qPrintable(stopped.error().message));
        QVERIFY(stopped.error().hint.contains(u"--over-brake"_s));
        QVERIFY(brake.pass(many(5, Action::Create)));
    }
    void onlyDocumentsCountButEveryChangeIsAskedFor()
    {
        BrakeLimits limits;
        limits.creates = 1;
        limits.money = Decimal::literal("10.00");
        Brake brake(limits, 0);
        QVERIFY(brake.pass(many(10, Action::Create, "10.00", u"reference"_s)));
        const Result<void> asked = brake.pass(many(1, Action::Create));
        QCOMPARE(codeOf(asked), u"run.confirm"_s);
        QCOMPARE(asked.error().kind, ErrorKind::Cancelled);
    }
    void moneyIsSummedPerCurrencyWithoutSigns()
    {
        BrakeLimits limits = unasked();
        limits.money = Decimal::literal("100.00");
        Brake brake(limits, 0);
        QVERIFY(brake.pass(many(5, Action::Create)));
        QVERIFY(brake.pass(many(5, Action::Create, "-10.00")));
        QList<PlannedChange> other = many(1, Action::Create, "99.00");
        other.first().currency = u"EUR"_s;
        QVERIFY(brake.pass(other));
        const Result<void> stopped = brake.pass(many(1, Action::Void, "0.01"));
        QCOMPARE(codeOf(stopped), u"brake.money"_s);
        QVERIFY2(stopped.error().message.contains(u"100.01 USD"_s), qPrintable(stopped.error().message));
    }
    void settingsAreRead()
    {
        QCOMPARE(*BrakeLimits::of(Json::object({})), BrakeLimits());
        QCOMPARE(*BrakeLimits::of(BrakeLimits::defaults()), BrakeLimits());
        const auto limits = BrakeLimits::of(Json::object({{u"brake_voids"_s, 0}, {u"brake_creates"_s, u"7"_s},
            {u"brake_money"_s, u"2500.50"_s}, {u"confirm_above"_s, 0}}));
        QCOMPARE(limits->voids, 0);
        QCOMPARE(limits->creates, 7);
        QCOMPARE(limits->confirmAbove, 0);
        QCOMPARE(*limits->money, Decimal::literal("2500.50"));
        QVERIFY(Brake(*limits, 100000).pass(many(1000, Action::Void, "1.00")));
    }
    void settingsThatAreNoLimitsAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("negative") << u"brake_voids"_s << u"-1"_s;
        QTest::newRow("a word") << u"brake_updates_percent"_s << u"half"_s;
        QTest::newRow("too large") << u"brake_creates"_s << u"99999999999"_s;
        QTest::newRow("negative money") << u"brake_money"_s << u"-5"_s;
        QTest::newRow("no amount") << u"brake_money"_s << u"much"_s;
    }
    void settingsThatAreNoLimitsAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto limits = BrakeLimits::of(Json::object({{name, value}}));
        QVERIFY(!limits);
        QCOMPARE(limits.error().code, u"stream.setting"_s);
        QCOMPARE(limits.error().field, name);
    }
};

QTEST_GUILESS_MAIN(TestBrake)
#include "tst_brake.moc"
