#include "engine/core/result.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

class TestError : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasItsOwnName();
    void refusesUnknownNames();
    void failCarriesEverything();
};

void TestError::everyKindHasItsOwnName()
{
    QStringList names;
    for (int i = int(ErrorKind::Configuration); i <= int(ErrorKind::Internal); ++i) {
        const QString name = errorKindName(ErrorKind(i));
        QVERIFY(!names.contains(name));
        names.append(name);
        QCOMPARE(errorKindFromName(name), std::optional(ErrorKind(i)));
    }
    QCOMPARE(names.size(), qsizetype(10));
    QCOMPARE(errorKindName(ErrorKind::RateLimited), u"rate_limited"_s);
}

void TestError::refusesUnknownNames()
{
    QCOMPARE(errorKindFromName(u"Validation"), std::nullopt);
    QCOMPARE(errorKindFromName(u""), std::nullopt);
}

void TestError::failCarriesEverything()
{
    const Result<int> result
        = fail(ErrorKind::NotFound, u"x.missing"_s, u"Gone."_s, u"Look again."_s, u"404"_s);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::NotFound);
    QCOMPARE(result.error().code, u"x.missing"_s);
    QCOMPARE(result.error().message, u"Gone."_s);
    QCOMPARE(result.error().hint, u"Look again."_s);
    QCOMPARE(result.error().detail, u"404"_s);
    QVERIFY(result.error().field.isEmpty());
    QVERIFY(!result.error().retryAfter);
}

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
