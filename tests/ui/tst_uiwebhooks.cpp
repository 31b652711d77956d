#include "tests/support/webhookworkplace.h"
#include "ui/integrations/webhookdialog.h"
#include "ui/integrations/webhookscard.h"
#include "ui/integrations/webhookscontroller.h"
#include "ui/translation.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/statuschip.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLongest = 30'000; // ms
constexpr int kLeftPort = 9; // of a receiver that was off

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

bool isOpen(quint16 port)
{
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, port);
    return client.waitForConnected(2'000);
}

/// The card as the integrations page holds it, on the real engine.
struct Screen {
    explicit Screen(SyncApi &api)
        : controller(api, card, notices)
    {
        card.show();
        controller.refresh();
    }
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (QPushButton *candidate : card.findChildren<QPushButton *>()) {
            if (candidate->text().remove(u'&') == text && candidate->isVisible())
                return candidate;
        }
        return nullptr;
    }
    [[nodiscard]] QLineEdit &address() const { return *card.findChild<QLineEdit *>(u"receiverAddress"_s); }
    [[nodiscard]] QSpinBox &port() const { return *card.findChild<QSpinBox *>(u"receiverPort"_s); }
    [[nodiscard]] bool says(const QWidget &place, const QString &text) const
    {
        const auto labels = place.findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&text](const QLabel *label) { return label->text().contains(text); });
    }
    /// What the first chip, the receiver's, shows.
    [[nodiscard]] QString status() const { return card.findChild<StatusChip *>()->text(); }
    /// Presses what is there or comes soon.
    bool press(const QString &text)
    {
        const auto isThere = [this, &text] { return button(text) && button(text)->isEnabled(); };
        if (!QTest::qWaitFor(isThere, kLongest))
            return false;
        button(text)->click();
        return true;
    }
    /// Once what was kept is shown, which would be laid over a choice made before.
    bool startAt(quint16 chosen)
    {
        if (!QTest::qWaitFor([this] { return port().value() == kLeftPort; }, kLongest))
            return false;
        port().setValue(chosen);
        return press(u"Start receiving"_s)
            && QTest::qWaitFor([this] { return status() == u"Listening"; }, kLongest);
    }

    NoticeBar notices;
    WebhooksCard card;
    WebhooksController controller;
};

const WebhookReceiverChoice kLeft{{u"127.0.0.1"_s, quint16(kLeftPort)}, false};

/// A profile whose receiver was used before.
struct UsedWorkplace : WebhookWorkplace {
    UsedWorkplace()
    {
        if (!QCoro::waitFor(api->keepWebhookReceiver(kLeft)))
            qFatal("The choice could not be kept.");
    }
};

WebhookReceiverChoice kept(WebhookWorkplace &workplace)
{
    return QCoro::waitFor(workplace.api->webhookReceiver()).value();
}

} // namespace

/// The webhooks card and its controller on the real engine with the demo shop.
class TestUiWebhooks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aNewProfileReceivesNothing();
    void aReceiverIsFoundAsItWasLeft();
    void aReceiverThatWasStoppedStaysOff();
    void aPortThatIsTakenIsToldAndNotKept();
    void anotherProgramOnTheKeptPortLeavesTheChoice();
    void webhooksAreSwitchedOnByHandAndOffAgain();
    void aWrongAddressStaysInTheDialog();
};

void TestUiWebhooks::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTranslations();
}

void TestUiWebhooks::aNewProfileReceivesNothing()
{
    WebhookWorkplace workplace;
    const Screen screen(*workplace.api);
    QTRY_VERIFY(screen.button(u"Enable…"_s));
    QCOMPARE(screen.status(), u"Not receiving"_s);
    QCOMPARE(screen.address().text(), u"127.0.0.1"_s);
    QCOMPARE(screen.port().value(), 8787);
    QCOMPARE(kept(workplace), WebhookReceiverChoice());
}

void TestUiWebhooks::aReceiverIsFoundAsItWasLeft()
{
    UsedWorkplace workplace;
    const quint16 port = freePort();
    {
        Screen screen(*workplace.api);
        QVERIFY(screen.startAt(port));
        QVERIFY(isOpen(port));
        QTRY_COMPARE(kept(workplace), (WebhookReceiverChoice{{u"127.0.0.1"_s, port}, true}));
    }
    workplace.api.reset(); // the window is closed while it receives
    QVERIFY(!isOpen(port));
    workplace.open();
    const Screen again(*workplace.api);
    QTRY_VERIFY_WITH_TIMEOUT(again.status() == u"Listening", kLongest);
    QCOMPARE(again.port().value(), int(port));
    QVERIFY(isOpen(port));
}

