#include "tests/support/syncfixture.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A change at the shop whose answer was lost is settled by sending the same bytes again: an absolute PUT
/// does no harm twice, and nobody has to look.
class TestLostUpdates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChangeAtTheShopIsSettledWithoutAPerson_data();
    void aChangeAtTheShopIsSettledWithoutAPerson();
};

namespace {

const QString kMail = u"ada@example.com"_s;

Json customer(const QString &phone)
{
    return Json::object({{u"DisplayName"_s, u"Ada Ames"_s}, {u"GivenName"_s, u"Ada"_s},
        {u"FamilyName"_s, u"Ames"_s}, {u"PrimaryEmailAddr"_s, Json::object({{u"Address"_s, kMail}})},
        {u"PrimaryPhone"_s, Json::object({{u"FreeFormNumber"_s, phone}})},
        {u"BillAddr"_s,
            Json::object({{u"Line1"_s, u"1 Ledger Lane"_s}, {u"City"_s, u"Austin"_s},
                {u"CountrySubDivisionCode"_s, u"TX"_s}, {u"PostalCode"_s, u"73301"_s}})}});
}

void changePhone(SyncFixture &sync, const QString &phone)
{
    for (const Json &held : sync.documents(u"Customer"_s)) {
        if (held[u"PrimaryEmailAddr"][u"Address"].string() != kMail)
            continue;
        std::ignore = sync.changeAtTarget(u"Customer"_s,
            Json::object({{u"Id"_s, held[u"Id"]}, {u"SyncToken"_s, held[u"SyncToken"]}, {u"sparse"_s, true},
                {u"PrimaryPhone"_s, Json::object({{u"FreeFormNumber"_s, phone}})}}));
    }
}

QString shopPhone(const SyncFixture &sync)
{
    const qint64 id = sync.shop.customers().idOfKey(kMail);
    return sync.shop.customers().document(id)[u"billing"][u"phone"].string();
}

} // namespace

void TestLostUpdates::aChangeAtTheShopIsSettledWithoutAPerson_data()
{
    QTest::addColumn<KillPlan::Moment>("moment");
    QTest::newRow("it never arrived") << KillPlan::Moment::BeforeSending;
    QTest::newRow("it was done and its answer lost") << KillPlan::Moment::AfterApplying;
}

void TestLostUpdates::aChangeAtTheShopIsSettledWithoutAPerson()
{
    QFETCH(const KillPlan::Moment, moment);
    SyncFixture sync;
    sync.shop.settings().rights = ShopSettings::KeyRights::ReadWrite;
    sync.preset = u"quickbooks-customers-to-woo"_s;
    QVERIFY(sync.company.enter(u"Customer"_s, customer(u"111"_s), sync.clock.nowUtc()));
    sync.clock.pass(2min);
    const RunRow first = sync.finishedRun();
    QVERIFY2(shopPhone(sync) == u"111"_s, qPrintable(describe(first)));

    sync.clock.pass(10min);
    changePhone(sync, u"222"_s);
    sync.clock.pass(2min);
    sync.kill = KillPlan{1, moment, true};
    QVERIFY(!sync.run());
    const RunRow after = sync.finishedRun();
    QCOMPARE(shopPhone(sync), u"222"_s);
    QVERIFY2(sync.openFailures().isEmpty(), qPrintable(describe(after)));
    sync.clock.pass(10min);
    const RunRow later = sync.finishedRun();
    QVERIFY2(sync.openFailures().isEmpty(), qPrintable(describe(later)));
    QVERIFY(sync.violations.isEmpty());
}

QTEST_GUILESS_MAIN(TestLostUpdates)
#include "tst_lostupdates.moc"
