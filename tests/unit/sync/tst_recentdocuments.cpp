#include "engine/sync/recentdocuments.h"

#include <QTest>

#include <algorithm>

#include "plainplatform.h"

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

Json document(int version)
{
    return Json::object({{u"version"_s, version}});
}

SourceRecord record(const QString &id, int version)
{
    InboxRow row;
    row.streamId = 1;
    row.entity = u"order"_s;
    row.sourceId = id;
    row.contentHash = "hash-" + QByteArray::number(version);
    row.document = document(version).bytes();
    return {row, document(version)};
}

SourcePage page(QList<SourceRecord> records)
{
    SourcePage made;
    made.records = std::move(records);
    return made;
}

/// An inbox, and what a run keeps of it in memory.
struct Inbox {
    void capture(const QList<SourcePage> &pages)
    {
        QList<InboxRow> rows;
        for (const SourcePage &one : pages) {
            for (const SourceRecord &captured : one.records)
                rows.append(captured.row);
        }
        const auto write = [rows](Database &database) {
            return InboxRepository(database).capture(rows, InboxRepository::Known::Absorb);
        };
        if (!run.clock.run(run.store->write(write)))
            qFatal("not captured");
        recent.replace(pages);
    }
    /// Alters what the store holds, so that a test sees where a document comes from.
    void markStored()
    {
        const auto write = [](Database &database) {
            return database.execute(u"UPDATE inbox_documents SET document = '{\"version\":-1}'"_s, {});
        };
        if (!run.clock.run(run.store->write(write)))
            qFatal("not marked");
    }
    [[nodiscard]] QList<InboxRow> heads()
    {
        const auto read
            = [](Database &database) { return InboxRepository(database).pendingHeads(1, 0, 100); };
        return run.clock.run(run.store->read(read)).value();
    }
    /// Versions of the documents of all pending records, in the order of the inbox.
    [[nodiscard]] QList<qint64> versions() { return versions(heads()); }
    [[nodiscard]] QList<qint64> versions(const QList<InboxRow> &rows)
    {
        const auto records = run.clock.run(recent.complete(*run.store, rows)).value();
        QList<qint64> found;
        for (const SourceRecord &one : records)
            found.append(one.parsed().value()[u"version"].integer().value_or(0));
        return found;
    }

    PlainRun run;
    RecentDocuments recent;
};

} // namespace

/// A record is planned with the document that its row was captured with, wherever that document is kept.
class TestRecentDocuments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasCapturedLastNeedsNoStore();
    void whatWasCapturedBeforeComesFromTheStore();
    void ofTwoVersionsInOneCaptureTheLastCounts();
    void anotherVersionInTheInboxIsReadFromThere();
    void whatIsTakenIsForgotten();
    void theOrderOfTheRowsIsKept();
};

void TestRecentDocuments::whatWasCapturedLastNeedsNoStore()
{
    Inbox inbox;
    inbox.capture({page({record(u"a"_s, 1), record(u"b"_s, 2)}), page({record(u"c"_s, 3)})});
    inbox.markStored();
    QCOMPARE(inbox.versions(), (QList<qint64>{1, 2, 3}));
}

void TestRecentDocuments::whatWasCapturedBeforeComesFromTheStore()
{
    Inbox inbox;
    inbox.capture({page({record(u"a"_s, 1)})});
    inbox.capture({page({record(u"b"_s, 2)})});
    inbox.markStored();
    QCOMPARE(inbox.versions(), (QList<qint64>{-1, 2}));
}

void TestRecentDocuments::ofTwoVersionsInOneCaptureTheLastCounts()
{
    Inbox inbox;
    inbox.capture({page({record(u"a"_s, 1), record(u"b"_s, 1)}), page({record(u"a"_s, 2)})});
    QCOMPARE(inbox.heads().size(), 2);
    QCOMPARE(inbox.versions(), (QList<qint64>{2, 1}));
}

void TestRecentDocuments::anotherVersionInTheInboxIsReadFromThere()
{
    Inbox inbox;
    inbox.capture({page({record(u"a"_s, 2)})});
    inbox.recent.replace({page({record(u"a"_s, 1)})});
    const QList<InboxRow> heads = inbox.heads();
    QCOMPARE(inbox.versions(heads), QList<qint64>{2});
}

void TestRecentDocuments::whatIsTakenIsForgotten()
{
    Inbox inbox;
    inbox.capture({page({record(u"a"_s, 1)})});
    QCOMPARE(inbox.versions(), QList<qint64>{1});
    inbox.markStored();
    QCOMPARE(inbox.versions(), QList<qint64>{-1});
}

void TestRecentDocuments::theOrderOfTheRowsIsKept()
{
    Inbox inbox;
    inbox.capture({page({record(u"a"_s, 1), record(u"b"_s, 2), record(u"c"_s, 3)})});
    inbox.recent.replace({page({record(u"b"_s, 2)})});
    QList<InboxRow> rows = inbox.heads();
    std::ranges::reverse(rows);
    QCOMPARE(inbox.versions(rows), (QList<qint64>{3, 2, 1}));
}

QTEST_GUILESS_MAIN(TestRecentDocuments)
#include "tst_recentdocuments.moc"
