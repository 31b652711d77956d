#include "engine/connectors/supabase/postgressettings.h"

#include <QTemporaryFile>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QString kPassword = u"top-secret 'word"_s;

Json values()
{
    return Json::object({{u"database_host"_s, u" db.example.com "_s}, {u"database_port"_s, u"5433"_s},
        {u"database_name"_s, u"postgres"_s}, {u"database_user"_s, u"loader"_s}, {u"tls_mode"_s, u"require"_s},
        {u"schema"_s, u"sandbox"_s}, {u"read_only"_s, u"yes"_s}});
}

Json secrets()
{
    return Json::object({{u"database_password"_s, kPassword}});
}

} // namespace

class TestPostgresSettings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void formIsRead();
    void emptyFieldsTakeTheirDefaults();
    void wrongFieldIsNamed_data();
    void wrongFieldIsNamed();
    void passwordIsInNoTextThatCanBeShown();
    void verifyFullBringsItsCertificate();
    void theServersNameIsCheckedUnlessSomebodySaysOtherwise();
};

void TestPostgresSettings::formIsRead()
{
    const PostgresSettings settings = postgresSettings(values(), secrets()).value();
    QCOMPARE(settings.host, u"db.example.com"_s);
    QCOMPARE(settings.port, quint16(5433));
    QCOMPARE(settings.database, u"postgres"_s);
    QCOMPARE(settings.user, u"loader"_s);
    QCOMPARE(settings.password, kPassword);
    QCOMPARE(settings.schema, u"sandbox"_s);
    QVERIFY(settings.tls == PostgresTls::Require);
    QVERIFY(settings.readOnly);
}

void TestPostgresSettings::emptyFieldsTakeTheirDefaults()
{
    Json form = values();
    for (const QString &key : {u"database_port"_s, u"schema"_s, u"read_only"_s})
        form.remove(key);
    const PostgresSettings settings = postgresSettings(form, secrets()).value();
    QCOMPARE(settings.port, quint16(5432));
    QCOMPARE(settings.schema, u"public"_s);
    QVERIFY(!settings.readOnly);
}

void TestPostgresSettings::theServersNameIsCheckedUnlessSomebodySaysOtherwise()
{
    Json form = values();
    form.remove(u"tls_mode"_s);
    const auto without = postgresSettings(form, secrets());
    QVERIFY(!without);
    QCOMPARE(without.error().field, u"root_certificate"_s);
    QTemporaryFile certificate;
    QVERIFY(certificate.open());
    form.set(u"root_certificate"_s, certificate.fileName());
    const auto settings = postgresSettings(form, secrets());
    QVERIFY(settings);
    QVERIFY(settings->tls == PostgresTls::VerifyFull);
}

void TestPostgresSettings::wrongFieldIsNamed_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("no host") << u"database_host"_s << QString();
    QTest::newRow("no database") << u"database_name"_s << u"  "_s;
    QTest::newRow("no user") << u"database_user"_s << QString();
    QTest::newRow("no password") << u"database_password"_s << QString();
    QTest::newRow("port that is no number") << u"database_port"_s << u"http"_s;
    QTest::newRow("port 0") << u"database_port"_s << u"0"_s;
    QTest::newRow("port beyond the last") << u"database_port"_s << u"65536"_s;
    QTest::newRow("port of the transaction pooler") << u"database_port"_s << u"6543"_s;
    QTest::newRow("unknown encryption") << u"tls_mode"_s << u"prefer"_s;
    QTest::newRow("no encryption over the network") << u"tls_mode"_s << u"disable"_s;
    QTest::newRow("verification without a certificate") << u"root_certificate"_s << u"/no/such/file"_s;
    QTest::newRow("schema with NUL") << u"schema"_s << QString(u"a"_s + QChar(u'\0'));
}

void TestPostgresSettings::wrongFieldIsNamed()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    Json form = values();
    Json kept = secrets();
    if (key == u"database_password"_s)
        kept.set(key, value);
    else
        form.set(key, value);
    if (key == u"root_certificate"_s)
        form.set(u"tls_mode"_s, u"verify-full"_s);
    const auto settings = postgresSettings(form, kept);
    QVERIFY(!settings);
    QCOMPARE(settings.error().field, key);
    QVERIFY(settings.error().kind == ErrorKind::Configuration);
    QVERIFY(!settings.error().message.isEmpty());
}

void TestPostgresSettings::passwordIsInNoTextThatCanBeShown()
{
    const QString options = postgresConnectOptions(postgresSettings(values(), secrets()).value());
    QVERIFY(!options.contains(u"secret"_s));
    QVERIFY(!options.contains(u"password"_s));
    QVERIFY(options.contains(u"application_name='Universal Data Sync'"_s));
    QVERIFY(options.contains(u"sslmode=require"_s));
    QVERIFY(options.contains(u"connect_timeout="_s));
}

void TestPostgresSettings::verifyFullBringsItsCertificate()
{
    PostgresSettings settings;
    settings.rootCertificate = u"/it's a \\ path.crt"_s;
    const QString options = postgresConnectOptions(settings);
    QVERIFY(options.contains(u"sslmode=verify-full"_s));
    QVERIFY2(options.contains(u"sslrootcert='/it\\'s a \\\\ path.crt'"_s), qPrintable(options));
}

QTEST_GUILESS_MAIN(TestPostgresSettings)
#include "tst_postgressettings.moc"
