#include "engine/api/filerights.h"
#include "engine/api/integrationfinding.h"
#include "engine/api/integrationform.h"
#include "engine/api/linkedstop.h"
#include "engine/api/overviewservice.h"
#include "engine/api/profile.h"
#include "engine/api/progressrelay.h"
#include "engine/api/runregistry.h"
#include "engine/core/systemclock.h"
#include "engine/store/integrationrepository.h"
#include "engine/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

StreamSummary streamNamed(const QString &name)
{
    StreamSummary stream;
    stream.name = name;
    return stream;
}

} // namespace

class TestEnginePieces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { restrictNewFiles(); }
    void aProfileIsHeldByOneProgramOnly()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"profile"_s);
        auto first = Profile::hold(path);
        QVERIFY(first);
        const auto second = Profile::hold(path);
        QVERIFY(!second);
        QCOMPARE(second.error().code, u"profile.locked"_s);
        QCOMPARE(second.error().kind, ErrorKind::Configuration);
        first->reset();
        QVERIFY(Profile::hold(path));
    }
    void aProfileFolderIsForTheUserOnly()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a/b/profile"_s);
        const auto profile = Profile::hold(path);
        QVERIFY(profile);
        QCOMPARE(openToOthers({path}), QStringList());
        QVERIFY(QFile::setPermissions(path, QFile::permissions(path) | QFile::ReadGroup));
        QCOMPARE(openToOthers((*profile)->privatePaths()), QStringList{path});
    }
    void aStreamRunsOnceAtATime()
    {
        RunRegistry runs;
        std::stop_source stop;
        auto ticket = runs.begin(u"orders"_s, stop);
        QVERIFY(ticket);
        QVERIFY(!runs.begin(u"orders"_s, std::stop_source()));
        QVERIFY(runs.begin(u"products"_s, std::stop_source()));
        QVERIFY(runs.isBusy(u"orders"_s));
        QVERIFY(!runs.isBusy(u"products"_s));
        ticket->setRunId(7);
        runs.cancel(8);
        QVERIFY(!stop.stop_requested());
        runs.cancel(7);
        QVERIFY(stop.stop_requested());
        ticket.reset();
        QVERIFY(runs.begin(u"orders"_s, std::stop_source()));
    }
    void aLinkedStopFollowsBoth()
    {
        std::stop_source caller;
        std::stop_source engine;
        const LinkedStop first(caller.get_token(), engine.get_token());
        const LinkedStop second(std::stop_token(), engine.get_token());
        caller.request_stop();
        QVERIFY(first.token().stop_requested());
        QVERIFY(!second.token().stop_requested());
        engine.request_stop();
        QVERIFY(second.token().stop_requested());
        const LinkedStop late(caller.get_token(), std::stop_token());
        QVERIFY(late.token().stop_requested());
    }
    void progressIsThinnedAndTheNewestIsNeverLost()
    {
        SystemClock clock;
        QList<RunProgress> seen;
        ProgressRelay relay(
            clock, u"orders"_s, false, [&seen](const RunProgress &progress) { seen.append(progress); });
        SyncProgress progress;
        progress.runId = 4;
        progress.stage = SyncProgress::Stage::Sending;
        progress.expected = 1000;
        for (int i = 1; i <= 1000; ++i) {
            progress.counts.created = i;
            relay.report(progress);
        }
        QVERIFY(seen.size() < 100);
        QTRY_COMPARE(seen.last().counts.created, 1000);
        const auto before = seen.size();
        progress.stage = SyncProgress::Stage::Finished;
        relay.report(progress);
        QCOMPARE(seen.size(), before + 1);
        QCOMPARE(seen.last().stage, RunProgress::Stage::Finished);
        QCOMPARE(seen.last().runId, 4);
    }
    void formValuesAreSplitIntoValuesAndSecrets()
    {
        const auto factory = factoryFor(u"woocommerce"_s);
        QVERIFY(factory);
        const Json form = Json::object({{u"store_url"_s, u"https://shop.example"_s},
            {u"consumer_key"_s, u"ck_1"_s}, {u"consumer_secret"_s, u"cs_1"_s}});
        const auto settings = splitSettings((*factory)->description(), form);
        QVERIFY(settings);
        QCOMPARE(settings->values, Json::object({{u"store_url"_s, u"https://shop.example"_s}}));
        QCOMPARE(settings->secrets[u"consumer_secret"].string(), u"cs_1"_s);
        QCOMPARE(accountKey(**factory, *settings), u"woocommerce:https://shop.example"_s);
    }
    void unknownFieldsAreRefused_data()
    {
        QTest::addColumn<Json>("form");
        QTest::addColumn<QString>("field");
        QTest::newRow("unknown name") << Json::object({{u"shop"_s, u"x"_s}}) << u"shop"_s;
        QTest::newRow("no text") << Json::object({{u"store_url"_s, Json::array({})}}) << u"store_url"_s;
        QTest::newRow("no object") << Json::array({}) << QString();
    }
    void unknownFieldsAreRefused()
    {
        QFETCH(Json, form);
        QFETCH(QString, field);
        const auto factory = factoryFor(u"woocommerce"_s);
        const auto settings = splitSettings((*factory)->description(), form);
        QVERIFY(!settings);
        QCOMPARE(settings.error().kind, ErrorKind::Configuration);
        QCOMPARE(settings.error().code, u"integration.field"_s);
        QCOMPARE(settings.error().field, field);
    }
    void theHealthSentenceKnowsWhatHasRun_data()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const StreamSummary never = streamNamed(u"products"_s);
        StreamSummary applied = streamNamed(u"orders"_s);
        applied.lastSuccessUtc = now; // selected records only: nothing was read by cursor
        StreamSummary read = streamNamed(u"orders"_s);
        read.readUntilUtc = now;
        StreamSummary off = never;
        off.enabled = false;
        QTest::addColumn<QList<StreamSummary>>("streams");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no stream") << QList<StreamSummary>()
                                   << u"Nothing flows yet: add two integrations and a stream."_s;
        QTest::newRow("no run") << QList{never} << u"Ready for the first run."_s;
        const QString chosen
            = u"Only chosen records of “orders” were brought over so far; run it for the rest."_s;
        QTest::newRow("a plan was applied") << QList{applied} << chosen;
        StreamSummary both = applied;
        both.readUntilUtc = now;
        QTest::newRow("a plan was applied after everything was read")
            << QList{both} << u"Everything is in step."_s;
        QTest::newRow("everything was read") << QList{read} << u"Everything is in step."_s;
        QTest::newRow("one of two has run") << QList{applied, never} << u"“products” has not run yet."_s;
        QTest::newRow("the other is switched off") << QList{off, read} << u"Everything is in step."_s;
    }
    void theHealthSentenceKnowsWhatHasRun()
    {
        QFETCH(QList<StreamSummary>, streams);
        DashboardSummary summary;
        summary.streams = streams;
        QTEST(healthSentence(summary), "sentence");
    }
    void aFindingLeavesTheEditsOfAPersonAlone()
    {
        const QTemporaryDir folder;
        const auto store = Store::open(folder.filePath(u"store"_s), Store::Threading::Inline);
        QVERIFY(store);
        IntegrationRow row;
        row.name = u"Shop"_s;
        row.connector = u"woocommerce"_s;
        row.accountKey = u"woocommerce:https://shop.example"_s;
        row.settings = Json::object({{u"store_url"_s, u"https://shop.example"_s}});
        row.accountName = u"A shop"_s;
        row.status = u"disconnected"_s;
        row.createdUtc = QDateTime(QDate(2026, 11, 22), QTime(13, 5), Qt::UTC);
        const auto work = [row](Database &database) -> Result<IntegrationRow> {
            const Result<qint64> id = IntegrationRepository(database).insert(row);
            if (const auto noted = noteFinding(database, *id, {u"connected"_s, {}, {}}); !noted)
                return tl::unexpected(noted.error());
            return **IntegrationRepository(database).byId(*id);
        };
        const Result<IntegrationRow> noted = QCoro::waitFor((*store)->write(work));
        QVERIFY(noted);
        row.id = noted->id;
        row.status = u"connected"_s;
        QCOMPARE(*noted, row);
        const auto remove = [id = row.id](Database &database) -> Result<bool> {
            const auto removed = IntegrationRepository(database).remove(id);
            return removed && noteFinding(database, id, {u"error"_s, {}, {}}).has_value();
        };
        QVERIFY(*QCoro::waitFor((*store)->write(remove)));
    }
    void secretsThatAreLeftOutKeepTheirStoredValue()
    {
        const Json stored = Json::object({{u"key"_s, u"old key"_s}, {u"secret"_s, u"old secret"_s}});
        const ConnectorSettings changed{
            Json::object({}), Json::object({{u"key"_s, u"new key"_s}, {u"secret"_s, QString()}})};
        const ConnectorSettings merged = withStoredSecrets(changed, stored);
        QCOMPARE(merged.secrets[u"key"].string(), u"new key"_s);
        QCOMPARE(merged.secrets[u"secret"].string(), u"old secret"_s);
    }
};

QTEST_GUILESS_MAIN(TestEnginePieces)
#include "tst_enginepieces.moc"
