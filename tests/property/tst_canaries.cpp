#include "tests/support/commandline.h"
#include "tests/support/scriptedserver.h"

#include <QDirIterator>
#include <QTest>
#include <QUrl>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "canary-passphrase-7c1f0e55aa";
const QByteArray kConsumerKey = "ck_canary0001canary0001canary0001canary0001";
const QByteArray kConsumerSecret = "cs_canary0002canary0002canary0002canary0002";
const QByteArray kClientId = "client-of-the-test";
const QByteArray kClientSecret = "canary+client/secret=0003";
const QByteArray kAccessToken = "canary.access.token.0004~+/";
const QByteArray kRefreshToken = "canary|refresh|token|0005";

/// Every spelling in which a secret may slip out.
QList<QByteArray> spellings(const QByteArray &secret)
{
    const QByteArray base64 = secret.toBase64(QByteArray::OmitTrailingEquals);
    return {secret, base64, secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
        secret.toHex(), secret.toHex().toUpper(), secret.toPercentEncoding(),
        secret.toPercentEncoding().toLower(), Json(QString::fromUtf8(secret)).bytes().replace("/", "\\/")};
}

/// The secrets of one test, and the pairs that Basic authorization sends in one piece.
class Canaries {
public:
    explicit Canaries(const Json &settings)
    {
        const Json &shop = settings[u"woocommerce"];
        const Json &books = settings[u"quickbooks"];
        add(shop[u"consumer_key"]);
        add(shop[u"consumer_secret"]);
        for (const QString &name : {u"client_secret"_s, u"access_token"_s, u"refresh_token"_s})
            add(books[name]);
        m_secrets.append(kPassphrase);
        m_secrets.append(
            (shop[u"consumer_key"].string() + u':' + shop[u"consumer_secret"].string()).toUtf8());
        m_secrets.append((books[u"client_id"].string() + u':' + books[u"client_secret"].string()).toUtf8());
    }
    /// The first secret that is in \a bytes, as it is spelt there; empty when there is none.
    [[nodiscard]] QByteArray foundIn(const QByteArray &bytes) const
    {
        for (const QByteArray &secret : m_secrets) {
            for (const QByteArray &spelling : spellings(secret)) {
                if (bytes.contains(spelling))
                    return spelling;
            }
        }
        return {};
    }
    [[nodiscard]] const QList<QByteArray> &secrets() const { return m_secrets; }

private:
    void add(const Json &secret)
    {
        if (!secret.string().isEmpty())
            m_secrets.append(secret.string().toUtf8());
    }
    QList<QByteArray> m_secrets;
};

/// Calls the program and looks at everything that it shows and leaves behind.
class Watch {
public:
    Watch(const CommandLineProfile &profile, Canaries canaries)
        : m_profile(profile)
        , m_canaries(std::move(canaries))
    {
    }
    ProgramCall call(const QStringList &arguments, const QByteArray &input = {})
    {
        const ProgramCall done = m_profile.run(arguments, input);
        const QString name = arguments.join(u' ');
        look(name + u": output"_s, done.out);
        look(name + u": errors"_s, done.error);
        look(name + u": command line"_s, done.commandLine);
        lookAtFiles(name);
        m_seen += done.out.size() + done.error.size();
        return done;
    }
    /// As people and as programs read it.
    void callBoth(const QStringList &arguments)
    {
        call(arguments);
        call(arguments + QStringList{u"--json"_s});
    }
    [[nodiscard]] const QStringList &finds() const { return m_finds; }
    [[nodiscard]] qsizetype seen() const { return m_seen; }

private:
    void look(const QString &where, const QByteArray &bytes)
    {
        const QByteArray found = m_canaries.foundIn(bytes);
        if (!found.isEmpty())
            m_finds.append(where + u": "_s + QString::fromLatin1(found));
    }
    // Store, write-ahead log, vault, lock, plans and exports: whatever lies there between two calls.
    void lookAtFiles(const QString &name)
    {
        QDirIterator files(
            m_profile.path(QString()), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            if (!file.endsWith(u"/passphrase"_s))
                look(name + u": "_s + file, readTestFile(file));
        }
    }

    const CommandLineProfile &m_profile;
    const Canaries m_canaries;
    QStringList m_finds;
    qsizetype m_seen = 0;
};

