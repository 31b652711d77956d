#include "engine/sync/reconcilecomparison.h"

#include <QTest>

#include <algorithm>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const ReconcilePeriod kNovember{QDate(2026, 11, 1), QDate(2026, 11, 30)};

SourceEntry order(const QString &id, const char *total = "10.00", const QDate &day = QDate(2026, 11, 5))
{
    SourceEntry entry;
    entry.id = id;
    entry.number = u"10"_s + id;
    entry.day = day;
    entry.figures.total = Decimal::literal(total);
    entry.figures.tax = Decimal::literal("1.00");
    entry.figures.shipping = Decimal::literal("2.00");
    entry.figures.currency = u"USD"_s;
    entry.marker = u"mark-"_s + id;
    return entry;
}

TargetEntry receiptOf(const SourceEntry &source)
{
    TargetEntry entry;
    entry.entity = u"SalesReceipt"_s;
    entry.id = u"r"_s + source.id;
    entry.number = source.number;
    entry.day = source.day;
    entry.figures = source.figures;
    entry.sourceId = source.id;
    entry.marker = source.marker;
    return entry;
}

ReconcileSides pairs(int count)
{
    ReconcileSides sides;
    for (int i = 1; i <= count; ++i) {
        sides.source.append(order(QString::number(i)));
        sides.target.append(receiptOf(sides.source.constLast()));
    }
    return sides;
}

Reconciliation compared(const ReconcileSides &sides)
{
    return ReconcileComparison(kNovember, sides).result();
}

Decimal sumOfDifferences(const Reconciliation &result)
{
    Decimal sum;
    for (const Difference &difference : result.differences)
        sum += difference.amount();
    return sum;
}

Decimal differenceOfSums(const Reconciliation &result)
{
    Decimal sum;
    for (const CurrencyBooks &books : result.books)
        sum += books.source.total - books.target.total;
    return sum;
}

using Plant = void (*)(ReconcileSides &);

// What was done to the second of three pairs.
void loseDocument(ReconcileSides &sides)
{
    sides.target.removeAt(1);
}
void voidDocument(ReconcileSides &sides)
{
    sides.target[1].figures.isVoid = true;
}
void addForeign(ReconcileSides &sides)
{
    TargetEntry foreign = receiptOf(order(u"77"_s));
    foreign.sourceId.clear();
    foreign.marker.clear();
    sides.target.append(foreign);
}
void changeAmount(ReconcileSides &sides)
{
    sides.target[1].figures.total = Decimal::literal("12.50");
}
void changeCurrency(ReconcileSides &sides)
{
    sides.target[1].figures.currency = u"EUR"_s;
}
void changeShipping(ReconcileSides &sides)
{
    sides.target[1].figures.shipping = Decimal::literal("3.00");
}
void moveInside(ReconcileSides &sides)
{
    sides.target[1].day = QDate(2026, 11, 7);
}
void moveOutside(ReconcileSides &sides)
{
    sides.target[1].day = QDate(2026, 12, 1);
}
void changeTax(ReconcileSides &sides)
{
    sides.target[1].figures.tax = Decimal::literal("1.10");
}
void doubleByMark(ReconcileSides &sides)
{
    TargetEntry twin = sides.target.at(1);
    twin.id = u"twin"_s;
    twin.number = u"other"_s;
    twin.sourceId.clear();
    sides.target.append(twin);
}
void doubleByNumber(ReconcileSides &sides)
{
    TargetEntry twin = sides.target.at(1);
    twin.id = u"twin"_s;
    twin.marker.clear();
    twin.sourceId.clear();
    sides.target.append(twin);
}
void makeWait(ReconcileSides &sides)
{
    sides.source[1].expectation = SourceEntry::Expectation::Waiting;
    sides.target.removeAt(1);
}
void changeWaiting(ReconcileSides &sides)
{
    sides.source[1].expectation = SourceEntry::Expectation::Waiting;
    changeAmount(sides);
}
void exclude(ReconcileSides &sides)
{
    sides.source[1].expectation = SourceEntry::Expectation::Excluded;
    sides.target.removeAt(1);
}
void shareDocument(ReconcileSides &sides)
{
    sides.target[1] = sides.target.at(0);
    sides.target[1].sourceId = sides.source.at(1).id;
}

} // namespace

Q_DECLARE_METATYPE(Plant)

class TestReconcileComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalSidesAgree()
    {
        const Reconciliation result = compared(pairs(3));
        QCOMPARE(result.matched, 3);
        QVERIFY(result.differences.isEmpty());
        QCOMPARE(result.books.size(), 1);
        QCOMPARE(result.books.first().source, result.books.first().target);
        QCOMPARE(result.books.first().source.count, 3);
        QCOMPARE(result.books.first().source.total, Decimal::literal("30"));
        QCOMPARE(result.books.first().source.tax, Decimal::literal("3"));
        QCOMPARE(result.books.first().source.shipping, Decimal::literal("6"));
    }

    void eachDifferenceIsToldOnce_data()
    {
        QTest::addColumn<Plant>("plant");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("amount");
        const auto row = [](const char *name, Plant plant, const char *kind, const char *amount) {
            QTest::newRow(name) << plant << QString::fromLatin1(kind) << QString::fromLatin1(amount);
        };
        row("no document", loseDocument, "missing", "10");
        row("a void document", voidDocument, "missing", "10");
        row("a document of somebody else", addForeign, "extra", "-10");
        row("another total", changeAmount, "amount", "-2.5");
        row("another currency", changeCurrency, "amount", "0");
        row("other shipping under the same total", changeShipping, "amount", "0");
        row("another day of the period", moveInside, "date", "0");
        row("a day after the period", moveOutside, "date", "10");
        row("another tax under the same total", changeTax, "tax", "0");
        row("a second document with its mark", doubleByMark, "duplicate", "-10");
        row("a second document with its number", doubleByNumber, "duplicate", "-10");
        row("not worked off yet", makeWait, "waiting", "10");
        row("a change that was not sent yet", changeWaiting, "waiting", "-2.5");
        row("kept out", exclude, "excluded", "10");
        row("one document for two records", shareDocument, "duplicate", "0");
    }
    void eachDifferenceIsToldOnce()
    {
        QFETCH(Plant, plant);
        QFETCH(QString, kind);
        QFETCH(QString, amount);
        ReconcileSides sides = pairs(3);
        plant(sides);
        const Reconciliation result = compared(sides);
        QCOMPARE(result.differences.size(), 1);
        QCOMPARE(differenceKindName(result.differences.first().kind), kind);
        QCOMPARE(result.differences.first().amount(), *Decimal::parse(amount));
        QVERIFY(!result.differences.first().detail.isEmpty());
    }

    void whatBelongsToOthersIsNotOurMatter()
    {
        ReconcileSides sides = pairs(1);
        addForeign(sides);
        sides.target.last().isOthers = true;
        QVERIFY(compared(sides).differences.isEmpty());
    }

    void aSideThatDoesNotTellAFigureIsNotHeldAgainstTheOther()
    {
        ReconcileSides sides = pairs(1);
        sides.target[0].figures.tax.reset();
        sides.target[0].figures.shipping.reset();
        sides.target[0].figures.currency.clear();
        addForeign(sides);
        sides.target[1].figures.currency.clear();
        const Reconciliation result = compared(sides);
        QCOMPARE(result.matched, 1);
        QCOMPARE(result.books.size(), 1); // and what has none is in the only currency there is
    }

    void currenciesAreSummedApart()
    {
        ReconcileSides sides = pairs(2);
        sides.source[1].figures.currency = sides.target[1].figures.currency = u"EUR"_s;
        const Reconciliation result = compared(sides);
        QCOMPARE(result.matched, 2);
        QCOMPARE(result.books.size(), 2);
        QCOMPARE(result.books.at(0).currency, u"EUR"_s);
        QCOMPARE(result.books.at(0).source.total, Decimal::literal("10"));
    }

    void theFingerprintTellsAnyChangeAndNothingElse()
    {
        ReconcileSides sides = pairs(3);
        const QByteArray before = compared(sides).fingerprint;
        std::ranges::reverse(sides.source);
        QCOMPARE(compared(sides).fingerprint, before);
        sides.source.append(order(u"9"_s, "5.00", QDate(2026, 12, 1)));
        QCOMPARE(compared(sides).fingerprint, before);
        sides.target[1].figures.tax = Decimal::literal("1.01");
        QVERIFY(compared(sides).fingerprint != before);
    }

    void theDifferencesAddUpToTheDifferenceOfTheSums()
    {
        const QList<Plant> plants{loseDocument, voidDocument, addForeign, changeAmount, moveInside,
            moveOutside, changeTax, doubleByMark, doubleByNumber, changeWaiting};
        QVERIFY(rc::check("differences add up", [&plants] {
            ReconcileSides sides = pairs(*rc::gen::inRange(3, 12));
            const auto wounds = *rc::gen::container<std::vector<int>>(
                *rc::gen::inRange(0, 4), rc::gen::inRange(0, int(plants.size())));
            for (const int wound : wounds) {
                if (sides.target.size() > 2)
                    plants.at(wound)(sides);
            }
            const Reconciliation result = compared(sides);
            RC_ASSERT(sumOfDifferences(result) == differenceOfSums(result));
        }));
    }
};

QTEST_APPLESS_MAIN(TestReconcileComparison)
#include "tst_reconcilecomparison.moc"
