#include "engine/simulators/faultschedule.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

class FaultScheduleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parseReadsEveryName()
    {
        const auto rates = FaultSchedule::parse(u"drop=0.1, "
                                                u"lost=0.2,truncate=0.05,gateway=0.06,throttle=0.07,"
                                                u"unavailable=0.08,slow=0.09,unauthorized=0.01");
        QVERIFY(rates.has_value());
        QCOMPARE(*rates, (FaultRates{0.1, 0.2, 0.05, 0.06, 0.07, 0.08, 0.09, 0.01}));
        QCOMPARE(FaultSchedule::parse(u"").value(), FaultRates{});
    }

    void parseRefuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown name") << u"explode=0.1"_s;
        QTest::newRow("no value") << u"drop"_s;
        QTest::newRow("above one") << u"drop=1.5"_s;
        QTest::newRow("negative") << u"drop=-0.1"_s;
        QTest::newRow("not a number") << u"drop=nan"_s;
    }
    void parseRefuses()
    {
        QFETCH(const QString, text);
        const auto rates = FaultSchedule::parse(text);
        QVERIFY(!rates);
        QCOMPARE(rates.error().code, u"faults.syntax"_s);
    }

    void sameSeedSameFaults()
    {
        const FaultRates rates{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        FaultSchedule first(7, rates);
        FaultSchedule second(7, rates);
        FaultSchedule other(8, rates);
        bool differs = false;
        for (int i = 0; i < 500; ++i) {
            const FaultDraw draw = first.next();
            QCOMPARE(draw, second.next());
            differs = differs || draw != other.next();
        }
        QVERIFY(differs);
    }

    void drawsComeAboutAsOftenAsTold()
    {
        FaultSchedule schedule(1, {.drop = 0.3});
        for (int i = 0; i < 10000; ++i)
            static_cast<void>(schedule.next());
        QVERIFY(std::abs(schedule.drawn(Fault::DropBefore) - 3000) < 200);
        QCOMPARE(schedule.drawn(Fault::Throttled), 0);
    }

    void nothingHappensWhileDisabled()
    {
        FaultSchedule schedule(1, {.drop = 1});
        schedule.setEnabled(false);
        QCOMPARE(schedule.next(), FaultDraw{});
        schedule.setEnabled(true);
        QCOMPARE(schedule.next().fault, Fault::DropBefore);
    }

    void forcedFaultComesFirst()
    {
        FaultSchedule schedule(1, {});
        schedule.force({Fault::ApplyThenDrop, true, std::nullopt, false});
        QCOMPARE(schedule.next().fault, Fault::ApplyThenDrop);
        QCOMPARE(schedule.next().fault, Fault::None);
    }

    void refusalsAreNeverApplied()
    {
        FaultSchedule schedule(3, {.throttle = 0.4, .unavailable = 0.3, .unauthorized = 0.3});
        for (int i = 0; i < 200; ++i) {
            const FaultDraw draw = schedule.next();
            QVERIFY(!draw.applied);
            QVERIFY(draw.fault != Fault::Unavailable || draw.retryAfter);
        }
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::FaultScheduleTest)
#include "tst_faultschedule.moc"
