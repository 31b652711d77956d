#include "engine/sync/tokens.h"

#include <QSet>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

class TestTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dependOnTheEffectAndOnNothingElse();
    void everyPartMatters();
    void fitThePlatformsLimits();
};

namespace {

const EffectIdentity kIdentity{
    u"woocommerce:https://shop.example"_s, u"quickbooks:4620816365"_s, u"order"_s, u"105"_s, u"document"_s};

QString token(const EffectIdentity &identity, Operation operation = Operation::Create,
    const QByteArray &version = "v1", int generation = 0)
{
    return effectToken(businessKey(identity), identity.targetAccount, operation, version, generation);
}

} // namespace

void TestTokens::dependOnTheEffectAndOnNothingElse()
{
    // A known value: a second computer, or a restored backup, has to compute exactly this one.
    QCOMPARE(businessKey(kIdentity), u"woocommerce:https://shop.example/order/105/document"_s);
    const QString first = token(kIdentity);
    QCOMPARE(token(kIdentity), first); // no clock and no random part in it
    QCOMPARE(batchToken({first, first}), batchToken({first, first}));
}

void TestTokens::everyPartMatters()
{
    EffectIdentity otherShop = kIdentity;
    otherShop.sourceAccount += u"/de"_s;
    EffectIdentity otherCompany = kIdentity;
    otherCompany.targetAccount = u"quickbooks:1"_s;
    EffectIdentity otherOrder = kIdentity;
    otherOrder.sourceId = u"106"_s;
    EffectIdentity otherPurpose = kIdentity;
    otherPurpose.purpose = u"payment"_s;
    const QSet<QString> tokens{token(kIdentity), token(otherShop), token(otherCompany), token(otherOrder),
        token(otherPurpose), token(kIdentity, Operation::Update), token(kIdentity, Operation::Create, "v2"),
        token(kIdentity, Operation::Create, "v1", 1)};
    QCOMPARE(tokens.size(), 8);
    QVERIFY(batchToken({u"a"_s, u"b"_s}) != batchToken({u"b"_s, u"a"_s}));
}

void TestTokens::fitThePlatformsLimits()
{
    QVERIFY(token(kIdentity).size() <= 36); // QuickBooks: 50 for one request, 36 for a batch
    QVERIFY(batchToken({token(kIdentity)}).size() <= 36);
    QVERIFY(effectMarker(businessKey(kIdentity)).size() <= 60);
}

QTEST_APPLESS_MAIN(TestTokens)
#include "tst_tokens.moc"
