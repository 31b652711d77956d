#include "engine/api/demoworkspace.h"
#include "engine/store/database.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "correct horse battery";
const QString kPlanted = u"cs_0123456789abcdefplanted"_s;

template <typename Value>
QString codeOf(const Result<Value> &result)
{
    return result ? QString() : result.error().code;
}

} // namespace

/// Roles and the audit through the engine's own door, on a real profile.
class TestAccessService : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<DemoWorkspace> m_workspace;
    std::unique_ptr<SyncApi> m_api;

    void reopen()
    {
        m_api.reset();
        auto api = QCoro::waitFor(SyncApi::open(m_workspace->profile()));
        QVERIFY(api);
        m_api = std::move(*api);
    }
    void setPassphrase() { QVERIFY(QCoro::waitFor(m_api->setAdministratorPassphrase({}, kPassphrase))); }
    [[nodiscard]] QStringList actions()
    {
        QStringList actions;
        const auto rows = QCoro::waitFor(m_api->auditRows(0, 100));
        for (const AuditRow &row : rows.value_or(QList<AuditRow>()))
            actions.prepend(row.action);
        return actions;
    }
    [[nodiscard]] AuditRow newestRow()
    {
        return QCoro::waitFor(m_api->auditRows(0, 1)).value_or(QList<AuditRow>()).value(0);
    }
    /// As with a database program, while ours is closed.
    void tamper(const QString &sql)
    {
        const QString path = m_api->profileFolder() + u"/store.db"_s;
        m_api.reset();
        {
            const auto database = Database::open(path, Database::Access::ReadWrite);
            QVERIFY(database);
            QVERIFY((*database)->execute(sql));
        }
        reopen();
    }

