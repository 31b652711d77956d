#include "engine/api/historyservice.h"
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
    row.createdUtc = QDateTime::currentDateTimeUtc();
    return row;
}

FailureRow failure(const QString &sourceId, const QString &code, const QString &entity = u"order"_s)
{
    FailureRow row;
    row.sourceEntity = entity;
    row.sourceId = sourceId;
    row.purpose = entity == u"order" ? u"document"_s : u"reference"_s;
    row.error = Error{ErrorKind::Validation, code, u"message"_s, {}, {}, {}, std::nullopt};
    row.causeKey = code;
    row.firstSeenUtc = QDateTime::currentDateTimeUtc();
    row.lastSeenUtc = row.firstSeenUtc;
    return row;
}

/// A store with a stream of orders and these failures.
struct World {
    explicit World(const QList<FailureRow> &failures)
    {
        parts.store = *Store::open(folder.filePath(u"store"_s), Store::Threading::Inline);
        const auto fill = [failures](Database &database) { return filled(database, failures); };
        if (const auto done = QCoro::waitFor(parts.store->write(fill)); !done)
            qFatal("%s", qPrintable(done.error().message));
    }
    static Result<void> filled(Database &database, QList<FailureRow> failures)
    {
        IntegrationRepository integrations(database);
        StreamRow stream;
        stream.name = u"orders"_s;
        stream.preset = u"woo-orders-to-quickbooks"_s;
        stream.sourceIntegration = integrations.insert(integration(u"woocommerce"_s)).value_or(0);
        stream.targetIntegration = integrations.insert(integration(u"quickbooks"_s)).value_or(0);
        stream.settings = Json::object({});
        stream.createdUtc = QDateTime::currentDateTimeUtc();
        const Result<qint64> id = StreamRepository(database).insert(stream);
        if (!id)
            return tl::unexpected(id.error());
        for (FailureRow &row : failures)
            row.streamId = *id;
        return FailureRepository(database).put(failures);
    }
    [[nodiscard]] Result<QList<RunRequest>> retryAll()
    {
        const auto all = [](Database &database) {
            return FailureRepository(database).page(0, {}, std::numeric_limits<qint64>::max(), 100);
        };
        QList<qint64> ids;
        for (const FailureRow &row : QCoro::waitFor(parts.store->read(all)).value_or(QList<FailureRow>()))
            ids.prepend(row.id);
        return QCoro::waitFor(HistoryService(parts).retryRequests(ids));
    }

    QTemporaryDir folder;
    EngineParts parts;
};

RunRequest retryOf(const QStringList &ids, bool overwrite)
{
    return {u"orders"_s, RunMode::SelectedIds, ids, u"retry"_s, overwrite};
}

} // namespace

class TestRetry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyChangesAtTheTargetAreOverwritten()
    {
        World world({failure(u"1"_s, u"money.mismatch"_s), failure(u"2"_s, u"document.editedAtTarget"_s),
            failure(u"3"_s, u"document.changedMeanwhile"_s), failure(u"4"_s, u"reference.inactive"_s)});
        const auto requests = world.retryAll();
        QVERIFY(requests);
        QCOMPARE(*requests,
            (QList<RunRequest>{retryOf({u"1"_s, u"4"_s}, false), retryOf({u"2"_s, u"3"_s}, true)}));
    }
    void aRecordIsInOneOfTheRuns()
    {
        FailureRow payment = failure(u"2"_s, u"payment.refused"_s);
        payment.purpose = u"payment"_s;
        World world({payment, failure(u"2"_s, u"document.editedAtTarget"_s)});
        QCOMPARE(*world.retryAll(), QList<RunRequest>{retryOf({u"2"_s}, true)});
    }
    void aFailedReferenceIsNotTakenForARecord()
    {
        World world({failure(u"7"_s, u"name.taken"_s, u"customer"_s), failure(u"1"_s, u"money.mismatch"_s)});
        QCOMPARE(*world.retryAll(), QList<RunRequest>{retryOf({u"1"_s}, false)});
    }
    void failedReferencesAloneAreAnswered()
    {
        World world({failure(u"7"_s, u"name.taken"_s, u"customer"_s)});
        const auto requests = world.retryAll();
        QVERIFY(!requests);
        QCOMPARE(requests.error().code, u"failure.reference"_s);
        QVERIFY(!requests.error().hint.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
