#include "engine/api/integrationstatus.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

class TestIntegrationStatus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statusFollowsFromTheFacts_data()
    {
        QTest::addColumn<QString>("finding");
        QTest::addColumn<bool>("hasSecrets");
        QTest::addColumn<bool>("isCircuitOpen");
        QTest::addColumn<int>("daysLeft"); // 1000 = no end
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &finding, bool hasSecrets, bool open, int days,
                             const QString &expected) {
            QTest::newRow(name) << finding << hasSecrets << open << days << expected;
        };
        row("a draft", u"draft"_s, false, false, 1000, u"draft"_s);
        row("a draft with its secrets", u"draft"_s, true, false, 1000, u"draft"_s);
        row("new, not tested", u"disconnected"_s, true, false, 1000, u"disconnected"_s);
        row("secrets erased after it worked", u"connected"_s, false, false, 1000, u"disconnected"_s);
        row("tested or used well", u"connected"_s, true, false, 90, u"connected"_s);
        row("tested with warnings", u"degraded"_s, true, false, 1000, u"degraded"_s);
        row("the server failed several times", u"connected"_s, true, true, 1000, u"degraded"_s);
        row("test failed", u"error"_s, true, false, 1000, u"error"_s);
        row("test failed, and requests are held back", u"error"_s, true, true, 1000, u"error"_s);
        row("credentials refused", u"reauth_required"_s, true, false, 90, u"reauth_required"_s);
        row("credentials refused and server down", u"reauth_required"_s, true, true, 90,
            u"reauth_required"_s);
        row("permission ran out, although the last use was fine", u"connected"_s, true, false, 0,
            u"reauth_required"_s);
        row("permission ran out before a failed test", u"error"_s, true, false, -1, u"reauth_required"_s);
    }
    void statusFollowsFromTheFacts()
    {
        QFETCH(QString, finding);
        QFETCH(bool, hasSecrets);
        QFETCH(bool, isCircuitOpen);
        QFETCH(int, daysLeft);
        QFETCH(QString, expected);
        const QDateTime now(QDate(2026, 3, 3), QTime(12, 0), Qt::UTC);
        IntegrationFacts facts{finding, hasSecrets, isCircuitOpen, std::nullopt, now};
        if (daysLeft != 1000)
            facts.lastDay = now.addDays(daysLeft);
        QCOMPARE(integrationStatus(facts), expected);
    }
    void testsAreFindings_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("expected");
        QTest::newRow("refused") << ErrorKind::Authentication << u"reauth_required"_s;
        QTest::newRow("not reached") << ErrorKind::Network << u"error"_s;
        QTest::newRow("throttled") << ErrorKind::RateLimited << u"error"_s;
        QTest::newRow("wrong address") << ErrorKind::Configuration << u"error"_s;
    }
    void testsAreFindings()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(QString, expected);
        VerifyReport report;
        report.error = Error{kind, u"x"_s, {}, {}, {}, {}, std::nullopt};
        QCOMPARE(findingOf(report), expected);
    }
    void passedTestsAreFindings()
    {
        VerifyReport report;
        report.steps.append({u"TLS"_s, VerifyStep::Verdict::Passed, {}, {}});
        report.steps.append({u"Write permission"_s, VerifyStep::Verdict::NotReached, {}, {}});
        QCOMPARE(findingOf(report), u"connected"_s);
        report.steps.append({u"Version"_s, VerifyStep::Verdict::Warning, {}, {}});
        QCOMPARE(findingOf(report), u"degraded"_s);
    }
    void onlyRefusedCredentialsAreAFindingOfUse()
    {
        const auto error = [](ErrorKind kind) { return Error{kind, u"x"_s, {}, {}, {}, {}, std::nullopt}; };
        QCOMPARE(findingOf(error(ErrorKind::Authentication)), u"reauth_required"_s);
        QVERIFY(findingOf(error(ErrorKind::Network)).isEmpty());
        QVERIFY(findingOf(error(ErrorKind::Cancelled)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestIntegrationStatus)
#include "tst_integrationstatus.moc"