Json canarySettings(const QString &address)
{
    const Json shop
        = Json::object({{u"store_url"_s, address}, {u"consumer_key"_s, QString::fromLatin1(kConsumerKey)},
            {u"consumer_secret"_s, QString::fromLatin1(kConsumerSecret)}});
    const Json books = Json::object({{u"client_id"_s, QString::fromLatin1(kClientId)},
        {u"client_secret"_s, QString::fromLatin1(kClientSecret)}, {u"realm_id"_s, u"9341453000000101"_s},
        {u"access_token"_s, QString::fromLatin1(kAccessToken)},
        {u"refresh_token"_s, QString::fromLatin1(kRefreshToken)}, {u"environment"_s, u"production"_s},
        {u"base_url"_s, address}, {u"token_url"_s, address + u"/oauth2/v1/tokens/bearer"_s}});
    return Json::object({{u"woocommerce"_s, shop}, {u"quickbooks"_s, books}});
}

/// What a careless server writes into its answer: the whole request, with credentials as they came and
/// decoded.
QString echo(const HttpRequest &request)
{
    QByteArray text = request.verb + ' ' + request.url.toEncoded();
    for (const HttpHeader &header : request.headers) {
        text += "; " + header.name + ": " + header.value;
        if (header.value.startsWith("Basic "))
            text += " = " + QByteArray::fromBase64(header.value.mid(6));
    }
    return QString::fromUtf8(
        text + "; " + request.body + "; " + QByteArray::fromPercentEncoding(request.body));
}

ScriptedReply echoing(const HttpRequest &request, int status)
{
    const QString text = echo(request);
    const QString path = request.url.path();
    ScriptedReply reply;
    reply.status = status;
    reply.headers = {{"Content-Type", "application/json"}};
    if (status == 302)
        reply.headers.append({"Location", "/login?from=" + text.toUtf8().toPercentEncoding()});
    Json body;
    if (path.startsWith(u"/oauth2"_s))
        body = Json::object({{u"error"_s, u"invalid_grant"_s}, {u"error_description"_s, text}});
    else if (path.startsWith(u"/v3/"_s))
        body = Json::object({{u"Fault"_s,
            Json::object({{u"type"_s, u"ValidationFault"_s},
                {u"Error"_s,
                    Json::array({Json::object({{u"code"_s, u"2010"_s}, {u"Message"_s, text},
                        {u"Detail"_s, text}, {u"element"_s, text.left(60)}})})}})}});
    else
        body = Json::object({{u"code"_s, u"woocommerce_rest_authentication_error"_s}, {u"message"_s, text}});
    reply.body = status == 200 ? "<html>" + text.toUtf8() + "</html>" : body.bytes();
    return reply;
}

} // namespace

/// Secrets stay where they belong: in the request that needs them and, encrypted, in the vault.
class TestCanaries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySpellingWouldBeFound();
    void aWholeDayShowsNoSecret();
    void aDayOfFaultsShowsNoSecret();
    void wrongCredentialsAreNotShown_data();
    void wrongCredentialsAreNotShown();
    void aServerThatRepeatsTheRequestMakesUsShowNothing_data();
    void aServerThatRepeatsTheRequestMakesUsShowNothing();
    void settingsThatAreRefusedAreNotRepeated_data();
    void settingsThatAreRefusedAreNotRepeated();
    void aWrongPassphraseIsNotRepeated();

private:
    static void wholeDay(Watch &watch, const CommandLineProfile &profile);
};

void TestCanaries::everySpellingWouldBeFound()
{
    const Canaries canaries(canarySettings(u"http://127.0.0.1"_s));
    QCOMPARE(int(canaries.secrets().size()), 8);
    for (const QByteArray &secret : canaries.secrets()) {
        QVERIFY(!canaries.foundIn("before " + secret + " after").isEmpty());
        QVERIFY(!canaries.foundIn("before " + secret.toBase64() + " after").isEmpty());
        QVERIFY(!canaries.foundIn("before " + secret.toHex() + " after").isEmpty());
        QVERIFY(!canaries.foundIn("before " + secret.toPercentEncoding() + " after").isEmpty());
    }
    QVERIFY(canaries.foundIn("nothing to see").isEmpty());
}

