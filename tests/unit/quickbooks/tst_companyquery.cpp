#include "engine/connectors/quickbooks/quickbooksstatement.h"
#include "tests/unit/quickbooks/companyfixture.h"

#include <QTest>

using namespace uds;
using namespace uds::test;
using namespace Qt::StringLiterals;

/// The query language, as the connector writes it and as the company reads it.
class TestCompanyQuery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void finds_data();
    void finds();
    void refuses_data();
    void refuses();
    void pages();
    void counts();
    void answersNothingWithoutAnArray();

    void quotes_data();
    void quotes();
    void groupsValues();
    void writesAWindow();
    void findsWhatTheConnectorQuotes();

private:
    CompanyFixture m_fixture;
};

void TestCompanyQuery::initTestCase()
{
    for (const QString &name : {u"Ada"_s, u"O'Rourke"_s, u"Back\\slash"_s, u"Zoë"_s})
        QVERIFY(!m_fixture.customer(name).isEmpty());
}

void TestCompanyQuery::finds_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("equal") << u"where DisplayName = 'Ada'"_s << QStringList{u"Ada"_s};
    QTest::newRow("other case") << u"WHERE DisplayName = 'aDA'"_s << QStringList{u"Ada"_s};
    QTest::newRow("escaped apostrophe")
        << u"where DisplayName = 'O\\'Rourke'"_s << QStringList{u"O'Rourke"_s};
    QTest::newRow("in") << u"where DisplayName in ('zoë', 'ada')"_s << QStringList{u"Zoë"_s, u"Ada"_s};
    QTest::newRow("like") << u"where DisplayName like '%o%'"_s << QStringList{u"O'Rourke"_s, u"Zoë"_s};
    QTest::newRow("two conditions") << u"where DisplayName like '%a%' and DisplayName = 'Ada'"_s
                                    << QStringList{u"Ada"_s};
    QTest::newRow("ordered") << u"orderby DisplayName desc maxresults 2"_s
                             << QStringList{u"Zoë"_s, u"O'Rourke"_s};
    QTest::newRow("order by") << u"Order By DisplayName startposition 4"_s << QStringList{u"Zoë"_s};
    QTest::newRow("changed since")
        << u"where MetaData.LastUpdatedTime > '2026-03-03T00:00:00-08:00' and DisplayName = 'Ada'"_s
        << QStringList{u"Ada"_s};
    QTest::newRow("changed before") << u"where MetaData.LastUpdatedTime < '2026-03-03T00:00:00Z'"_s
                                    << QStringList();
}

void TestCompanyQuery::finds()
{
    QFETCH(QString, condition);
    QFETCH(QStringList, names);
    const Json answer = m_fixture.query(u"select * from Customer "_s + condition);
    QVERIFY(answer.contains(u"QueryResponse"));
    QStringList found;
    for (const Json &row : answer[u"QueryResponse"][u"Customer"].array())
        found.append(row[u"DisplayName"].string());
    QCOMPARE(found, names);
}

void TestCompanyQuery::refuses_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("code");
    QTest::newRow("or") << u"select * from Customer where DisplayName = 'a' or DisplayName = 'b'"_s
                        << u"4000"_s;
    QTest::newRow("columns") << u"select DisplayName from Customer"_s << u"4000"_s;
    QTest::newRow("number without quotes") << u"select * from Invoice where TotalAmt > 5"_s << u"4000"_s;
    QTest::newRow("text without end") << u"select * from Customer where DisplayName = 'a"_s << u"4000"_s;
    QTest::newRow("too many rows") << u"select * from Customer maxresults 1001"_s << u"4000"_s;
    QTest::newRow("unknown member") << u"select * from Invoice where NoSuchField = 'x'"_s << u"4001"_s;
    QTest::newRow("member that cannot be compared")
        << u"select * from Invoice where DepartmentRef = '1'"_s << u"4001"_s;
}

void TestCompanyQuery::refuses()
{
    QFETCH(QString, statement);
    QFETCH(QString, code);
    QCOMPARE(m_fixture.code(m_fixture.query(statement)), code);
}

