#include "engine/core/json.h"
#include "engine/vault/passphrasekey.h"
#include "engine/vault/vault.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

class TestVault : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void opensWhatItSealed_data();
    void opensWhatItSealed();
    void aReopenedVaultOpensOldEnvelopes();
    void anEnvelopeOpensOnlyInItsPlace_data();
    void anEnvelopeOpensOnlyInItsPlace();
    void anyChangedByteFails();
    void anyCutFails();
    void equalSecretsGiveDifferentEnvelopes();
    void anotherProfileDoesNotOpenIt();
    void aWrongPassphraseIsRefusedWithAHint();
    void aWrongPassphraseDoesNotReplaceTheFile();
    void aGreedyHeaderIsRefused_data();
    void aGreedyHeaderIsRefused();
    void aDamagedFileIsRefusedUntouched_data();
    void aDamagedFileIsRefusedUntouched();
    void theDefaultCostIsTheLeastAllowed();
    void theFileIsForTheUserOnly();
    void theSecretIsNowhereInTheProfile();
    void namesItsLock();
    void withoutAKeychainThereIsNoVault();

private:
    [[nodiscard]] Result<std::unique_ptr<Vault>> open(const QByteArray &passphrase = "right horse");
    [[nodiscard]] QByteArray fileContent() const;
    void replaceInFile(const QString &name, const Json &value);
    void writeFile(const QByteArray &content);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Vault> m_vault;
};

namespace {

// Cheap on purpose: the tests are about the format, not about the strength.
const PassphraseCost kCheap{1, 64 * 1024};
const SecretPlace kPlace{u"secrets"_s, 7, u"consumerSecret"_s};
const QByteArray kSecret = "cs_0123456789abcdef0123456789abcdef01234567";

QString codeOf(const auto &result)
{
    return result ? QString() : result.error().code;
}

} // namespace

void TestVault::initTestCase()
{
    // No session bus: this process has no keychain, wherever the tests run.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    m_folder = std::make_unique<QTemporaryDir>();
    auto made = open();
    QVERIFY(made);
    m_vault = std::move(*made);
}

Result<std::unique_ptr<Vault>> TestVault::open(const QByteArray &passphrase)
{
    return Vault::openWithPassphrase(m_folder->filePath(u"profile"_s), passphrase, kCheap);
}

