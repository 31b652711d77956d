// Roles, the audit and the logs from the command line, on a profile that a simulator's shop and company fill.

#include "engine/store/database.h"
#include "tests/support/commandline.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kAdministrator = "a passphrase for administrators";
constexpr int kUnusable = 4;

/// A profile with an administrator passphrase.
struct Place {
    explicit Place(const Json &greeting)
    {
        isReady = profile.connectTo(greeting) && writeTestFile(file(), kAdministrator + '\n')
            && profile.run({u"access"_s, u"set-passphrase"_s, u"--new-passphrase-file"_s, file()}).exitCode
                == 0;
    }
    [[nodiscard]] QString file() const { return profile.path(u"administrator.txt"_s); }
    [[nodiscard]] QStringList asAdministrator(const QStringList &line) const
    {
        return line + QStringList{u"--admin-passphrase-file"_s, file()};
    }
    [[nodiscard]] bool tamper(const QString &sql) const
    {
        const auto database
            = Database::open(profile.path(u"profile/store.db"_s), Database::Access::ReadWrite);
        return database && (*database)->execute(sql);
    }

    CommandLineProfile profile;
    bool isReady = false;
};

} // namespace

class TestAccessCli : public QObject {
    Q_OBJECT

private:
    SimulatorProgram m_simulator;

private Q_SLOTS:
    void anOperatorIsRefusedAndAnAdministratorIsNot()
    {
        const Place place(m_simulator.greeting());
        QVERIFY(place.isReady);
        const QStringList removal{u"integrations"_s, u"remove"_s, u"Shop"_s};
        const ProgramCall refused = place.profile.run(removal);
        QCOMPARE(refused.exitCode, kUnusable);
        QVERIFY2(refused.error.contains("administrator"), refused.error.constData());
        QCOMPARE(place.profile.json({u"access"_s, u"show"_s})[u"access"][u"role"].string(), u"operator"_s);
        const ProgramCall removed = place.profile.run(place.asAdministrator(removal));
        QVERIFY2(removed.exitCode == 0, removed.error.constData());
        QVERIFY(!removed.commandLine.contains(kAdministrator));
    }
    void aWrongPassphraseIsRefusedAndRecorded()
    {
        const Place place(m_simulator.greeting());
        QVERIFY(place.isReady);
        const QString wrong = place.profile.path(u"wrong.txt"_s);
        QVERIFY(writeTestFile(wrong, "not the right one"));
        const ProgramCall refused
            = place.profile.run({u"integrations"_s, u"list"_s, u"--admin-passphrase-file"_s, wrong});
        QVERIFY(refused.exitCode != 0);
        QVERIFY(!refused.error.contains("not the right one"));
        const Json audit = place.profile.json(place.asAdministrator({u"audit"_s, u"list"_s}));
        QStringList actions;
        for (const Json &row : audit[u"audit"].array())
            actions.append(row[u"action"].string());
        QVERIFY2(actions.contains(u"access.unlockFailed"_s), qPrintable(actions.join(u' ')));
        QVERIFY(actions.contains(u"integration.added"_s));
    }
    void theFirstBadRowIsNamed()
    {
        const Place place(m_simulator.greeting());
        QVERIFY(place.isReady);
        const QStringList verify = place.asAdministrator({u"audit"_s, u"verify"_s});
        QCOMPARE(place.profile.run(verify).exitCode, 0);
        QVERIFY(place.tamper(u"DELETE FROM audit WHERE sequence = 2"_s));
        const ProgramCall found = place.profile.run(verify);
        QCOMPARE(found.exitCode, 1);
        QVERIFY2(found.out.contains("Row 2"), found.out.constData());
        QCOMPARE(place.profile.run({u"doctor"_s}).exitCode, 1);
    }
    void aRunLeavesALog()
    {
        const Place place(m_simulator.greeting());
        QVERIFY(place.isReady);
        QVERIFY(place.profile.run({u"run"_s, u"orders"_s, u"--full"_s, u"--yes"_s}).exitCode <= 1);
        const Json log = place.profile.json({u"log"_s, u"--level"_s, u"info"_s});
        QCOMPARE(log[u"log"].array().last()[u"event"].string(), u"run.started"_s);
        QCOMPARE(place.profile.run({u"log"_s, u"--level"_s, u"loud"_s}).exitCode, kUnusable);
    }
    void retentionIsForAdministrators()
    {
        const Place place(m_simulator.greeting());
        QVERIFY(place.isReady);
        const QStringList set{u"retention"_s, u"set"_s, u"run_log"_s, u"--days"_s, u"7"_s};
        QCOMPARE(place.profile.run(set).exitCode, kUnusable);
        QCOMPARE(place.profile.run(place.asAdministrator(set)).exitCode, 0);
        const Json shown = place.profile.json({u"retention"_s, u"show"_s});
        QCOMPARE(shown[u"retention"].array().first()[u"days"].integer(), std::optional<qint64>(7));
        QCOMPARE(place.profile.run(place.asAdministrator({u"retention"_s, u"run"_s})).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestAccessCli)
#include "tst_accesscli.moc"
