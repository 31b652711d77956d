#include "engine/observe/csvtext.h"
#include "engine/observe/historyexport.h"
#include "engine/store/store.h"
#include "engine/store/streamrepository.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

HistoryRow rowOf(const QString &number, const QString &message)
{
    HistoryRow row;
    row.atUtc = QDateTime(QDate(2026, 11, 22), QTime(13, 5, 38), Qt::UTC);
    row.runId = 3;
    row.streamId = 1;
    row.sourceEntity = u"order"_s;
    row.sourceId = u"105"_s;
    row.number = number;
    row.action = u"created"_s;
    row.targetEntity = u"Invoice"_s;
    row.targetId = u"145"_s;
    row.targetNumber = u"007"_s;
    row.amount = Decimal::literal("-5.00");
    row.currency = u"USD"_s;
    row.message = message;
    return row;
}

/// A reader of RFC 4180, written for this test.
QList<QStringList> parsedCsv(const QByteArray &bytes)
{
    QList<QStringList> rows{{QString()}};
    bool isQuoted = false;
    const QString text = QString::fromUtf8(bytes);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (isQuoted && c == u'"' && text.mid(i + 1, 1) == u"\"") {
            rows.last().last().append(c);
            ++i;
        } else if (c == u'"') {
            isQuoted = !isQuoted;
        } else if (!isQuoted && c == u',') {
            rows.last().append(QString());
        } else if (!isQuoted && c == u'\r') {
            continue;
        } else if (!isQuoted && c == u'\n') {
            rows.append(QStringList{QString()});
        } else {
            rows.last().last().append(c);
        }
    }
    rows.removeLast();
    return rows;
}

struct Fixture {
    QTemporaryDir folder;
    std::unique_ptr<Store> store;

    Fixture()
    {
        auto opened = Store::open(folder.filePath(u"store.db"_s), Store::Threading::Inline);
        if (opened)
            store = std::move(*opened);
    }
    [[nodiscard]] bool append(const QList<HistoryRow> &rows)
    {
        const auto work = [rows](Database &database) { return HistoryRepository(database).append(rows); };
        return QCoro::waitFor(store->write(work)).has_value();
    }
    [[nodiscard]] QString path() const { return folder.filePath(u"history.csv"_s); }
    [[nodiscard]] QByteArray file() const
    {
        QFile written(path());
        return written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
    }
    [[nodiscard]] Result<qint64> write(HistoryExport::Format format, const HistoryFilter &filter = {})
    {
        HistoryExport exporter(*store, format, [](qint64, qint64) {});
        return QCoro::waitFor(exporter.writeTo(path(), filter, {}));
    }
};

} // namespace

class TestHistoryExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void guardsFormulas_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isFormula");
        QTest::newRow("equals") << u"=1+1"_s << true;
        QTest::newRow("hyperlink") << u"=HYPERLINK(\"https://evil.example\",\"pay\")"_s << true;
        QTest::newRow("command") << u"=cmd|'/C calc'!A0"_s << true;
        QTest::newRow("plus") << u"+1"_s << true;
        QTest::newRow("minus") << u"-1"_s << true;
        QTest::newRow("at") << u"@SUM(1)"_s << true;
        QTest::newRow("tab") << u"\t=1"_s << true;
        QTest::newRow("carriage return") << u"\r=1"_s << true;
        QTest::newRow("full width equals") << u"＝1"_s << true;
        QTest::newRow("full width plus") << u"＋1"_s << true;
        QTest::newRow("full width minus") << u"－1"_s << true;
        QTest::newRow("full width at") << u"＠x"_s << true;
        QTest::newRow("after blanks") << u"   =1"_s << true;
        QTest::newRow("after a no-break space") << u"\u00a0=1"_s << true;
        QTest::newRow("after a byte order mark") << u"\ufeff=1"_s << true;
        QTest::newRow("after a quotation mark") << u"\"=1"_s << true;
        QTest::newRow("after an apostrophe") << u"'=1"_s << true;
        QTest::newRow("plain name") << u"Ada Merriweather"_s << false;
        QTest::newRow("equals inside") << u"a=b"_s << false;
        QTest::newRow("leading zeros") << u"00123"_s << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("blank") << u"  "_s << false;
        QTest::newRow("quoted name") << u"\"Ada\""_s << false;
    }
    void guardsFormulas()
    {
        QFETCH(QString, text);
        QFETCH(bool, isFormula);
        QCOMPARE(looksLikeFormula(text), isFormula);
        const QList<QStringList> read = parsedCsv(csvField(text) + "\r\n");
        QCOMPARE(read.first().first() == u'\'' + text, isFormula);
        QVERIFY(read.first().first().endsWith(text));
    }
    void keepsAmountsNumbersAndTextsAsTheyAre()
    {
        Fixture fixture;
        QVERIFY(fixture.append({rowOf(u"00123"_s, u"He said \"two\",\r\nthen left"_s)}));
        QCOMPARE(fixture.write(HistoryExport::Format::Csv).value(), 1);
        const QByteArray file = fixture.file();
        QVERIFY(file.startsWith("id,time_utc,run,stream,"));
        QVERIFY(file.contains(",-5.00,USD,"));
        const QStringList cells = parsedCsv(file).last();
        QCOMPARE(cells.size(), 14);
        QCOMPARE(cells[1], u"2026-11-22T13:05:38Z"_s);
        QCOMPARE(cells[6], u"00123"_s);
        QCOMPARE(cells[10], u"007"_s);
        QCOMPARE(cells[13], u"He said \"two\",\r\nthen left"_s);
    }
    void writesEveryRowOfTheFilterNewestFirst()
    {
        Fixture fixture;
        QList<HistoryRow> rows;
        for (int i = 0; i < 2500; ++i) {
            rows.append(rowOf(QString::number(i), {}));
            rows.last().action = i % 5 == 0 ? u"failed"_s : u"created"_s;
        }
        QVERIFY(fixture.append(rows));
        QCOMPARE(fixture.write(HistoryExport::Format::Csv).value(), 2500);
        QList<QStringList> read = parsedCsv(fixture.file());
        QCOMPARE(read.size(), 2501);
        QCOMPARE(read[1][6], u"2499"_s);
        QCOMPARE(read.last()[6], u"0"_s);
        HistoryFilter failed;
        failed.action = u"failed"_s;
        QCOMPARE(fixture.write(HistoryExport::Format::Csv, failed).value(), 500);
        read = parsedCsv(fixture.file());
        QCOMPARE(read.size(), 501);
    }
    void writesJsonLines()
    {
        Fixture fixture;
        QVERIFY(fixture.append({rowOf(u"=1"_s, u"first\nsecond"_s), rowOf(u"2"_s, {})}));
        QCOMPARE(fixture.write(HistoryExport::Format::JsonLines).value(), 2);
        const QByteArrayList lines = fixture.file().split('\n');
        QCOMPARE(lines.size(), 3);
        const Result<Json> second = Json::parse(lines[1]);
        QVERIFY(second);
        QCOMPARE((*second)[u"number"].string(), u"=1"_s);
        QCOMPARE((*second)[u"amount"].token(), "-5.00"_qba);
    }
    void theFileIsForTheUserOnly()
    {
        Fixture fixture;
        QVERIFY(fixture.append({rowOf(u"1"_s, {})}));
        QVERIFY(fixture.write(HistoryExport::Format::Csv));
        QVERIFY(!(QFile::permissions(fixture.path()) & (QFile::ReadGroup | QFile::ReadOther)));
    }
    void aCancelledExportLeavesNoFile()
    {
        Fixture fixture;
        QList<HistoryRow> rows(3000, rowOf(u"1"_s, {}));
        QVERIFY(fixture.append(rows));
        std::stop_source stop;
        qint64 seen = 0;
        HistoryExport exporter(*fixture.store, HistoryExport::Format::Csv, [&](qint64 written, qint64 total) {
            seen = written;
            QCOMPARE(total, 3000);
            stop.request_stop();
        });
        const Result<qint64> result
            = QCoro::waitFor(exporter.writeTo(fixture.path(), HistoryFilter(), stop.get_token()));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Cancelled);
        QVERIFY(seen > 0 && seen < 3000);
        QCOMPARE(QDir(fixture.folder.path()).entryList({u"history*"_s}, QDir::Files), QStringList());
    }
    void aCancelledExportKeepsTheFileThatWasThere()
    {
        Fixture fixture;
        QVERIFY(fixture.append({rowOf(u"1"_s, {})}));
        QVERIFY(fixture.write(HistoryExport::Format::Csv));
        const QByteArray before = fixture.file();
        std::stop_source stop;
        stop.request_stop();
        HistoryExport exporter(*fixture.store, HistoryExport::Format::JsonLines, [](qint64, qint64) {});
        QVERIFY(!QCoro::waitFor(exporter.writeTo(fixture.path(), HistoryFilter(), stop.get_token())));
        QCOMPARE(fixture.file(), before);
    }
    void aFolderThatIsNotThereIsAConfigurationError()
    {
        Fixture fixture;
        HistoryExport exporter(*fixture.store, HistoryExport::Format::Csv, [](qint64, qint64) {});
        const auto result = QCoro::waitFor(
            exporter.writeTo(fixture.folder.filePath(u"no/such/file.csv"_s), HistoryFilter(), {}));
        QVERIFY(!result);
        QCOMPARE(result.error().code, u"export.file"_s);
    }
};

QTEST_GUILESS_MAIN(TestHistoryExport)
#include "tst_historyexport.moc"
