#include "engine/sync/censuscomparison.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRecords = 100'000;
constexpr int kPage = 100;
const QString kInvoice = u"Invoice"_s;

QString sourceId(int i)
{
    return QString::number(1000 + i);
}

QString targetId(int i)
{
    return QString::number(500'000 + i);
}

QStringList page(int from, QString (*id)(int))
{
    QStringList ids;
    for (int i = from; i < from + kPage; ++i)
        ids.append(id(i));
    return ids;
}

CensusComparison linked(int count)
{
    CensusComparison comparison;
    for (int i = 0; i < count; ++i)
        comparison.addLink(sourceId(i), kInvoice, targetId(i), true);
    return comparison;
}

} // namespace

class TestCensusComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneLossAndOneDuplicateAreFoundInAHundredThousand()
    {
        CensusComparison comparison = linked(kRecords);
        QStringList atSource;
        QStringList atTarget;
        for (int i = 0; i < kRecords; i += kPage) {
            QStringList ids = page(i, targetId);
            ids.removeAll(targetId(77'777)); // deleted there
            if (i == 50'000)
                ids.append(u"999999"_s); // made twice
            atSource += comparison.unlinkedAtSource(page(i, sourceId));
            atTarget += comparison.unlinkedAtTarget(kInvoice, ids);
        }
        QCOMPARE(comparison.links(), kRecords);
        QCOMPARE(atSource, QStringList());
        QCOMPARE(atTarget, QStringList{u"999999"_s});
        QStringList lost;
        for (int i = 0; i < kRecords; ++i) {
            QVERIFY(comparison.wasSeenAtSource(sourceId(i)));
            if (!comparison.wasSeenAtTarget(kInvoice, targetId(i)))
                lost.append(targetId(i));
        }
        QCOMPARE(lost, QStringList{targetId(77'777)});
    }

    void aRecordWithoutALinkIsNamed()
    {
        CensusComparison comparison = linked(3);
        const QStringList ids{sourceId(0), u"new"_s, sourceId(2)};
        QCOMPARE(comparison.unlinkedAtSource(ids), QStringList{u"new"_s});
        QVERIFY(!comparison.wasSeenAtSource(sourceId(1)));
    }

    void equalIdsOfTwoKindsAreTwoDocuments()
    {
        CensusComparison comparison;
        comparison.addLink(u"1"_s, kInvoice, u"7"_s, true);
        QCOMPARE(comparison.unlinkedAtTarget(u"SalesReceipt"_s, {u"7"_s}), QStringList{u"7"_s});
        QCOMPARE(comparison.unlinkedAtTarget(kInvoice, {u"7"_s}), QStringList());
    }

    void onlyLiveDocumentsAreShared()
    {
        CensusComparison comparison;
        comparison.addLink(u"1"_s, kInvoice, u"7"_s, true);
        comparison.addLink(u"2"_s, kInvoice, u"7"_s, true);
        comparison.addLink(u"3"_s, kInvoice, u"8"_s, true);
        comparison.addLink(u"4"_s, kInvoice, u"8"_s, false);
        QVERIFY(comparison.isShared(kInvoice, u"7"_s));
        QVERIFY(!comparison.isShared(kInvoice, u"8"_s));
    }
};

QTEST_APPLESS_MAIN(TestCensusComparison)
#include "tst_censuscomparison.moc"
