#include "engine/alerts/smtpsubmission.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

/// A build without libcurl.
class TestAlertMailMissing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isAVisibleFailure();
};

void TestAlertMailMissing::isAVisibleFailure()
{
    QVERIFY(!canSubmitMail());
    const Result<QString> answer = submitMail({}, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, u"alert.email.unavailable"_s);
    QCOMPARE(answer.error().kind, ErrorKind::Configuration);
    QVERIFY(answer.error().message.contains(u"nothing was sent"));
}

QTEST_GUILESS_MAIN(TestAlertMailMissing)
#include "tst_alertmailmissing.moc"