void TestCompanyQuery::pages()
{
    const Json page = m_fixture.query(u"select * from Customer orderby Id startposition 2 maxresults 2"_s);
    QCOMPARE(page[u"QueryResponse"][u"Customer"].array().size(), 2);
    QCOMPARE(page[u"QueryResponse"][u"startPosition"].integer().value(), 2);
    QCOMPARE(page[u"QueryResponse"][u"maxResults"].integer().value(), 2);
}

void TestCompanyQuery::counts()
{
    const Json answer = m_fixture.query(u"select count(*) from Customer"_s);
    QCOMPARE(answer[u"QueryResponse"][u"totalCount"].integer().value(), 4);
}

void TestCompanyQuery::answersNothingWithoutAnArray()
{
    const Json answer = m_fixture.query(u"select * from Customer where DisplayName = 'nobody'"_s);
    QCOMPARE(answer[u"QueryResponse"], Json::object({}));
}

void TestCompanyQuery::quotes_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << u"Ada"_s << u"'Ada'"_s;
    QTest::newRow("apostrophe") << u"O'Rourke"_s << u"'O\\'Rourke'"_s;
    QTest::newRow("backslash") << u"a\\b"_s << u"'a\\\\b'"_s;
    QTest::newRow("both") << u"\\'"_s << u"'\\\\\\''"_s;
}

void TestCompanyQuery::quotes()
{
    QFETCH(QString, value);
    QFETCH(QString, quoted);
    QCOMPARE(quickBooksQuoted(value), quoted);
}

void TestCompanyQuery::groupsValues()
{
    LookUp lookUp{u"Customer"_s, u"DisplayName"_s, {u"Ada"_s, u" ada "_s, QString(), u"Bob"_s}};
    QCOMPARE(quickBooksValueGroups(lookUp), (QList<QStringList>{{u"Ada"_s, u"Bob"_s}}));
    lookUp.values.clear();
    for (int i = 0; i < 1200; ++i)
        lookUp.values.append(u"Name %1"_s.arg(i));
    QCOMPARE(quickBooksValueGroups(lookUp).size(), 3);
    lookUp.values.clear();
    for (int i = 0; i < 300; ++i)
        lookUp.values.append(QString::number(i) + QString(490, u'é'));
    qsizetype values = 0;
    for (const QStringList &group : quickBooksValueGroups(lookUp)) {
        QVERIFY(quickBooksFindStatement(u"Customer"_s, u"DisplayName"_s, group, 1).size() < 60'000);
        values += group.size();
    }
    QCOMPARE(values, 300);
}

void TestCompanyQuery::writesAWindow()
{
    ReadWindow window;
    window.fromUtc = QDateTime(QDate(2026, 3, 1), QTime(8, 0), Qt::UTC);
    window.untilUtc = window.fromUtc->addDays(1);
    QCOMPARE(quickBooksWindowStatement(u"Item"_s, window, 1),
        QByteArray("select * from Item where MetaData.LastUpdatedTime >= '2026-03-01T08:00:00+00:00' and "
                   "MetaData.LastUpdatedTime < '2026-03-02T08:00:00+00:00' and Active in (true,false) "
                   "orderby MetaData.LastUpdatedTime, Id startposition 1 maxresults 1000"));
    QVERIFY(!quickBooksWindowStatement(u"Invoice"_s, {}, 1).contains("Active"));
}

void TestCompanyQuery::findsWhatTheConnectorQuotes()
{
    const QStringList names = {u"O'Rourke"_s, u"Back\\slash"_s, u"zoë"_s};
    const QByteArray statement = quickBooksFindStatement(u"Customer"_s, u"DisplayName"_s, names, 1);
    const Json answer = m_fixture.query(QString::fromUtf8(statement));
    QCOMPARE(answer[u"QueryResponse"][u"Customer"].array().size(), 3);
}

QTEST_GUILESS_MAIN(TestCompanyQuery)
#include "tst_companyquery.moc"