private Q_SLOTS:
    void init()
    {
        DemoOptions options;
        options.generatedOrders = 3;
        auto workspace = QCoro::waitFor(DemoWorkspace::start(options));
        QVERIFY(workspace);
        m_workspace = std::move(*workspace);
        reopen();
    }
    void cleanup()
    {
        m_api.reset();
        m_workspace.reset();
    }

    void withoutAPassphraseItSaysThatEverybodyIsAdministrator()
    {
        const auto state = QCoro::waitFor(m_api->accessState());
        QVERIFY(state);
        QCOMPARE(state->role, Role::Administrator);
        QVERIFY(!state->hasPassphrase);
        QVERIFY(state->limits.contains(u"everybody at this computer is administrator"));
        QVERIFY(state->limits.contains(u"not against attack"));
    }
    void aSessionStartsAsOperatorAndIsRaised()
    {
        setPassphrase();
        QCOMPARE(m_api->role(), Role::Administrator);
        reopen();
        QCOMPARE(m_api->role(), Role::Operator);
        QVERIFY(QCoro::waitFor(m_api->integrations()));
        QCOMPARE(
            codeOf(QCoro::waitFor(m_api->removeIntegration(DemoWorkspace::shopName()))), u"access.refused"_s);
        QCOMPARE(codeOf(QCoro::waitFor(m_api->unlock("wrong horse battery"))), u"access.passphrase"_s);
        QCOMPARE(m_api->role(), Role::Operator);
        QVERIFY(QCoro::waitFor(m_api->unlock(kPassphrase)));
        QCOMPARE(m_api->role(), Role::Administrator);
        const QStringList done = actions();
        QCOMPARE(done.last(2), (QStringList{u"access.unlockFailed"_s, u"access.unlocked"_s}));
        QVERIFY(done.contains(u"access.passphrase"_s));
        m_api->lock();
        QCOMPARE(m_api->role(), Role::Operator);
    }
    void anOperatorRunsWithCredentialsItMayNotChange()
    {
        setPassphrase();
        reopen();
        RunRequest request;
        request.stream = DemoWorkspace::streamName();
        request.mode = RunMode::Full;
        const auto ran = QCoro::waitFor(m_api->run(request));
        QVERIFY2(ran, ran ? "" : qPrintable(ran.error().message));
        QVERIFY(ran->run.counts.created > 0);
        QCOMPARE(codeOf(QCoro::waitFor(m_api->editIntegration(
                     DemoWorkspace::shopName(), m_workspace->simulators().shopSettings()))),
            u"access.refused"_s);
    }
    void replacingCredentialsNeedsThePassphraseOnceMore()
    {
        setPassphrase(); // leaves a proof for one action
        const Json form = m_workspace->simulators().shopSettings();
        QVERIFY(QCoro::waitFor(m_api->editIntegration(DemoWorkspace::shopName(), form)));
        QCOMPARE(codeOf(QCoro::waitFor(m_api->editIntegration(DemoWorkspace::shopName(), form))),
            u"access.confirm"_s);
        QVERIFY(QCoro::waitFor(m_api->unlock(kPassphrase)));
        QVERIFY(QCoro::waitFor(m_api->editIntegration(DemoWorkspace::shopName(), form)));
    }
    void excludingManyNeedsThePassphraseOnceMore()
    {
        setPassphrase();
        m_api->lock();
        QVERIFY(QCoro::waitFor(m_api->unlock(kPassphrase)));
        const QList<qint64> ten{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        QCOMPARE(codeOf(QCoro::waitFor(m_api->exclude(ten + QList<qint64>{11}))), u"failure.unknown"_s);
        QCOMPARE(codeOf(QCoro::waitFor(m_api->exclude(ten + QList<qint64>{11}))), u"access.confirm"_s);
        QCOMPARE(codeOf(QCoro::waitFor(m_api->exclude(ten))), u"failure.unknown"_s);
    }
    void aWrongPresentPassphraseChangesNothing()
    {
        setPassphrase();
        QCOMPARE(codeOf(QCoro::waitFor(m_api->setAdministratorPassphrase("wrong horse battery", {}))),
            u"access.passphrase"_s);
        QVERIFY(QCoro::waitFor(m_api->accessState())->hasPassphrase);
        QVERIFY(QCoro::waitFor(m_api->setAdministratorPassphrase(kPassphrase, {})));
        reopen();
        QCOMPARE(m_api->role(), Role::Administrator);
    }
    void rulesThatCannotBeAreRefused()
    {
        QCOMPARE(codeOf(QCoro::waitFor(m_api->setAccessRules({Role::Administrator, 15}))), u"access.role"_s);
        QCOMPARE(codeOf(QCoro::waitFor(m_api->setAccessRules({Role::Viewer, 1441}))), u"access.idle"_s);
        QCOMPARE(codeOf(QCoro::waitFor(m_api->setAccessRules({Role::Viewer, -1}))), u"access.idle"_s);
        QVERIFY(QCoro::waitFor(m_api->setAccessRules({Role::Viewer, 5})));
        QCOMPARE(newestRow().action, u"access.rules"_s);
        setPassphrase();
        reopen();
        QCOMPARE(m_api->role(), Role::Viewer);
    }
    void alteredRulesMakeNobodyAdministrator()
    {
        setPassphrase();
        tamper(u"UPDATE settings SET value = x'00' WHERE key = 'access/policy'"_s);
        QCOMPARE(m_api->role(), Role::Operator);
        QCOMPARE(codeOf(QCoro::waitFor(m_api->unlock(kPassphrase))), u"access.policy"_s);
    }

    void changesOfIntegrationsAreRecordedWithoutSecrets()
    {
        QCOMPARE(actions(), (QStringList{u"integration.added"_s, u"integration.added"_s, u"stream.added"_s}));
        Json form = m_workspace->simulators().shopSettings();
        form.set(u"consumer_secret"_s, kPlanted);
        QVERIFY(QCoro::waitFor(m_api->editIntegration(DemoWorkspace::shopName(), form)));
        const AuditRow row = newestRow();
        QCOMPARE(row.action, u"integration.edited"_s);
        QCOMPARE(row.object, DemoWorkspace::shopName());
        const Json detail = Json::parse(row.detail.toUtf8()).value_or(Json());
        QCOMPARE(detail[u"after"][u"secret.consumer_secret"].string(), u"changed"_s);
        QVERIFY(!detail[u"after"].contains(u"secret.consumer_key"));
        QVERIFY(!row.detail.contains(kPlanted));
        QVERIFY(QCoro::waitFor(m_api->disconnectIntegration(DemoWorkspace::shopName())));
        QVERIFY(newestRow().detail.contains(u"\"secret.consumer_secret\":\"none\""));
        QVERIFY(QCoro::waitFor(m_api->removeIntegration(DemoWorkspace::shopName())));
        QCOMPARE(newestRow().action, u"integration.removed"_s);
        QVERIFY(QCoro::waitFor(m_api->verifyAudit())->isSound());
    }
    void aRefusedChangeLeavesNoRow()
    {
        const QStringList before = actions();
        Json form = m_workspace->simulators().shopSettings();
        form.set(u"base_url"_s, u"not an address"_s);
        QVERIFY(!QCoro::waitFor(m_api->editIntegration(DemoWorkspace::shopName(), form)));
        QCOMPARE(actions(), before);
    }
    void anExportIsRecorded()
    {
        ExportRequest request;
        request.path = m_api->profileFolder() + u"/history.csv"_s;
        QVERIFY(QCoro::waitFor(m_api->exportHistory(request)));
        QCOMPARE(newestRow().action, u"history.exported"_s);
        QCOMPARE(newestRow().object, u"history.csv"_s);
    }
    void retentionIsRecordedAndKept()
    {
        const auto set = QCoro::waitFor(m_api->setRetention(u"run_log"_s, 7));
        QVERIFY(set);
        QCOMPARE(set->first().days, 7);
        QCOMPARE(newestRow().detail, u"{\"after\":{\"days\":7},\"before\":{\"days\":30}}"_s);
        QVERIFY(QCoro::waitFor(m_api->prune()));
        QCOMPARE(newestRow().action, u"retention.pruned"_s);
    }
    void theDoctorFindsAnAlteredAudit()
    {
        tamper(u"UPDATE audit SET actor = 'nobody' WHERE sequence = 2"_s);
        const auto verdict = QCoro::waitFor(m_api->verifyAudit());
        QVERIFY(verdict);
        QCOMPARE(verdict->firstBad, 2);
        const auto findings = QCoro::waitFor(m_api->doctor());
        QVERIFY(findings);
        const DoctorFinding last = findings->last();
        QCOMPARE(last.severity, DoctorFinding::Severity::Problem);
        QVERIFY(last.finding.contains(u"Row 2"));
    }
    void aRunHasALog()
    {
        RunRequest request;
        request.stream = DemoWorkspace::streamName();
        request.mode = RunMode::Full;
        const auto ran = QCoro::waitFor(m_api->run(request));
        QVERIFY(ran);
        const auto rows = QCoro::waitFor(m_api->runLog(ran->run.id, LogLevel::Info, 0, 100));
        QVERIFY(rows);
        QCOMPARE(rows->last().event, u"run.started"_s);
        QCOMPARE(rows->first().event, u"run.finished"_s);
        QCOMPARE(rows->first().fields[u"created"].integer(), std::optional<qint64>(ran->run.counts.created));
        QVERIFY(QCoro::waitFor(m_api->runLog(ran->run.id, LogLevel::Debug, 0, 1000))->size() > rows->size());
        QVERIFY(QCoro::waitFor(m_api->runLog(ran->run.id + 1, LogLevel::Debug, 0, 100))->isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestAccessService)
#include "tst_accessservice.moc"
