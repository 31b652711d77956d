#include "engine/simulators/companysimulator.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC);

struct Company {
    CompanySimulator simulator;
    QDateTime now = kNow;

    HttpResponse ask(const QByteArray &verb, const QString &resource, const QByteArray &body = {})
    {
        HttpRequest request;
        request.verb = verb;
        request.url = QUrl(u"https://company.invalid/v3/company/9341453000000101/"_s + resource);
        request.headers = {{"Authorization", "Bearer " + simulator.options().accessToken.toLatin1()},
            {"Content-Type", "application/json"}};
        request.body = body;
        return simulator.answer(request, now);
    }
    HttpResponse read() { return ask("GET", u"companyinfo/9341453000000101"_s); }
    HttpResponse batch()
    {
        return ask(
            "POST", u"batch"_s, R"({"BatchItemRequest":[{"bId":"1","Query":"select * from CompanyInfo"}]})");
    }
    HttpResponse query(const QString &statement)
    {
        return ask("GET", u"query?query="_s + QString::fromLatin1(QUrl::toPercentEncoding(statement)));
    }
    [[nodiscard]] QList<int> refused() const
    {
        QList<int> counts;
        for (const CompanyTraffic::Limit &limit : simulator.traffic().limits())
            counts.append(limit.refused);
        return counts;
    }
};

} // namespace

/// The company's published limits, each by itself, and its leniency with names.
class CompanyLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tenRequestsASecond()
    {
        Company company;
        for (int i = 0; i < 10; ++i)
            QCOMPARE(company.read().status, 200);
        const HttpResponse refused = company.read();
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.body.contains("003001"));
        QCOMPARE(company.refused(), QList<int>({0, 1, 0}));
        company.now = company.now.addMSecs(1000);
        QCOMPARE(company.read().status, 200);
    }

    void fiveHundredRequestsAMinute()
    {
        Company company;
        for (int i = 0; i < 500; ++i) {
            company.now = kNow.addMSecs(i * 110);
            QCOMPARE(company.read().status, 200);
        }
        company.now = company.now.addSecs(1);
        QCOMPARE(company.read().status, 429);
        QCOMPARE(company.refused(), QList<int>({1, 0, 0}));
        company.now = kNow.addSecs(60);
        QCOMPARE(company.read().status, 200);
    }

    void fortyBatchesAMinute()
    {
        Company company;
        for (int i = 0; i < 40; ++i) {
            company.now = kNow.addMSecs(i * 500);
            QCOMPARE(company.batch().status, 200);
        }
        QCOMPARE(company.batch().status, 429);
        QCOMPARE(company.read().status, 200);
        QCOMPARE(company.refused(), QList<int>({0, 0, 1}));
        company.now = kNow.addSecs(60);
        QCOMPARE(company.batch().status, 200);
    }

    void aBatchIsARequestToo()
    {
        Company company;
        for (int i = 0; i < 10; ++i)
            QCOMPARE(company.batch().status, 200);
        QCOMPARE(company.read().status, 429);
    }

    void whatWasRefusedIsNotRemembered()
    {
        Company company;
        for (int i = 0; i < 10; ++i)
            QCOMPARE(company.read().status, 200);
        const QString creation = u"customer?requestid=t"_s;
        QCOMPARE(company.ask("POST", creation, R"({"DisplayName":"Ada"})").status, 429);
        QVERIFY(company.simulator.ledger().isEmpty());
        company.now = company.now.addSecs(1);
        QCOMPARE(company.ask("POST", creation, R"({"DisplayName":"Ada"})").status, 200);
        QCOMPARE(company.simulator.ledger().size(), 1);
    }

    void noneWhenSwitchedOff()
    {
        Company company;
        company.simulator.options().enforceLimits = false;
        for (int i = 0; i < 600; ++i)
            QCOMPARE(company.batch().status, 200);
        QCOMPARE(company.refused(), QList<int>({0, 0, 0}));
    }

    void namesIgnoreCase_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QByteArray>("member");
        QTest::newRow("entity") << u"select * from account maxresults 1"_s << QByteArray("\"Account\":[");
        QTest::newRow("member") << u"SELECT * FROM Customer WHERE DISPLAYNAME = 'ann' ORDERBY displayname"_s
                                << QByteArray("\"Customer\":[");
        QTest::newRow("member of a list")
            << u"select * from Account where active = true orderby NAME"_s << QByteArray("\"Account\":[");
        QTest::newRow("nested member")
            << u"select * from CUSTOMER where metadata.lastupdatedtime > '2000-01-01T00:00:00Z'"_s
            << QByteArray("\"Customer\":[");
        QTest::newRow("the company itself")
            << u"select * from companyinfo"_s << QByteArray("\"CompanyInfo\":[");
        QTest::newRow("preferences") << u"select * from PREFERENCES"_s << QByteArray("\"Preferences\":[");
    }
    void namesIgnoreCase()
    {
        QFETCH(const QString, statement);
        QFETCH(const QByteArray, member);
        Company company;
        const Json ann = Json::object({{u"DisplayName"_s, u"Ann"_s}});
        QVERIFY(company.simulator.enter(u"Customer"_s, ann, kNow).has_value());
        const HttpResponse answer = company.query(statement);
        QCOMPARE(answer.status, 200);
        QVERIFY2(answer.body.contains(member), answer.body.constData());
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::CompanyLimitsTest)
#include "tst_companylimits.moc"
