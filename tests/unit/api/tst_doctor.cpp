#include "engine/api/doctor.h"
#include "engine/api/integrationsecrets.h"
#include "engine/store/linkrepository.h"
#include "engine/store/store.h"
#include "engine/store/streamrepository.h"
#include "engine/vault/vault.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

using Severity = DoctorFinding::Severity;

const QDateTime kNow(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC);

/// A store with two integrations and a stream, sound until a test damages it.
struct Fixture {
    QTemporaryDir folder;
    std::unique_ptr<Vault> vault;
    std::unique_ptr<Store> store;
    qint64 shop = 0;
    qint64 company = 0;
    qint64 stream = 0;

    template <typename Work>
    auto write(Work work)
    {
        auto done = QCoro::waitFor(store->write(work));
        if (!done)
            qFatal("%s", qPrintable(done.error().message));
        if constexpr (!std::is_void_v<typename decltype(done)::value_type>)
            return *done;
    }
    Fixture()
    {
        auto openedVault = Vault::openWithPassphrase(folder.path(), "correct horse"_qba);
        auto openedStore = Store::open(folder.filePath(u"store.db"_s), Store::Threading::Inline);
        if (!openedVault || !openedStore)
            qFatal("The profile cannot be opened.");
        vault = std::move(*openedVault);
        store = std::move(*openedStore);
        shop = write([](Database &database) {
            return IntegrationRepository(database).insert(integration(u"Shop"_s));
        });
        company = write([](Database &database) {
            return IntegrationRepository(database).insert(integration(u"Books"_s));
        });
        stream = write([this](Database &database) { return StreamRepository(database).insert(streamRow()); });
    }
    static IntegrationRow integration(const QString &name)
    {
        IntegrationRow row;
        row.name = name;
        row.connector = u"woocommerce"_s;
        row.status = u"connected"_s;
        row.settings = Json::object({});
        row.createdUtc = kNow;
        return row;
    }
    [[nodiscard]] StreamRow streamRow() const
    {
        StreamRow row;
        row.name = u"orders"_s;
        row.preset = u"preset"_s;
        row.sourceIntegration = shop;
        row.targetIntegration = company;
        row.settings = Json::object({});
        row.createdUtc = kNow;
        return row;
    }
    [[nodiscard]] DoctorFinding finding(const QString &subject) const
    {
        const QHash<QString, QString> entities{{u"preset"_s, u"order"_s}};
        const auto look = [this, entities](
                              Database &database) { return storeFindings(database, *vault, kNow, entities); };
        const auto findings = QCoro::waitFor(store->read(look));
        if (!findings)
            return {};
        const auto found = std::find_if(findings->begin(), findings->end(),
            [&subject](const DoctorFinding &one) { return one.subject.startsWith(subject); });
        return found == findings->end() ? DoctorFinding() : *found;
    }
    [[nodiscard]] LinkRow link(const QString &sourceId, const QString &purpose) const
    {
        LinkRow row;
        row.sourceIntegration = shop;
        row.targetIntegration = company;
        row.sourceEntity = u"order"_s;
        row.sourceId = sourceId;
        row.purpose = purpose;
        row.targetEntity = u"Invoice"_s;
        row.targetId = u"145"_s;
        row.updatedUtc = kNow;
        return row;
    }
};

} // namespace

class TestDoctor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSoundProfileIsHealthy()
    {
        const Fixture fixture;
        for (const QString &subject : {u"Secrets"_s, u"Unknown outcomes"_s, u"Cursor"_s, u"Id map"_s}) {
            QVERIFY(!fixture.finding(subject).finding.isEmpty());
            QCOMPARE(fixture.finding(subject).severity, Severity::Ok);
        }
    }
    void twoRecordsWithOneDocumentAreAProblem()
    {
        Fixture fixture;
        fixture.write(
            [rows = QList<LinkRow>{fixture.link(u"1"_s, u"document"_s), fixture.link(u"2"_s, u"document"_s)}](
                Database &database) { return LinkRepository(database).put(rows); });
        QCOMPARE(fixture.finding(u"Id map"_s).severity, Severity::Problem);
    }
    void twoCustomersThatAreOneAtTheTargetAreFine()
    {
        Fixture fixture;
        fixture.write([rows = QList<LinkRow>{fixture.link(u"1"_s, u"reference"_s),
                           fixture.link(u"2"_s, u"reference"_s)}](
                          Database &database) { return LinkRepository(database).put(rows); });
        QCOMPARE(fixture.finding(u"Id map"_s).severity, Severity::Ok);
    }
    void aSecretThatWasMovedIsAProblem()
    {
        Fixture fixture;
        const auto sealed
            = sealedSecrets(*fixture.vault, fixture.shop, Json::object({{u"consumer_key"_s, u"ck_1"_s}}));
        QVERIFY(sealed);
        fixture.write([id = fixture.shop, rows = *sealed](Database &database) {
            return IntegrationRepository(database).putSecrets(id, rows);
        });
        QCOMPARE(fixture.finding(u"Secrets of “Shop”"_s).severity, Severity::Ok);
        fixture.write([id = fixture.company, rows = *sealed](Database &database) {
            return IntegrationRepository(database).putSecrets(id, rows);
        });
        QCOMPARE(fixture.finding(u"Secrets of “Books”"_s).severity, Severity::Problem);
    }
    void strangeCursorsAreSeen_data()
    {
        QTest::addColumn<CursorRow>("cursor");
        QTest::addColumn<Severity>("severity");
        QTest::newRow("read until an hour ago") << CursorRow{kNow.addSecs(-3600), {}, {}} << Severity::Ok;
        QTest::newRow("a little ahead") << CursorRow{kNow.addSecs(60), {}, {}} << Severity::Ok;
        QTest::newRow("a day ahead") << CursorRow{kNow.addDays(1), {}, {}} << Severity::Warning;
        QTest::newRow("window ends before it begins")
            << CursorRow{kNow.addSecs(-60), kNow.addSecs(-120), {}} << Severity::Problem;
    }
    void strangeCursorsAreSeen()
    {
        QFETCH(CursorRow, cursor);
        QFETCH(Severity, severity);
        Fixture fixture;
        fixture.write([id = fixture.stream, cursor](Database &database) {
            return StreamRepository(database).putCursor(id, u"order"_s, cursor);
        });
        QCOMPARE(fixture.finding(u"Cursor"_s).severity, severity);
    }
    void filesThatOthersCanReadAreAProblem()
    {
        const Fixture fixture;
        const QString file = fixture.folder.filePath(u"store.db"_s);
        QCOMPARE(rightsFinding({file}).severity, Severity::Ok);
        QVERIFY(QFile::setPermissions(file, QFile::permissions(file) | QFile::ReadOther));
        QCOMPARE(rightsFinding({file}).severity, Severity::Problem);
        QVERIFY(rightsFinding({file}).finding.contains(u"store.db"_s));
    }
};

QTEST_GUILESS_MAIN(TestDoctor)
#include "tst_doctor.moc"
