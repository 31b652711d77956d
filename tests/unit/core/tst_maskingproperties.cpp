#include "engine/core/masking.h"

#include <QTest>
#include <QUrl>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

class TestMaskingProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noPartOfASecretSurvives();
    void overlappingSecretsLeaveNothing();
    void noPartOfACardSurvives();
    void numbersOfRecordsSurvive();
    void maskingTwiceChangesNothing();
};

namespace {

constexpr qsizetype kPart = 8;

QString drawn(const QString &alphabet, int least, int most)
{
    QString text;
    for (int left = *rc::gen::inRange(least, most + 1); left > 0; --left)
        text += alphabet[*rc::gen::inRange(0, int(alphabet.size()))];
    return text;
}

QString drawnSecret()
{
    return drawn(u"abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789+/=&\"\\-_.~ \u00E9"_s, 12, 48);
}

bool hasPartOf(const QString &text, const QString &secret)
{
    for (qsizetype i = 0; i + kPart <= secret.size(); ++i) {
        if (text.contains(secret.sliced(i, kPart)))
            return true;
    }
    return false;
}

/// The secret as it may be written in a log.
QStringList written(const QString &secret)
{
    const QByteArray utf8 = secret.toUtf8();
    return {secret, QString::fromLatin1(utf8.toHex()), QString::fromLatin1(QUrl::toPercentEncoding(secret)),
        QString::fromLatin1(utf8.toBase64()), QString::fromLatin1(("u:" + utf8 + ":p").toBase64()),
        QString::fromLatin1(("a" + utf8).toBase64(QByteArray::Base64UrlEncoding))};
}

QString drawnCard()
{
    const QString start = *rc::gen::element(u"4"_s, u"51"_s, u"55"_s, u"2221"_s, u"6011"_s, u"3528"_s);
    QString digits = start;
    while (digits.size() < 15)
        digits += QChar(u'0' + *rc::gen::inRange(0, 10));
    int sum = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const int digit = digits[digits.size() - 1 - i].digitValue() * (i % 2 == 0 ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return digits + QChar(u'0' + (10 - sum % 10) % 10);
}

} // namespace

void TestMaskingProperties::noPartOfASecretSurvives()
{
    QVERIFY(rc::check("a planted secret leaves no part of eight characters", [] {
        const QString secret = drawnSecret();
        Masker masker;
        masker.addSecret(secret);
        const QString spelling = written(secret)[*rc::gen::inRange(0, int(written(secret).size()))];
        const QString masked = masker.masked(u"GET /x "_s + spelling + u" done"_s);
        RC_ASSERT(!hasPartOf(masked, secret));
        RC_ASSERT(!hasPartOf(masked, spelling));
    }));
}

void TestMaskingProperties::overlappingSecretsLeaveNothing()
{
    QVERIFY(rc::check("two secrets that share their ends", [] {
        const QString letters = u"abcdefghijkmnopqrstuvwxyz23456789"_s;
        const QString shared = drawn(letters, 2, 6);
        const QString first = drawn(letters, 10, 24) + shared;
        const QString second = shared + drawn(letters, 10, 24);
        Masker masker;
        masker.addSecret(first);
        masker.addSecret(second);
        const QString masked = masker.masked(u"["_s + first + second.sliced(shared.size()) + u']');
        RC_ASSERT(masked == u"[***]"_s);
    }));
}

void TestMaskingProperties::noPartOfACardSurvives()
{
    QVERIFY(rc::check("a card number in any grouping", [] {
        const QString card = drawnCard();
        const QString separator = *rc::gen::element(QString(), u" "_s, u"-"_s);
        const QString grouped
            = QStringList{card.mid(0, 4), card.mid(4, 4), card.mid(8, 4), card.mid(12)}.join(separator);
        const QString masked = Masker().masked(u"declined: "_s + grouped + u", 2 tries"_s);
        RC_ASSERT(masked == u"declined: ***, 2 tries"_s);
    }));
}

void TestMaskingProperties::numbersOfRecordsSurvive()
{
    QVERIFY(rc::check("ids of records and requests are never altered", [] {
        const QString number = drawn(u"0123456789"_s, 4, 20);
        const QString prefix
            = *rc::gen::element(u"Order #"_s, u"DocNumber "_s, u"DocNumber: "_s, u"\"order_id\":"_s,
                u"intuit_tid="_s, u"invoice number "_s, u"transaction_id="_s, u"refund no. "_s);
        const QString line = prefix + number + u" of stream Orders"_s;
        RC_ASSERT(Masker().masked(line) == line);
    }));
}

void TestMaskingProperties::maskingTwiceChangesNothing()
{
    QVERIFY(rc::check("masked text is left alone", [] {
        Masker masker;
        const QString secret = drawnSecret();
        masker.addSecret(secret);
        const QString line = u"token="_s + secret + u" jane@shop.example +49 30 12345678 "_s + drawnCard();
        const QString once = masker.masked(line);
        RC_ASSERT(masker.masked(once) == once);
    }));
}

QTEST_GUILESS_MAIN(TestMaskingProperties)
#include "tst_maskingproperties.moc"