void TestCanaries::wholeDay(Watch &watch, const CommandLineProfile &profile)
{
    const QString plan = profile.path(u"plan.json"_s);
    watch.callBoth({u"integrations"_s, u"list"_s});
    watch.callBoth({u"integrations"_s, u"test"_s, u"Shop"_s});
    watch.callBoth({u"integrations"_s, u"test"_s, u"Books"_s});
    watch.callBoth({u"streams"_s, u"list"_s});
    watch.callBoth({u"plan"_s, u"orders"_s, u"--out"_s, plan});
    watch.call({u"apply"_s, plan, u"--yes"_s});
    watch.callBoth({u"run"_s, u"orders"_s, u"--full"_s});
    watch.callBoth({u"retry"_s, u"--all"_s});
    watch.callBoth({u"runs"_s});
    watch.callBoth({u"records"_s});
    watch.callBoth({u"failed"_s});
    watch.callBoth({u"explain"_s, u"100001"_s});
    watch.callBoth({u"doctor"_s});
    for (const QString &format : {u"csv"_s, u"jsonl"_s})
        watch.call({u"history"_s, u"export"_s, u"--format"_s, format, u"--out"_s,
            profile.path(u"history."_s + format)});
    watch.callBoth({u"integrations"_s, u"remove"_s, u"Books"_s});
}

void TestCanaries::aWholeDayShowsNoSecret()
{
    SimulatorProgram simulator({u"--orders"_s, u"12"_s});
    const CommandLineProfile profile(kPassphrase);
    Watch watch(profile, Canaries(simulator.greeting()));
    QVERIFY(profile.connectTo(simulator.greeting()));
    wholeDay(watch, profile);
    QVERIFY2(watch.finds().isEmpty(), qPrintable(watch.finds().join(u'\n')));
    QVERIFY(watch.seen() > 5000); // the day took place
    QVERIFY(readTestFile(profile.path(u"history.csv"_s)).contains("created"));
}

void TestCanaries::aDayOfFaultsShowsNoSecret()
{
    SimulatorProgram simulator(
        {u"--orders"_s, u"12"_s, u"--faults"_s, u"unauthorized=0.1,gateway=0.1,truncate=0.1,drop=0.1"_s});
    const CommandLineProfile profile(kPassphrase);
    Watch watch(profile, Canaries(simulator.greeting()));
    QVERIFY(profile.connectTo(simulator.greeting()));
    watch.callBoth({u"run"_s, u"orders"_s});
    watch.callBoth({u"integrations"_s, u"test"_s, u"Books"_s});
    watch.callBoth({u"runs"_s});
    watch.callBoth({u"failed"_s});
    QVERIFY2(watch.finds().isEmpty(), qPrintable(watch.finds().join(u'\n')));
}

void TestCanaries::wrongCredentialsAreNotShown_data()
{
    QTest::addColumn<QString>("connector");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("canary");
    QTest::newRow("consumer key") << u"woocommerce"_s << u"consumer_key"_s << kConsumerKey;
    QTest::newRow("consumer secret") << u"woocommerce"_s << u"consumer_secret"_s << kConsumerSecret;
    QTest::newRow("client secret") << u"quickbooks"_s << u"client_secret"_s << kClientSecret;
    QTest::newRow("access token") << u"quickbooks"_s << u"access_token"_s << kAccessToken;
    QTest::newRow("refresh token") << u"quickbooks"_s << u"refresh_token"_s << kRefreshToken;
}

void TestCanaries::wrongCredentialsAreNotShown()
{
    QFETCH(QString, connector);
    QFETCH(QString, field);
    QFETCH(QByteArray, canary);
    SimulatorProgram simulator({u"--orders"_s, u"3"_s});
    Json settings = simulator.greeting();
    Json form = settings[connector];
    form.set(field, QString::fromLatin1(canary));
    if (field == u"client_secret" || field == u"refresh_token")
        form.set(u"access_token"_s, u"expired-long-ago-0006"_s); // so that it is asked for a new one
    settings.set(connector, form);
    const CommandLineProfile profile(kPassphrase);
    QVERIFY(profile.connectTo(settings));
    Watch watch(profile, Canaries(settings));
    watch.callBoth({u"integrations"_s, u"test"_s, connector == u"woocommerce" ? u"Shop"_s : u"Books"_s});
    watch.callBoth({u"run"_s, u"orders"_s});
    watch.callBoth({u"runs"_s});
    watch.callBoth({u"failed"_s});
    watch.callBoth({u"doctor"_s});
    QVERIFY2(watch.finds().isEmpty(), qPrintable(watch.finds().join(u'\n')));
}

void TestCanaries::aServerThatRepeatsTheRequestMakesUsShowNothing_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("web page") << 200;
    QTest::newRow("sends elsewhere") << 302;
    QTest::newRow("bad request") << 400;
    QTest::newRow("not signed in") << 401;
    QTest::newRow("forbidden") << 403;
    QTest::newRow("not found") << 404;
}

