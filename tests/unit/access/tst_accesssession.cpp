#include "engine/access/accesssession.h"
#include "engine/simulators/virtualclock.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A session of a profile with an administrator passphrase.
struct World {
    explicit World(Role start = Role::Operator, std::chrono::minutes idle = 15min)
    {
        session.setRules({true, start, idle});
    }
    VirtualClock clock{QDateTime({2026, 3, 1}, {8, 0}, Qt::UTC)};
    AccessSession session{clock, u"anna on pc"_s};
};

QString codeOf(const Result<void> &result)
{
    return result ? QString() : result.error().code;
}

} // namespace

class TestAccessSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tableOfRights_data()
    {
        QTest::addColumn<int>("role");
        QTest::addColumn<QStringList>("rights");
        const QStringList sees{u"see"_s};
        const QStringList operates{
            u"see"_s, u"export"_s, u"plan"_s, u"run"_s, u"resolve_records"_s, u"manage_schedules"_s};
        const QStringList accounts{
            u"see"_s, u"see_audit"_s, u"export"_s, u"plan"_s, u"resolve_records"_s, u"sign_off"_s};
        QStringList all;
        for (const Permission permission : allPermissions())
            all.append(permissionName(permission));
        QTest::newRow("viewer") << int(Role::Viewer) << sees;
        QTest::newRow("operator") << int(Role::Operator) << operates;
        QTest::newRow("accountant") << int(Role::Accountant) << accounts;
        QTest::newRow("administrator") << int(Role::Administrator) << all;
    }
    void tableOfRights()
    {
        QFETCH(int, role);
        QFETCH(QStringList, rights);
        QStringList found;
        for (const Permission permission : allPermissions()) {
            if (allows(Role(role), permission))
                found.append(permissionName(permission));
        }
        QCOMPARE(found, rights);
    }
    void everyPermissionStandsAtItsPlaceInTheTable()
    {
        int expected = 0;
        for (const Permission permission : allPermissions()) {
            QCOMPARE(int(permission), expected++);
            QVERIFY(!permissionTitle(permission).isEmpty());
        }
        QCOMPARE(expected, int(Permission::ManageAccess) + 1);
    }
    void rolesHaveNames()
    {
        for (const Role role : allRoles())
            QCOMPARE(roleFromName(roleName(role)), std::optional(role));
        QVERIFY(!roleFromName(u"owner"));
    }
    void withoutAPassphraseEverybodyIsAdministrator()
    {
        World world;
        world.session.setRules({false, Role::Viewer, 15min});
        QCOMPARE(world.session.role(), Role::Administrator);
        QVERIFY(world.session.check(Permission::ManageAccess));
        QVERIFY(world.session.takeProof());
    }
    void aRefusalSaysWhoMay()
    {
        World world;
        const Result<void> refused = world.session.check(Permission::ManageIntegrations);
        QCOMPARE(codeOf(refused), u"access.refused"_s);
        QVERIFY(refused.error().message.contains(u"operator"));
        QVERIFY(refused.error().hint.contains(u"administrator"));
        QVERIFY(world.session.check(Permission::Run));
    }
    void unlockingRaisesAndLockingLowers()
    {
        World world(Role::Viewer);
        QCOMPARE(world.session.actor(), u"viewer: anna on pc"_s);
        world.session.unlock();
        QCOMPARE(world.session.role(), Role::Administrator);
        QCOMPARE(world.session.actor(), u"administrator: anna on pc"_s);
        world.session.lock();
        QCOMPARE(world.session.role(), Role::Viewer);
        QCOMPARE(codeOf(world.session.takeProof()), u"access.confirm"_s);
    }
    void theIdleLockLowers()
    {
        World world;
        world.session.unlock();
        world.clock.pass(14min);
        QVERIFY(world.session.isUnlocked());
        world.session.noteActivity();
        world.clock.pass(14min);
        QVERIFY(world.session.isUnlocked());
        world.clock.pass(1min);
        QCOMPARE(world.session.role(), Role::Operator);
        QCOMPARE(codeOf(world.session.check(Permission::ManageSettings)), u"access.refused"_s);
    }
    void activityAfterTheIdleTimeDoesNotUnlockAgain()
    {
        World world;
        world.session.unlock();
        world.clock.pass(15min);
        world.session.noteActivity();
        QVERIFY(!world.session.isUnlocked());
    }
    void anIdleLockOfZeroIsOff()
    {
        World world(Role::Operator, 0min);
        world.session.unlock();
        world.clock.pass(100h);
        QVERIFY(world.session.isUnlocked());
    }
    void aProofIsGoodOnce()
    {
        World world;
        world.session.unlock();
        QVERIFY(world.session.takeProof());
        QCOMPARE(codeOf(world.session.takeProof()), u"access.confirm"_s);
        QCOMPARE(world.session.role(), Role::Administrator);
    }
    void aProofLastsFiveMinutes()
    {
        World world;
        world.session.unlock();
        world.clock.pass(5min);
        QCOMPARE(codeOf(world.session.takeProof()), u"access.confirm"_s);
        world.session.unlock();
        world.clock.pass(5min - 1ms);
        QVERIFY(world.session.takeProof());
    }
    void wrongPassphrasesMakeItWait()
    {
        World world;
        for (int i = 0; i < 4; ++i)
            world.session.noteWrongPassphrase();
        QVERIFY(world.session.mayTry());
        world.session.noteWrongPassphrase();
        QCOMPARE(codeOf(world.session.mayTry()), u"access.wait"_s);
        world.clock.pass(30s);
        QVERIFY(world.session.mayTry());
    }
};

QTEST_GUILESS_MAIN(TestAccessSession)
#include "tst_accesssession.moc"
