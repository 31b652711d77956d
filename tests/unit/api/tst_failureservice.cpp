#include "engine/api/failureservice.h"
#include "engine/store/integrationrepository.h"
#include "engine/store/streamrepository.h"

#include <QTemporaryDir>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

IntegrationRow integration(const QString &name)
{
    IntegrationRow row;
    row.name = name;
    row.connector = name;
    row.accountKey = name;
    row.settings = Json::object({});
    return row;
}

FailureRow failure(const QString &sourceId, ErrorKind kind, const QString &entity = u"order"_s)
{
    FailureRow row;
    row.streamId = 1;
    row.sourceEntity = entity;
    row.sourceId = sourceId;
    row.purpose = u"document"_s;
    row.error = Error{kind, u"some.code"_s, u"message"_s, {}, {}, {}, std::nullopt};
    row.firstSeenUtc = row.lastSeenUtc = QDateTime::currentDateTimeUtc();
    return row;
}

/// A store with one stream and these failures.
struct World {
    explicit World(const QList<FailureRow> &failures)
    {
        parts.store = *Store::open(folder.filePath(u"store"_s), Store::Threading::Inline);
        write([&failures](Database &database) -> Result<void> {
            IntegrationRepository integrations(database);
            StreamRow stream;
            stream.name = u"orders"_s;
            stream.preset = u"woo-orders-to-quickbooks"_s;
            stream.sourceIntegration = *integrations.insert(integration(u"woocommerce"_s));
            stream.targetIntegration = *integrations.insert(integration(u"quickbooks"_s));
            stream.settings = Json::object({});
            if (const auto id = StreamRepository(database).insert(stream); !id)
                return fail(id.error());
            return FailureRepository(database).put(failures);
        });
    }
    template <typename Work>
    void write(Work work)
    {
        if (const auto done = QCoro::waitFor(parts.store->write(work)); !done)
            qFatal("%s", qPrintable(done.error().message));
    }
    /// Makes every planned try due now.
    void letTimePass()
    {
        write([](Database &database) {
            return database
                .execute(u"UPDATE failure_care SET next_try_utc = 1 WHERE next_try_utc IS NOT NULL"_s)
                .map([](int) {});
        });
    }
    void setSettings(const Json &settings)
    {
        write([&settings](Database &database) {
            StreamRow row = **StreamRepository(database).byId(1);
            row.settings = settings;
            return StreamRepository(database).update(row);
        });
    }
    [[nodiscard]] QList<FailureView> views()
    {
        return *QCoro::waitFor(FailureService(parts).list(u"orders"_s, 0, 100));
    }
    [[nodiscard]] QStringList dueIds()
    {
        const auto requests = *QCoro::waitFor(FailureService(parts).dueRetries({}));
        QStringList ids;
        for (const RunRequest &request : requests) {
            ids += request.ids;
            if (request.overwriteTargetEdits || request.trigger != u"retry")
                qFatal("an automatic retry must not decide anything");
        }
        return ids;
    }
    QTemporaryDir folder;
    EngineParts parts;
};

} // namespace

class TestFailureService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatTimeHealsIsPlanned()
    {
        World world({failure(u"1"_s, ErrorKind::Network), failure(u"2"_s, ErrorKind::Validation)});
        const QList<FailureView> views = world.views();
        QCOMPARE(views.at(0).failure.state, FailureState::WillRetry);
        QVERIFY(views.at(0).care.nextTryUtc > QDateTime::currentDateTimeUtc().addSecs(-5));
        QCOMPARE(views.at(1).failure.state, FailureState::NeedsYou);
        QCOMPARE(views.at(0).stream, u"orders"_s);
    }

    void aTryThatIsDueBeginsOnce()
    {
        World world({failure(u"1"_s, ErrorKind::Network), failure(u"2"_s, ErrorKind::Validation)});
        QCOMPARE(world.views().size(), 2);
        world.letTimePass();
        QCOMPARE(world.dueIds(), QStringList{u"1"_s});
        QCOMPARE(world.dueIds(), QStringList()); // the next one comes later
        QCOMPARE(world.views().at(0).care.automaticTries, 2);
    }

    void automaticTriesEnd()
    {
        World world({failure(u"1"_s, ErrorKind::Network)});
        int tries = 0;
        while (tries < 20) {
            std::ignore = world.views();
            world.letTimePass();
            if (world.dueIds().isEmpty())
                break;
            ++tries;
        }
        QCOMPARE(tries, 5);
        QCOMPARE(world.views().at(0).failure.state, FailureState::NeedsYou);
    }

    void otherSettingsGiveAPermanentFailureOneTry()
    {
        World world({failure(u"2"_s, ErrorKind::Validation)});
        QVERIFY(!world.views().at(0).changedSince);
        QCOMPARE(world.dueIds(), QStringList());
        world.setSettings(Json::object({{u"due_days"_s, 14}}));
        QCOMPARE(world.dueIds(), QStringList{u"2"_s});
        QCOMPARE(world.dueIds(), QStringList());
    }

    void aFailedReferenceIsTriedWithTheRecordsThatNeedIt()
    {
        World world({failure(u"7"_s, ErrorKind::Network, u"customer"_s)});
        QCOMPARE(world.views().size(), 1);
        world.letTimePass();
        QCOMPARE(world.dueIds(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestFailureService)
#include "tst_failureservice.moc"