void TestCanaries::aServerThatRepeatsTheRequestMakesUsShowNothing()
{
    QFETCH(int, status);
    ScriptedServer server;
    server.setScript([status](const HttpRequest &request) { return echoing(request, status); });
    const Json settings = canarySettings(server.url(QString()).toString());
    const CommandLineProfile profile(kPassphrase);
    QVERIFY(profile.connectTo(settings));
    Watch watch(profile, Canaries(settings));
    wholeDay(watch, profile);
    QVERIFY2(watch.finds().isEmpty(), qPrintable(watch.finds().join(u'\n')));
    QByteArray sent;
    for (const HttpRequest &request : server.requests())
        sent += echo(request).toUtf8();
    QVERIFY(sent.contains(kConsumerKey + ':' + kConsumerSecret)); // there was something to repeat
    QVERIFY(sent.contains("Bearer " + kAccessToken));
}

void TestCanaries::settingsThatAreRefusedAreNotRepeated_data()
{
    QTest::addColumn<QString>("connector");
    QTest::addColumn<QByteArray>("input");
    const Json settings = canarySettings(u"https://shop.example.test"_s);
    Json shop = settings[u"woocommerce"];
    shop.set(u"store_url"_s, u"http://shop.example.test"_s);
    QTest::newRow("address without encryption") << u"woocommerce"_s << shop.bytes();
    shop.set(u"store_url"_s,
        u"https://%1:%2@shop.example.test"_s.arg(
            QString::fromLatin1(kConsumerKey), QString::fromLatin1(kConsumerSecret)));
    QTest::newRow("secrets inside the address") << u"woocommerce"_s << shop.bytes();
    shop.set(u"store_url"_s,
        u"https://shop.example.test/?consumer_key=%1"_s.arg(QString::fromLatin1(kConsumerKey)));
    QTest::newRow("secret in the query of the address") << u"woocommerce"_s << shop.bytes();
    QTest::newRow("no JSON") << u"woocommerce"_s << QByteArray("consumer_secret=" + kConsumerSecret);
    QTest::newRow("JSON that breaks off") << u"quickbooks"_s << settings[u"quickbooks"].bytes().chopped(1);
    Json wrongType = settings[u"quickbooks"];
    wrongType.set(u"access_token"_s, Json::array({QString::fromLatin1(kAccessToken)}));
    QTest::newRow("secret of the wrong type") << u"quickbooks"_s << wrongType.bytes();
    Json unknown = settings[u"quickbooks"];
    unknown.set(u"refreshtoken"_s, QString::fromLatin1(kRefreshToken));
    QTest::newRow("misspelt field") << u"quickbooks"_s << unknown.bytes();
    Json swapped = settings[u"woocommerce"];
    swapped.set(u"consumer_key"_s, QString::fromLatin1(kConsumerSecret));
    swapped.set(u"consumer_secret"_s, QString::fromLatin1(kConsumerKey));
    QTest::newRow("key and secret swapped") << u"woocommerce"_s << swapped.bytes();
    QTest::newRow("settings of the other connector") << u"woocommerce"_s << settings[u"quickbooks"].bytes();
}

void TestCanaries::settingsThatAreRefusedAreNotRepeated()
{
    QFETCH(QString, connector);
    QFETCH(QByteArray, input);
    const CommandLineProfile profile(kPassphrase);
    Watch watch(profile, Canaries(canarySettings(QString())));
    const QStringList add{
        u"integrations"_s, u"add"_s, connector, u"--name"_s, u"Account"_s, u"--settings"_s, u"-"_s};
    watch.call(add, input);
    watch.call(add + QStringList{u"--json"_s}, input);
    watch.callBoth({u"integrations"_s, u"list"_s});
    watch.callBoth({u"integrations"_s, u"test"_s, u"Account"_s});
    watch.callBoth({u"doctor"_s});
    QVERIFY2(watch.finds().isEmpty(), qPrintable(watch.finds().join(u'\n')));
}

void TestCanaries::aWrongPassphraseIsNotRepeated()
{
    const CommandLineProfile profile("the right one");
    QCOMPARE(profile.run({u"runs"_s}).exitCode, 0);
    QVERIFY(writeTestFile(profile.path(u"passphrase"_s), kPassphrase));
    Watch watch(profile, Canaries(canarySettings(QString())));
    QCOMPARE(watch.call({u"runs"_s}).exitCode, 4);
    watch.call({u"runs"_s, u"--json"_s});
    QVERIFY2(watch.finds().isEmpty(), qPrintable(watch.finds().join(u'\n')));
}

QTEST_GUILESS_MAIN(TestCanaries)
#include "tst_canaries.moc"
