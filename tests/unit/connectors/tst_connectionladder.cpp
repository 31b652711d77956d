#include "engine/connectors/connectionladder.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

using Rung = ConnectionRung;
using Verdict = VerifyStep::Verdict;

Error error(const QString &code)
{
    return {ErrorKind::Network, code, u"what happened"_s, u"what to do"_s, {}, {}, std::nullopt};
}

Verdict verdict(const ConnectionLadder &ladder, Rung rung)
{
    return ladder.report().steps.at(int(rung)).verdict;
}

} // namespace

class TestConnectionLadder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyLadderHasTheSameRungs()
    {
        const ConnectionLadder ladder;
        QCOMPARE(ladder.report().steps.size(), 11);
        QVERIFY(ladder.report().passed());
        for (const VerifyStep &step : ladder.report().steps) {
            QVERIFY(!step.name.isEmpty());
            QCOMPARE(step.verdict, Verdict::NotReached);
        }
    }
    void aRefusalProvesTheWayToTheServerButNothingElse()
    {
        ConnectionLadder ladder;
        ladder.fall(Rung::ReadPermission, error(u"x"_s));
        for (const Rung passed : {Rung::Dns, Rung::Reachability, Rung::Tls, Rung::Redirect})
            QCOMPARE(verdict(ladder, passed), Verdict::Passed);
        for (const Rung open : {Rung::Authorization, Rung::Answer, Rung::ClockDifference, Rung::Version})
            QCOMPARE(verdict(ladder, open), Verdict::NotReached);
        const VerifyStep step = ladder.report().steps.at(int(Rung::ReadPermission));
        QCOMPARE(step.finding, u"what happened"_s);
        QCOMPARE(step.advice, u"what to do"_s);
    }
    void theFirstFailureStays()
    {
        ConnectionLadder ladder;
        ladder.fall(Rung::Tls, error(u"first"_s));
        ladder.fall(Rung::Features, error(u"second"_s));
        QCOMPARE(ladder.report().error->code, u"first"_s);
        QCOMPARE(verdict(ladder, Rung::Features), Verdict::NotReached);
    }
    void plainHttpIsAWarning()
    {
        ConnectionLadder ladder;
        ladder.answered(QUrl(u"http://127.0.0.1:80"_s));
        QCOMPARE(verdict(ladder, Rung::Tls), Verdict::Warning);
        ladder.answered(QUrl(u"https://shop.example"_s));
        QCOMPARE(verdict(ladder, Rung::Tls), Verdict::Passed);
    }
    void clocks_data()
    {
        QTest::addColumn<int>("ahead");
        QTest::addColumn<Verdict>("expected");
        QTest::newRow("equal") << 0 << Verdict::Passed;
        QTest::newRow("five minutes") << 300 << Verdict::Passed;
        QTest::newRow("a second more") << 301 << Verdict::Warning;
        QTest::newRow("ten minutes behind") << -600 << Verdict::Warning;
    }
    void clocks()
    {
        QFETCH(int, ahead);
        QFETCH(Verdict, expected);
        const QDateTime now(QDate(2026, 3, 3), QTime(12, 0), Qt::UTC);
        ConnectionLadder ladder;
        ladder.compareClocks(now, now.addSecs(ahead));
        QCOMPARE(verdict(ladder, Rung::ClockDifference), expected);
    }
    void aServerWithoutTimeIsAWarning()
    {
        ConnectionLadder ladder;
        ladder.compareClocks(QDateTime::currentDateTimeUtc(), {});
        QCOMPARE(verdict(ladder, Rung::ClockDifference), Verdict::Warning);
    }
    void transportErrorsHaveTheirRung_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<std::optional<Rung>>("expected");
        QTest::newRow("unknown name") << u"http.host"_s << std::optional(Rung::Dns);
        QTest::newRow("refused port") << u"http.refused"_s << std::optional(Rung::Reachability);
        QTest::newRow("no answer in time") << u"http.timeout"_s << std::optional(Rung::Reachability);
        QTest::newRow("certificate") << u"http.tls"_s << std::optional(Rung::Tls);
        QTest::newRow("cut answer") << u"http.dropped"_s << std::optional(Rung::Answer);
        QTest::newRow("withdrawn permission") << u"oauth.revoked"_s << std::optional(Rung::Authorization);
        QTest::newRow("a platform's own") << u"woo.keyRights"_s << std::optional<Rung>();
    }
    void transportErrorsHaveTheirRung()
    {
        QFETCH(QString, code);
        QFETCH(std::optional<Rung>, expected);
        QVERIFY(ConnectionLadder::rungOf(error(code)) == expected);
    }
};

QTEST_GUILESS_MAIN(TestConnectionLadder)
#include "tst_connectionladder.moc"
