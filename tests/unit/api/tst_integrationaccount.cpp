// Another account behind an integration that streams use: never by accident, and back without duplicates.

#include "engine/api/demoworkspace.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

class TestIntegrationAccount : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<DemoWorkspace> m_workspace;
    std::unique_ptr<SyncApi> m_api;

    [[nodiscard]] Result<RunSummary> fullRun()
    {
        RunRequest request;
        request.stream = DemoWorkspace::streamName();
        request.mode = RunMode::Full;
        request.trigger = u"manual"_s;
        return QCoro::waitFor(m_api->run(request));
    }
    [[nodiscard]] Json settings() const
    {
        return *QCoro::waitFor(m_api->integrationSettings(DemoWorkspace::companyName()));
    }
    /// The company's sandbox, with keys of its own.
    [[nodiscard]] Json sandbox() const
    {
        Json form = m_workspace->simulators().companySettings();
        form.set(u"environment"_s, u"sandbox"_s);
        return form;
    }
    [[nodiscard]] Result<IntegrationSummary> changed(const Json &form, bool accepts)
    {
        return QCoro::waitFor(m_api->editIntegration(DemoWorkspace::companyName(), form, accepts));
    }
    [[nodiscard]] int documents()
    {
        const auto report = QCoro::waitFor(m_workspace->simulators().report());
        return report ? int((*report)[u"company"][u"effects"].integer().value_or(-1)) : -1;
    }

private Q_SLOTS:
    void init()
    {
        DemoOptions options;
        options.generatedOrders = 3;
        auto workspace = QCoro::waitFor(DemoWorkspace::start(options));
        QVERIFY(workspace);
        m_workspace = std::move(*workspace);
        auto api = QCoro::waitFor(SyncApi::open(m_workspace->profile()));
        QVERIFY(api);
        m_api = std::move(*api);
    }
    void cleanup()
    {
        m_api.reset();
        m_workspace.reset();
    }

    void theSandboxIsAnotherAccount()
    {
        const auto refused = changed(sandbox(), false);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"integration.account"_s);
        QCOMPARE(settings()[u"environment"].string(), u"production"_s);
        QCOMPARE(QCoro::waitFor(m_api->integrations())->size(), 2);
    }
    void secretsOfOneAccountAreNotTakenToAnother()
    {
        Json form = settings();
        form.set(u"environment"_s, u"sandbox"_s);
        const auto refused = changed(form, true);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"qbo.settings"_s);
        QCOMPARE(refused.error().field, u"client_secret"_s);
        QCOMPARE(settings()[u"environment"].string(), u"production"_s);
    }
    void thereAndBackMakesNoDuplicates()
    {
        const auto first = fullRun();
        QVERIFY(first);
        QVERIFY(first->run.counts.created > 0);
        const int live = documents();
        const Json liveForm = settings();
        const auto there = changed(sandbox(), true);
        QVERIFY2(there, there ? "" : qPrintable(there.error().message));
        QCOMPARE(there->environment, u"sandbox"_s);
        QCOMPARE(QCoro::waitFor(m_api->integrations())->size(), 3);
        QCOMPARE(QCoro::waitFor(m_api->streams())->first().target, DemoWorkspace::companyName());
        const auto back = changed(liveForm, true);
        QVERIFY2(back, back ? "" : qPrintable(back.error().message));
        QCOMPARE(back->environment, u"production"_s);
        QCOMPARE(QCoro::waitFor(m_api->integrations())->size(), 3);
        const auto again = fullRun();
        QVERIFY(again);
        QCOMPARE(again->run.counts.created, 0);
        QCOMPARE(documents(), live);
    }
    void disconnectingKeepsLinks()
    {
        QVERIFY(fullRun());
        const int before = documents();
        const Json form = m_workspace->simulators().companySettings();
        const auto outcome = QCoro::waitFor(m_api->disconnectIntegration(DemoWorkspace::shopName()));
        QVERIFY(outcome);
        QCOMPARE(outcome->streams, QStringList{DemoWorkspace::streamName()});
        QVERIFY(!outcome->isRevoked);
        QVERIFY(!outcome->note.isEmpty());
        const auto refused = fullRun();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"integration.disconnected"_s);
        QVERIFY(QCoro::waitFor(
            m_api->editIntegration(DemoWorkspace::shopName(), m_workspace->simulators().shopSettings())));
        const auto again = fullRun();
        QVERIFY(again);
        QCOMPARE(again->run.counts.created, 0);
        QCOMPARE(documents(), before);
    }
    void preflightJudgesTheStream()
    {
        const auto reports = QCoro::waitFor(m_api->preflight(DemoWorkspace::companyName()));
        QVERIFY(reports);
        QCOMPARE(reports->size(), 1);
        QCOMPARE(reports->first().stream, DemoWorkspace::streamName());
        QVERIFY(reports->first().lines.size() >= 6);
        for (const VerifyStep &line : reports->first().lines)
            QVERIFY2(
                line.verdict == VerifyStep::Verdict::Passed || !line.advice.isEmpty(), qPrintable(line.name));
        QCOMPARE(documents(), 0);
    }
};

QTEST_GUILESS_MAIN(TestIntegrationAccount)
#include "tst_integrationaccount.moc"
