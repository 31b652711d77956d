#include "engine/core/systemrandom.h"

#include <QList>
#include <QTest>

#include <array>
#include <limits>

using namespace uds;

namespace {

/// Hands out the given numbers.
class ScriptedRandom final : public Random {
public:
    explicit ScriptedRandom(QList<quint64> numbers)
        : m_numbers(std::move(numbers))
    {
    }
    [[nodiscard]] quint64 next() override { return m_numbers.takeFirst(); }
    [[nodiscard]] qsizetype left() const { return m_numbers.size(); }

private:
    QList<quint64> m_numbers;
};

} // namespace

class TestRandom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void belowZeroIsZero();
    void belowStaysBelow();
    void belowReachesEveryValue();
    void throwsTheUnevenRestAway();
    void systemNumbersDiffer();
};

void TestRandom::belowZeroIsZero()
{
    ScriptedRandom random({});
    QCOMPARE(random.below(0), quint64(0));
}

void TestRandom::belowStaysBelow()
{
    SystemRandom random;
    for (const quint64 bound :
        {quint64(1), quint64(7), quint64(1) << 63, std::numeric_limits<quint64>::max()}) {
        for (int i = 0; i < 200; ++i)
            QVERIFY(random.below(bound) < bound);
    }
}

void TestRandom::belowReachesEveryValue()
{
    SystemRandom random;
    std::array<int, 6> counts{};
    for (int i = 0; i < 6000; ++i)
        ++counts[size_t(random.below(6))];
    for (const int count : counts)
        QVERIFY2(count > 700 && count < 1300, qPrintable(QString::number(count)));
}

void TestRandom::throwsTheUnevenRestAway()
{
    // 2^64 is 10 * n + 6: the last six numbers would favour the results 0 to 5.
    ScriptedRandom random({std::numeric_limits<quint64>::max(), std::numeric_limits<quint64>::max() - 5, 13});
    QCOMPARE(random.below(10), quint64(3));
    QCOMPARE(random.left(), qsizetype(0));
    ScriptedRandom even({std::numeric_limits<quint64>::max()});
    QCOMPARE(even.below(16), quint64(15));
}

void TestRandom::systemNumbersDiffer()
{
    SystemRandom random;
    QVERIFY(random.next() != random.next());
}

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
