#include "engine/connectors/connectorfactory.h"
#include "engine/connectors/supabase/postgressettings.h"
#include "engine/connectors/supabase/supabaseauthorizer.h"
#include "engine/connectors/supabase/supabasekey.h"
#include "engine/simulators/virtualclock.h"

#include <QTest>

Q_DECLARE_METATYPE(uds::SupabaseKey::Kind)

namespace uds {

using namespace Qt::StringLiterals;
using Kind = SupabaseKey::Kind;

namespace {

QString jwt(const char *payload)
{
    return u"eyJhbGciOiJIUzI1NiJ9."_s
        + QString::fromLatin1(
            QByteArray(payload).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals))
        + u".c2lnbmF0dXJl"_s;
}

ConnectorSettings settings(const QString &url, const QString &key, const QString &readOnly = {})
{
    return {Json::object({{u"project_url"_s, url}, {u"read_only"_s, readOnly}}),
        Json::object({{u"service_key"_s, key}})};
}

} // namespace

class SupabaseKeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recognisesKeys_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<bool>("mayWrite");
        QTest::newRow("secret key") << u"sb_secret_a1B2c3"_s << Kind::Secret << true;
        QTest::newRow("publishable key") << u"sb_publishable_a1B2c3"_s << Kind::Publishable << false;
        QTest::newRow("legacy service role")
            << jwt(R"({"role":"service_role","ref":"abc"})") << Kind::LegacyService << true;
        QTest::newRow("legacy anon") << jwt(R"({"role":"anon"})") << Kind::LegacyAnon << false;
        QTest::newRow("signed-in user") << jwt(R"({"role":"authenticated"})") << Kind::OtherJwt << false;
        QTest::newRow("JWT without a role") << jwt(R"({"sub":"1"})") << Kind::OtherJwt << false;
        QTest::newRow("three parts, no JSON") << u"a.b.c"_s << Kind::Unknown << false;
        QTest::newRow("three parts, no Base64") << u"a.%%%.c"_s << Kind::Unknown << false;
        QTest::newRow("prefix only") << u"sb_secret_"_s << Kind::Unknown << false;
        QTest::newRow("a password") << u"hunter2"_s << Kind::Unknown << false;
        QTest::newRow("empty") << QString() << Kind::Unknown << false;
    }

    void recognisesKeys()
    {
        QFETCH(const QString, text);
        const SupabaseKey key = supabaseKey(text);
        QTEST(key.kind, "kind");
        QTEST(key.mayWrite(), "mayWrite");
        const QString explanation = supabaseKeyExplanation(key);
        QVERIFY(!explanation.isEmpty());
        QVERIFY(text.isEmpty() || !explanation.contains(text));
    }

    void refusesWhatCannotWork_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("readOnly");
        QTest::addColumn<QString>("field");
        const QString good = u"https://abcdefghijklmnopqrst.supabase.co"_s;
        const QString secret = u"sb_secret_abcdefgh"_s;
        QTest::newRow("anon key for writing")
            << good << jwt(R"({"role":"anon"})") << u"no"_s << u"service_key"_s;
        QTest::newRow("publishable key for writing")
            << good << u"sb_publishable_abc"_s << QString() << u"service_key"_s;
        QTest::newRow("user token") << good << jwt(R"({"role":"authenticated"})") << u"yes"_s
                                    << u"service_key"_s;
        QTest::newRow("no key at all") << good << u"password"_s << QString() << u"service_key"_s;
        QTest::newRow("plain http") << u"http://shop.example.test"_s << secret << QString()
                                    << u"project_url"_s;
        QTest::newRow("database host")
            << u"https://db.abcdefghijklmnopqrst.supabase.co"_s << secret << QString() << u"project_url"_s;
        QTest::newRow("user in the address")
            << u"https://a:b@x.supabase.co"_s << secret << QString() << u"project_url"_s;
        QTest::newRow("query in the address")
            << u"https://x.supabase.co?apikey=1"_s << secret << QString() << u"project_url"_s;
        QTest::newRow("unknown choice") << good << secret << u"maybe"_s << u"read_only"_s;
    }

    void refusesWhatCannotWork()
    {
        QFETCH(const QString, url);
        QFETCH(const QString, key);
        QFETCH(const QString, readOnly);
        const auto checked = connectorFactory(u"supabase")->checked(settings(url, key, readOnly));
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, ErrorKind::Configuration);
        QTEST(checked.error().field, "field");
        QVERIFY(!checked.error().hint.isEmpty());
        QVERIFY(!(checked.error().message + checked.error().hint).contains(key));
    }

    void acceptsAKeyWithoutRightsForReading()
    {
        const auto checked = connectorFactory(u"supabase")
                                 ->checked(settings(u"x.supabase.co"_s, jwt(R"({"role":"anon"})"), u"yes"_s));
        QVERIFY(checked.has_value());
    }

    void normalisesTheAddress_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("base");
        QTest::newRow("bare reference")
            << u"abcdefghijklmnopqrst"_s << u"https://abcdefghijklmnopqrst.supabase.co"_s;
        QTest::newRow("host only") << u"x.supabase.co"_s << u"https://x.supabase.co"_s;
        QTest::newRow("with the API's path")
            << u" https://x.supabase.co/rest/v1/orders "_s << u"https://x.supabase.co"_s;
        QTest::newRow("with a slash") << u"https://x.supabase.co/"_s << u"https://x.supabase.co"_s;
        QTest::newRow("simulator on this computer")
            << u"http://127.0.0.1:8080"_s << u"http://127.0.0.1:8080"_s;
        QTest::newRow("self-hosted below a path")
            << u"https://example.test/data/rest/v1/"_s << u"https://example.test/data"_s;
    }

    void normalisesTheAddress()
    {
        QFETCH(const QString, typed);
        const ConnectorFactory &factory = *connectorFactory(u"supabase");
        const auto checked = factory.checked(settings(typed, u"sb_secret_abcdefgh"_s));
        QVERIFY(checked.has_value());
        QCOMPARE(checked->values[u"schema"].string(), u"public"_s);
        QCOMPARE(checked->values[u"mode"].string(), u"rest"_s);
        QCOMPARE(checked->values[u"read_only"].string(), u"no"_s);
        QTEST(factory.baseUrl(*checked).toString(), "base");
    }

    void theDirectWayNeedsNoProject()
    {
        const ConnectorFactory &factory = *connectorFactory(u"supabase");
        ConnectorSettings direct{Json::object({{u"mode"_s, u"direct"_s}, {u"database_host"_s, u"127.0.0.1"_s},
                                     {u"database_name"_s, u"warehouse"_s}, {u"database_user"_s, u"uds"_s},
                                     {u"tls_mode"_s, u"disable"_s}}),
            Json::object({{u"database_password"_s, u"not-a-secret"_s}})};
        const auto checked = factory.checked(direct);
        QVERIFY2(checked.has_value(), checked ? "" : qPrintable(checked.error().message));
        QCOMPARE(factory.baseUrl(*checked).toString(), u"postgresql://127.0.0.1/warehouse"_s);
        direct.values.remove(u"database_host");
        const auto refused = factory.checked(direct);
        QVERIFY(!refused);
        QCOMPARE(refused.error().field, u"database_host"_s);
        direct.values.set(u"mode"_s, u"rest"_s);
        QCOMPARE(factory.checked(direct).error().field, u"project_url"_s);
    }

    void blanksOfTheDatabasePasswordStay()
    {
        const ConnectorSettings direct{
            Json::object({{u"mode"_s, u"direct"_s}, {u"database_host"_s, u"127.0.0.1"_s},
                {u"database_name"_s, u"warehouse"_s}, {u"database_user"_s, u"uds"_s},
                {u"tls_mode"_s, u"disable"_s}}),
            Json::object({{u"database_password"_s, u" two words "_s}})};
        const auto checked = connectorFactory(u"supabase")->checked(direct);
        QVERIFY2(checked.has_value(), checked ? "" : qPrintable(checked.error().message));
        QCOMPARE(checked->secrets[u"database_password"].string(), u" two words "_s);
        QCOMPARE(postgresSettings(checked->values, checked->secrets)->password, u" two words "_s);
    }

    void fieldsOfTheOtherWayAreNotAskedFor()
    {
        const ConnectorFactory &factory = *connectorFactory(u"supabase");
        QStringList restOnly;
        QStringList directOnly;
        for (const FormField &field : factory.description().form) {
            if (field.onlyWhen == u"mode=rest"_s)
                restOnly.append(field.key);
            else if (field.onlyWhen == u"mode=direct"_s)
                directOnly.append(field.key);
            else
                QVERIFY2(field.onlyWhen.isEmpty(), qPrintable(field.onlyWhen));
        }
        QCOMPARE(restOnly, QStringList({u"project_url"_s, u"service_key"_s}));
        QCOMPARE(directOnly,
            QStringList({u"database_host"_s, u"database_port"_s, u"database_name"_s, u"database_user"_s,
                u"database_password"_s, u"tls_mode"_s, u"root_certificate"_s}));
        ConnectorSettings rest = settings(u"x.supabase.co"_s, u"sb_secret_abcdefgh"_s);
        rest.values.set(u"tls_mode"_s, u"left over"_s);
        QVERIFY(factory.checked(rest));
    }

    void anotherSchemaIsAnotherAccount()
    {
        const ConnectorFactory &factory = *connectorFactory(u"supabase");
        ConnectorSettings sandbox = settings(u"x.supabase.co"_s, u"sb_secret_abcdefgh"_s);
        const QUrl live = factory.baseUrl(factory.checked(sandbox).value());
        sandbox.values.set(u"schema"_s, u"sandbox"_s);
        const QUrl other = factory.baseUrl(factory.checked(sandbox).value());
        QVERIFY(live != other);
        QCOMPARE(other.host(), live.host());
        sandbox.values.set(u"schema"_s, u"a b"_s);
        QCOMPARE(factory.checked(sandbox).error().field, u"schema"_s);
    }

    void signsByTheKindOfKey_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("hasBearer");
        QTest::newRow("secret key: header apikey only") << u"sb_secret_abcdefgh"_s << false;
        QTest::newRow("legacy key: as bearer too") << jwt(R"({"role":"service_role"})") << true;
    }

    void signsByTheKindOfKey()
    {
        QFETCH(const QString, key);
        QFETCH(const bool, hasBearer);
        VirtualClock clock{QDateTime(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC)};
        SupabaseAuthorizer authorizer(key, QUrl(u"https://x.supabase.co"_s));
        HttpRequest request;
        request.url = QUrl(u"https://x.supabase.co/rest/v1/orders"_s);
        const auto signedRequest = clock.run(authorizer.authorized(request, {}));
        QVERIFY(signedRequest.has_value());
        QCOMPARE(headerValue(signedRequest->headers, "apikey"), std::optional(key.toLatin1()));
        const auto bearer = headerValue(signedRequest->headers, "Authorization");
        QCOMPARE(bearer.value_or(QByteArray()), hasBearer ? "Bearer " + key.toLatin1() : QByteArray());
        QVERIFY(!signedRequest->url.hasQuery());
        QCOMPARE(clock.run(authorizer.renew({})).value(), false);
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::SupabaseKeysTest)
#include "tst_supabasekeys.moc"