QByteArray TestVault::fileContent() const
{
    QFile file(m_folder->filePath(u"profile/vault.json"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestVault::writeFile(const QByteArray &content)
{
    QFile file(m_folder->filePath(u"profile/vault.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

void TestVault::replaceInFile(const QString &name, const Json &value)
{
    auto json = Json::parse(fileContent());
    QVERIFY(json);
    json->set(name, value);
    writeFile(json->bytes());
}

void TestVault::opensWhatItSealed_data()
{
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("a key") << kSecret;
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("zero bytes") << QByteArray(3, '\0');
    QTest::newRow("umlauts") << QByteArray("gr\xc3\xbc\xc3\x9f");
    QTest::newRow("a megabyte") << QByteArray(1 << 20, 'm');
}

void TestVault::opensWhatItSealed()
{
    QFETCH(QByteArray, plain);
    const auto envelope = m_vault->seal(kPlace, plain);
    QVERIFY(envelope);
    const auto opened = m_vault->open(kPlace, *envelope);
    QVERIFY(opened);
    QCOMPARE(*opened, plain);
}

void TestVault::aReopenedVaultOpensOldEnvelopes()
{
    const auto envelope = m_vault->seal(kPlace, kSecret);
    QVERIFY(envelope);
    const auto again = open();
    QVERIFY(again);
    const auto opened = (*again)->open(kPlace, *envelope);
    QVERIFY(opened);
    QCOMPARE(*opened, kSecret);
}

void TestVault::anEnvelopeOpensOnlyInItsPlace_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<qint64>("row");
    QTest::addColumn<QString>("field");
    QTest::newRow("another field of the same row") << u"secrets"_s << qint64(7) << u"consumerKey"_s;
    QTest::newRow("the same field of another row") << u"secrets"_s << qint64(8) << u"consumerSecret"_s;
    QTest::newRow("another table") << u"tokens"_s << qint64(7) << u"consumerSecret"_s;
    QTest::newRow("a border moved between the parts") << u"secrets7"_s << qint64(7) << u"onsumerSecret"_s;
}

void TestVault::anEnvelopeOpensOnlyInItsPlace()
{
    QFETCH(QString, table);
    QFETCH(qint64, row);
    QFETCH(QString, field);
    const SecretPlace other{table, row, field};
    const auto first = m_vault->seal(kPlace, kSecret);
    const auto second = m_vault->seal(other, "of the other");
    QVERIFY(first && second);
    QCOMPARE(codeOf(m_vault->open(other, *first)), u"vault.envelope"_s);
    QCOMPARE(codeOf(m_vault->open(kPlace, *second)), u"vault.envelope"_s);
}

void TestVault::anyChangedByteFails()
{
    const auto envelope = m_vault->seal(kPlace, kSecret);
    QVERIFY(envelope);
    for (qsizetype i = 0; i < envelope->size(); ++i) {
        QByteArray changed = *envelope;
        changed[i] = char(changed[i] ^ 0x01);
        QCOMPARE(codeOf(m_vault->open(kPlace, changed)), u"vault.envelope"_s);
    }
    const Vault &vault = *m_vault;
    const bool holds = rc::check("no changed byte opens", [&vault] {
        const auto bytes = *rc::gen::container<std::vector<char>>(rc::gen::arbitrary<char>());
        const QByteArray plain(bytes.data(), qsizetype(bytes.size()));
        QByteArray sealed = vault.seal(kPlace, plain).value();
        const auto position = *rc::gen::inRange<qsizetype>(0, sealed.size());
        const auto flip = *rc::gen::inRange(1, 256);
        RC_ASSERT(vault.open(kPlace, sealed).value() == plain);
        sealed[position] = char(sealed[position] ^ flip);
        RC_ASSERT(!vault.open(kPlace, sealed).has_value());
    });
    QVERIFY(holds);
}

void TestVault::anyCutFails()
{
    const auto envelope = m_vault->seal(kPlace, kSecret);
    QVERIFY(envelope);
    for (qsizetype length = 0; length < envelope->size(); ++length)
        QCOMPARE(codeOf(m_vault->open(kPlace, envelope->first(length))), u"vault.envelope"_s);
    QCOMPARE(codeOf(m_vault->open(kPlace, *envelope + 'x')), u"vault.envelope"_s);
}

void TestVault::equalSecretsGiveDifferentEnvelopes()
{
    QSet<QByteArray> nonces;
    for (int i = 0; i < 1000; ++i)
        nonces.insert(m_vault->seal(kPlace, kSecret).value().mid(2, 12));
    QCOMPARE(nonces.size(), 1000);
}

void TestVault::anotherProfileDoesNotOpenIt()
{
    const auto other = Vault::openWithPassphrase(m_folder->filePath(u"other"_s), "right horse", kCheap);
    QVERIFY(other);
    QCOMPARE(codeOf((*other)->open(kPlace, m_vault->seal(kPlace, kSecret).value())), u"vault.envelope"_s);
}

void TestVault::aWrongPassphraseIsRefusedWithAHint()
{
    for (const QByteArray &wrong : {QByteArray("Right horse"), QByteArray("right horse "), QByteArray()}) {
        const auto refused = open(wrong);
        QCOMPARE(codeOf(refused), u"vault.passphrase"_s);
        QCOMPARE(refused.error().kind, ErrorKind::Authentication);
        QVERIFY(!refused.error().hint.isEmpty());
        QVERIFY(wrong.isEmpty() || !refused.error().message.contains(QString::fromUtf8(wrong)));
    }
}

void TestVault::aWrongPassphraseDoesNotReplaceTheFile()
{
    const QByteArray before = fileContent();
    QVERIFY(!open("wrong"));
    QCOMPARE(fileContent(), before);
}

void TestVault::aGreedyHeaderIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("value");
    QTest::newRow("a tebibyte of memory") << u"memlimit"_s << (qint64(1) << 40);
    QTest::newRow("just above a gibibyte") << u"memlimit"_s << (qint64(1) << 30) + 1;
    QTest::newRow("a negative amount of memory") << u"memlimit"_s << qint64(-1);
    QTest::newRow("no memory") << u"memlimit"_s << qint64(0);
    QTest::newRow("eleven passes") << u"opslimit"_s << qint64(11);
    QTest::newRow("no pass") << u"opslimit"_s << qint64(0);
    QTest::newRow("as many passes as fit") << u"opslimit"_s << std::numeric_limits<qint64>::max();
}

void TestVault::aGreedyHeaderIsRefused()
{
    QFETCH(QString, name);
    QFETCH(qint64, value);
    const QByteArray good = fileContent();
    replaceInFile(name, value);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(codeOf(open()), u"vault.format"_s);
    QVERIFY(timer.elapsed() < 1000);
    writeFile(good);
    QVERIFY(open());
}

void TestVault::aDamagedFileIsRefusedUntouched_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("code");
    QTest::newRow("empty") << QByteArray() << u"vault.format"_s;
    QTest::newRow("no JSON") << QByteArray("\x01\x02") << u"vault.format"_s;
    QTest::newRow("an empty object") << QByteArray("{}") << u"vault.format"_s;
    QTest::newRow("no lock") << QByteArray("{\"version\":1,\"wrapped\":\"AAAA\"}") << u"vault.format"_s;
    QTest::newRow("no base64") << QByteArray("{\"version\":1,\"lock\":\"passphrase\",\"wrapped\":\"*\"}")
                               << u"vault.format"_s;
    QTest::newRow("a short salt") << QByteArray(
        "{\"version\":1,\"lock\":\"passphrase\",\"salt\":\"AAAA\",\"opslimit\":1,\"memlimit\":65536,"
        "\"wrapped\":\"AAAA\"}") << u"vault.format"_s;
    QTest::newRow("a newer version") << QByteArray("{\"version\":2}") << u"vault.newer"_s;
    QTest::newRow("too long") << QByteArray(100'000, ' ') << u"vault.format"_s;
}

void TestVault::aDamagedFileIsRefusedUntouched()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, code);
    const QByteArray good = fileContent();
    writeFile(content);
    QCOMPARE(codeOf(open()), code);
    QCOMPARE(fileContent(), content);
    writeFile(good);
    QVERIFY(open());
}

void TestVault::theDefaultCostIsTheLeastAllowed()
{
    QVERIFY(PassphraseCost().passes >= 3);
    QVERIFY(PassphraseCost().memoryBytes >= 64 * 1024 * 1024);
    QTemporaryDir folder;
    QVERIFY(Vault::openWithPassphrase(folder.path(), "right horse"));
    QFile file(folder.filePath(u"vault.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto json = Json::parse(file.readAll());
    QVERIFY(json);
    QVERIFY((*json)[u"opslimit"].integer().value_or(0) >= 3);
    QVERIFY((*json)[u"memlimit"].integer().value_or(0) >= 64 * 1024 * 1024);
}

void TestVault::theFileIsForTheUserOnly()
{
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
        | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    for (const QString &path : {u"profile"_s, u"profile/vault.json"_s})
        QVERIFY2(!(QFileInfo(m_folder->filePath(path)).permissions() & others), qPrintable(path));
}

void TestVault::theSecretIsNowhereInTheProfile()
{
    QFile envelopes(m_folder->filePath(u"profile/envelopes"_s));
    QVERIFY(envelopes.open(QIODevice::WriteOnly));
    envelopes.write(m_vault->seal(kPlace, kSecret).value());
    envelopes.close();
    const QByteArray passphrase = "right horse";
    QDirIterator files(m_folder->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    int searched = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        for (const QByteArray &plain : {kSecret, passphrase}) {
            for (const QByteArray &form :
                {plain, plain.toHex(), plain.toBase64(QByteArray::OmitTrailingEquals)})
                QVERIFY2(!content.contains(form), qPrintable(file.fileName()));
        }
        ++searched;
    }
    QVERIFY(searched >= 2);
}

void TestVault::namesItsLock()
{
    QCOMPARE(Vault::lockOf(m_folder->filePath(u"profile"_s)).value(), Vault::Lock::Passphrase);
    QCOMPARE(Vault::lockOf(m_folder->filePath(u"nowhere"_s)).value(), Vault::Lock::None);
    const auto opened = QCoro::waitFor(Vault::openWithKeychain(m_folder->filePath(u"profile"_s)));
    QCOMPARE(codeOf(opened), u"vault.lock"_s);
}

void TestVault::withoutAKeychainThereIsNoVault()
{
    QTemporaryDir folder;
    const auto opened = QCoro::waitFor(Vault::openWithKeychain(folder.path()));
    QCOMPARE(codeOf(opened), u"vault.keychain"_s);
    QCOMPARE(opened.error().kind, ErrorKind::Configuration);
    QVERIFY(opened.error().hint.contains(u"passphrase"_s));
    QVERIFY(QDir(folder.path()).isEmpty(QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot));
    QFile locked(folder.filePath(u"vault.json"_s));
    QVERIFY(locked.open(QIODevice::WriteOnly));
    locked.write("{\"version\":1,\"lock\":\"keychain\",\"keychainKey\":\"profile-x\",\"wrapped\":\"AAAA\"}");
    locked.close();
    QCOMPARE(Vault::lockOf(folder.path()).value(), Vault::Lock::Keychain);
    QCOMPARE(codeOf(QCoro::waitFor(Vault::openWithKeychain(folder.path()))), u"vault.keychain"_s);
    QCOMPARE(codeOf(Vault::openWithPassphrase(folder.path(), "right horse", kCheap)), u"vault.lock"_s);
}

QTEST_GUILESS_MAIN(TestVault)
#include "tst_vault.moc"
