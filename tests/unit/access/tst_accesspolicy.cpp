#include "engine/access/accesspolicy.h"
#include "engine/store/settingsrepository.h"
#include "engine/store/store.h"
#include "engine/vault/vault.h"

#include <QTemporaryDir>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const PassphraseCost kCheap{1, 64 * 1024};

/// A profile's store and vault.
struct World {
    World()
        : store(*Store::open(folder.filePath(u"store.db"_s), Store::Threading::Inline))
        , vault(*Vault::openWithPassphrase(folder.path(), "vault passphrase", kCheap))
    {
    }
    template <typename Work>
    auto write(Work work)
    {
        return QCoro::waitFor(store->write(work));
    }
    QTemporaryDir folder;
    std::unique_ptr<Store> store;
    std::unique_ptr<Vault> vault;
};

template <typename Value>
QString codeOf(const Result<Value> &result)
{
    return result ? QString() : result.error().code;
}

} // namespace

class TestAccessPolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewProfileHasNoPassphrase()
    {
        World world;
        const auto policy
            = world.write([&world](Database &database) { return readAccessPolicy(database, *world.vault); });
        QVERIFY(policy);
        QVERIFY(!policy->hasPassphrase());
        QCOMPARE(policy->startRole, Role::Operator);
    }
    void isReadBackAsItWasWritten()
    {
        World world;
        AccessPolicy policy = *withPassphrase({}, "correct horse", kCheap);
        policy.startRole = Role::Accountant;
        policy.idleLockMinutes = 7;
        const auto read = world.write([&](Database &database) {
            return writeAccessPolicy(database, *world.vault, policy).and_then([&] {
                return readAccessPolicy(database, *world.vault);
            });
        });
        QVERIFY(read);
        QCOMPARE(*read, policy);
        QVERIFY(checkPassphrase(*read, "correct horse"));
        QCOMPARE(codeOf(checkPassphrase(*read, "Correct horse")), u"access.passphrase"_s);
        QCOMPARE(codeOf(checkPassphrase(*read, {})), u"access.passphrase"_s);
    }
    void aPolicyWrittenByAnotherProgramIsNotTaken()
    {
        World world;
        const auto read = world.write([&](Database &database) {
            return SettingsRepository(database)
                .setValue(u"access/policy"_s, R"({"role":"administrator"})")
                .and_then([&] { return readAccessPolicy(database, *world.vault); });
        });
        QCOMPARE(codeOf(read), u"access.policy"_s);
    }
    void aShortPassphraseIsRefused()
    {
        QCOMPARE(codeOf(withPassphrase({}, "123456789", kCheap)), u"access.short"_s);
        QVERIFY(withPassphrase({}, "1234567890", kCheap));
    }
    void theSamePassphraseNeverLooksTheSame()
    {
        const AccessPolicy first = *withPassphrase({}, "correct horse", kCheap);
        const AccessPolicy second = *withPassphrase({}, "correct horse", kCheap);
        QVERIFY(first.verifier != second.verifier);
        QVERIFY(first.salt != second.salt);
    }
    void aRemovedPassphraseIsGone()
    {
        const AccessPolicy policy = withoutPassphrase(*withPassphrase({}, "correct horse", kCheap));
        QVERIFY(!policy.hasPassphrase());
        QVERIFY(!checkPassphrase(policy, "correct horse"));
    }
};

QTEST_GUILESS_MAIN(TestAccessPolicy)
#include "tst_accesspolicy.moc"