void TestUiWebhooks::aReceiverThatWasStoppedStaysOff()
{
    UsedWorkplace workplace;
    const quint16 port = freePort();
    {
        Screen screen(*workplace.api);
        QVERIFY(screen.startAt(port));
        QVERIFY(screen.press(u"Stop receiving"_s));
        QTRY_VERIFY_WITH_TIMEOUT(screen.says(screen.card, u"Deliveries until now: 0"_s), kLongest);
        QTRY_COMPARE(kept(workplace), (WebhookReceiverChoice{{u"127.0.0.1"_s, port}, false}));
    }
    workplace.api.reset();
    workplace.open();
    const Screen again(*workplace.api);
    QTRY_COMPARE(again.port().value(), int(port)); // remembered, and not used by itself
    QCOMPARE(again.status(), u"Not receiving"_s);
    QVERIFY(!isOpen(port));
}

void TestUiWebhooks::aPortThatIsTakenIsToldAndNotKept()
{
    UsedWorkplace workplace;
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    Screen screen(*workplace.api);
    QTRY_COMPARE(screen.port().value(), kLeftPort);
    screen.port().setValue(other.serverPort());
    QVERIFY(screen.press(u"Start receiving"_s));
    QTRY_VERIFY_WITH_TIMEOUT(screen.says(screen.card, u"Choose another port"_s), kLongest);
    QCOMPARE(kept(workplace), kLeft);
}

void TestUiWebhooks::anotherProgramOnTheKeptPortLeavesTheChoice()
{
    WebhookWorkplace workplace;
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const WebhookReceiverChoice choice{{u"127.0.0.1"_s, other.serverPort()}, true};
    QVERIFY(QCoro::waitFor(workplace.api->keepWebhookReceiver(choice)));
    const Screen screen(*workplace.api);
    QTRY_VERIFY_WITH_TIMEOUT(screen.says(screen.card, u"Choose another port"_s), kLongest);
    QCOMPARE(kept(workplace), choice);
}

void TestUiWebhooks::webhooksAreSwitchedOnByHandAndOffAgain()
{
    WebhookWorkplace workplace;
    Screen screen(*workplace.api);
    QVERIFY(screen.press(u"Enable…"_s));
    auto *dialog = screen.card.findChild<WebhookDialog *>();
    QVERIFY(dialog);
    WebhookSubscription subscription;
    const QList<WebhookSummary> before = *QCoro::waitFor(workplace.api->webhooks());
    subscription.integration = before.first().integration; // of the first row
    subscription.publicUrl = u"https://hooks.example.com"_s;
    subscription.secret = WebhookWorkplace::secret();
    subscription.byHand = true;
    Q_EMIT dialog->enableRequested(subscription);
    auto *delivery = dialog->findChild<QLineEdit *>(u"deliveryUrl"_s);
    QTRY_VERIFY(delivery->text().startsWith(u"https://hooks.example.com/hooks/"_s));
    QTRY_VERIFY(screen.button(u"Disable"_s));
    const auto isOn = [&workplace] {
        return std::ranges::any_of(*QCoro::waitFor(workplace.api->webhooks()), &WebhookSummary::isEnabled);
    };
    QVERIFY(isOn());
    dialog->reject();
    QVERIFY(screen.press(u"Repair"_s)); // the demo's key may only read
    QTRY_VERIFY(screen.button(u"Disable"_s) && screen.button(u"Disable"_s)->isEnabled());
    QVERIFY(screen.press(u"Disable"_s));
    QTRY_VERIFY(!screen.button(u"Disable"_s));
    QVERIFY(!isOn());
}

void TestUiWebhooks::aWrongAddressStaysInTheDialog()
{
    WebhookWorkplace workplace;
    Screen screen(*workplace.api);
    QVERIFY(screen.press(u"Enable…"_s));
    auto *dialog = screen.card.findChild<WebhookDialog *>();
    dialog->findChild<QLineEdit *>(u"publicUrl"_s)->setText(u"http://hooks.example.com"_s);
    for (QPushButton *candidate : dialog->findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&') == u"Enable")
            candidate->click();
    }
    QTRY_VERIFY(screen.says(*dialog, u"is not an address a platform can deliver to"_s));
    QVERIFY(dialog->isVisible());
}

QTEST_MAIN(TestUiWebhooks)
#include "tst_uiwebhooks.moc"
