#include "engine/api/presetdescriptions.h"
#include "tests/ui/controls.h"
#include "tests/ui/sampledata.h"
#include "ui/integrations/connectorform.h"
#include "ui/integrations/integrationdialog.h"
#include "ui/integrations/presetwords.h"
#include "ui/integrations/streamdialog.h"
#include "ui/integrations/webhookdialog.h"
#include "ui/integrations/webhookscard.h"
#include "ui/translation.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QtTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

PresetDescription ordersPreset()
{
    return {u"orders"_s, u"Orders to sales receipts"_s, u"woocommerce"_s, u"order"_s, u"quickbooks"_s,
        Json::object({})};
}

QList<PresetDescription> fittingPresets(const QString &source, const QString &target)
{
    QList<PresetDescription> fitting;
    for (const PresetDescription &preset : presetDescriptions()) {
        if (preset.sourceConnector == source && preset.targetConnector == target)
            fitting << preset;
    }
    return fitting;
}

} // namespace

class TestUiIntegrations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fieldsComeAndGoWithTheirChoice();
    void keyboardWalksTheFormInItsOrder();
    void streamNeedsTwoIntegrations();
    void streamOffersWhatFitsBetweenTheTwo();
    void streamSettingsHoldTheirDefaultsAndGiveWhatDiffers();
    void shippedPresetsAreExplained();
    void webhooksAreSwitchedByTheirRow();
    void receiverIsStartedWithAddressAndPort();
    void webhookDialogGivesTheTokenAndShowsTheAddress();
};

void TestUiIntegrations::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTranslations();
}

void TestUiIntegrations::fieldsComeAndGoWithTheirChoice()
{
    ConnectorDescription database = sample::shopConnector();
    FormField host{u"host"_s, u"Host"_s, u"Of the database"_s, FormField::Kind::Text, true, {}};
    host.onlyWhen = u"credentials_in=query"_s;
    database.form << host;
    ConnectorForm form(database.form, ConnectorForm::Purpose::Add);
    for (const QString &key : {u"store_url"_s, u"consumer_key"_s, u"consumer_secret"_s})
        form.findChild<QLineEdit *>(key)->setText(key);
    form.show();
    auto *choice = form.findChild<QComboBox *>(u"credentials_in"_s);
    auto *editor = form.findChild<QLineEdit *>(u"host"_s);
    QVERIFY(!editor->isVisible());
    QVERIFY(form.isComplete());
    choice->setCurrentText(u"query"_s);
    QVERIFY(editor->isVisible());
    QVERIFY(!form.isComplete());
    editor->setText(u"db.example"_s);
    QVERIFY(form.isComplete());
    QCOMPARE(form.values()[u"host"].string(), u"db.example"_s);
    choice->setCurrentText(u"header"_s);
    QVERIFY(!editor->isVisible());
    QVERIFY(!form.values().contains(u"host"));
}

void TestUiIntegrations::keyboardWalksTheFormInItsOrder()
{
    IntegrationDialog dialog({sample::warehouseConnector()});
    dialog.findChild<QComboBox *>(u"mode"_s)->setCurrentText(u"direct"_s);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QStringList expected{u"integrationName"_s};
    for (const FormField &field : sample::warehouseConnector().form) {
        const auto *editor = dialog.findChild<QWidget *>(field.key);
        if (editor && editor->isVisible())
            expected << field.key;
    }
    QStringList walked;
    QWidget *start = dialog.findChild<QWidget *>(u"integrationName"_s);
    QWidget *widget = start;
    do {
        if (widget->isVisible() && (widget == start || expected.contains(widget->objectName())))
            walked << widget->objectName();
        widget = widget->nextInFocusChain();
    } while (widget != start);
    QCOMPARE(walked, expected);
}

void TestUiIntegrations::streamNeedsTwoIntegrations()
{
    StreamDialog dialog({ordersPreset()}, sample::integrations());
    QSignalSpy saved(&dialog, &StreamDialog::saveRequested);
    QPushButton *save = button(dialog, u"Add stream"_s);
    QVERIFY(save->isEnabled());
    save->click();
    const auto stream = saved.takeFirst().constFirst().value<NewStream>();
    QCOMPARE(stream.preset, u"orders"_s);
    QCOMPARE(stream.target, u"Northwind LLC"_s);
    const QList<IntegrationSummary> one{sample::integrations().constFirst()};
    const StreamDialog alone({ordersPreset()}, one);
    QVERIFY(!button(alone, u"Add stream"_s)->isEnabled());
}

void TestUiIntegrations::streamOffersWhatFitsBetweenTheTwo()
{
    StreamDialog dialog(presetDescriptions(), sample::integrations());
    auto *source = dialog.findChild<QComboBox *>(u"source"_s);
    auto *target = dialog.findChild<QComboBox *>(u"target"_s);
    auto *preset = dialog.findChild<QComboBox *>(u"preset"_s);
    source->setCurrentIndex(source->findData(u"Northwind shop"_s));
    target->setCurrentIndex(target->findData(u"Northwind LLC"_s));
    QCOMPARE(preset->count(), fittingPresets(u"woocommerce"_s, u"quickbooks"_s).size());
    target->setCurrentIndex(target->findData(u"Warehouse"_s));
    QCOMPARE(preset->count(), fittingPresets(u"woocommerce"_s, u"supabase"_s).size());
    QVERIFY(preset->count() >= 3);
    for (int i = 0; i < preset->count(); ++i)
        QVERIFY(preset->itemData(i).toString().endsWith(u"to-warehouse"));
    // Nothing flows out of the warehouse into the shop.
    source->setCurrentIndex(source->findData(u"Warehouse"_s));
    target->setCurrentIndex(target->findData(u"Northwind shop"_s));
    QCOMPARE(preset->count(), 0);
    QVERIFY(!button(dialog, u"Add stream"_s)->isEnabled());
}

void TestUiIntegrations::streamSettingsHoldTheirDefaultsAndGiveWhatDiffers()
{
    PresetDescription preset = ordersPreset();
    preset.settings = Json::object({{u"statuses"_s, Json::array({u"processing"_s, u"completed"_s})},
        {u"due_days"_s, 30}, {u"void_trashed"_s, false}, {u"start_date"_s, u""_s},
        {u"guest_policy"_s, u"email"_s}, {u"payment_methods"_s, Json::object({})}});
    StreamDialog dialog({preset}, sample::integrations());
    QSignalSpy saved(&dialog, &StreamDialog::saveRequested);
    auto *statuses = dialog.findChild<QLineEdit *>(u"statuses"_s);
    QCOMPARE(statuses->text(), u"processing, completed"_s);
    QCOMPARE(dialog.findChild<QSpinBox *>(u"due_days"_s)->value(), 30);
    QPushButton *save = button(dialog, u"Add stream"_s);
    save->click();
    QCOMPARE(saved.takeFirst().constFirst().value<NewStream>().settings, Json::object({}));
    statuses->setText(u" completed ,, on-hold "_s);
    dialog.findChild<QSpinBox *>(u"due_days"_s)->setValue(14);
    dialog.findChild<QCheckBox *>(u"void_trashed"_s)->setChecked(true);
    auto *start = dialog.findChild<QLineEdit *>(u"start_date"_s);
    start->setText(u"31.1.2026"_s);
    QVERIFY(!save->isEnabled());
    start->setText(u"2026-01-31"_s);
    auto *methods = dialog.findChild<QPlainTextEdit *>(u"payment_methods"_s);
    methods->setPlainText(u"stripe"_s);
    QVERIFY(!save->isEnabled());
    methods->setPlainText(u"stripe = 35\n"_s);
    auto *guests = dialog.findChild<QComboBox *>(u"guest_policy"_s);
    guests->setCurrentIndex(guests->findData(u"single"_s));
    QVERIFY(save->isEnabled());
    save->click();
    const Json expected = Json::object({{u"statuses"_s, Json::array({u"completed"_s, u"on-hold"_s})},
        {u"due_days"_s, 14}, {u"void_trashed"_s, true}, {u"start_date"_s, u"2026-01-31"_s},
        {u"guest_policy"_s, u"single"_s}, {u"payment_methods"_s, Json::object({{u"stripe"_s, u"35"_s}})}});
    QCOMPARE(saved.takeFirst().constFirst().value<NewStream>().settings, expected);
}

void TestUiIntegrations::shippedPresetsAreExplained()
{
    for (const PresetDescription &preset : presetDescriptions()) {
        QVERIFY2(!PresetWords::explanation(preset.name).isEmpty(), qPrintable(preset.name));
        for (const JsonMember &setting : preset.settings.object()) {
            const SettingWords words = PresetWords::setting(setting.name);
            QVERIFY2(!words.help.isEmpty(), qPrintable(setting.name));
            const auto isDefault
                = [&setting](const auto &choice) { return choice.first == setting.value.string(); };
            QVERIFY2(
                words.choices.isEmpty() || std::any_of(words.choices.begin(), words.choices.end(), isDefault),
                qPrintable(setting.name));
        }
    }
}

void TestUiIntegrations::webhooksAreSwitchedByTheirRow()
{
    WebhooksCard card;
    card.showWebhooks(sample::webhooks(), sample::now());
    QSignalSpy enable(&card, &WebhooksCard::enableRequested);
    QSignalSpy repair(&card, &WebhooksCard::repairRequested);
    QSignalSpy disable(&card, &WebhooksCard::disableRequested);
    button(card, u"Enable"_s)->click(); // only the second one is off
    QCOMPARE(enable.takeFirst().constFirst().toString(), u"Northwind LLC"_s);
    button(card, u"Repair"_s)->click();
    QCOMPARE(repair.takeFirst().constFirst().toString(), u"Northwind shop"_s);
    button(card, u"Disable"_s)->click();
    QCOMPARE(disable.takeFirst().constFirst().toString(), u"Northwind shop"_s);
    card.showWorking(u"Northwind shop"_s);
    QVERIFY(!button(card, u"Repair"_s)->isEnabled());
    card.showWebhooks(sample::webhooks(), sample::now());
    QVERIFY(button(card, u"Repair"_s)->isEnabled());
}

void TestUiIntegrations::receiverIsStartedWithAddressAndPort()
{
    WebhooksCard card;
    QSignalSpy started(&card, &WebhooksCard::startRequested);
    QSignalSpy stopped(&card, &WebhooksCard::stopRequested);
    auto *address = card.findChild<QLineEdit *>(u"receiverAddress"_s);
    auto *port = card.findChild<QSpinBox *>(u"receiverPort"_s);
    QPushButton *control = button(card, u"Start receiving"_s);
    address->setText(u"somewhere"_s);
    QVERIFY(!control->isEnabled());
    address->setText(u"0.0.0.0"_s);
    port->setValue(9000);
    control->click();
    const auto options = started.takeFirst().constFirst().value<WebhookReceiverOptions>();
    QCOMPARE(options.address, u"0.0.0.0"_s);
    QCOMPARE(int(options.port), 9000);
    card.showListening(sample::receiver());
    QCOMPARE(control->text(), u"Stop receiving"_s);
    QVERIFY(!port->isEnabled());
    control->click();
    QCOMPARE(stopped.size(), 1);
    card.showStopped(WebhookTotals());
    QVERIFY(port->isEnabled());
}

void TestUiIntegrations::webhookDialogGivesTheTokenAndShowsTheAddress()
{
    WebhookDialog dialog(sample::webhooks().constLast());
    QSignalSpy enabled(&dialog, &WebhookDialog::enableRequested);
    QPushButton *enable = button(dialog, u"Enable"_s);
    QVERIFY(!enable->isEnabled());
    dialog.findChild<QLineEdit *>(u"publicUrl"_s)->setText(u" https://hooks.example.com "_s);
    auto *secret = dialog.findChild<QLineEdit *>(u"webhookSecret"_s);
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    secret->setText(u"token"_s);
    enable->click();
    const auto subscription = enabled.takeFirst().constFirst().value<WebhookSubscription>();
    QCOMPARE(subscription.integration, u"Northwind LLC"_s);
    QCOMPARE(subscription.publicUrl, u"https://hooks.example.com"_s);
    QCOMPARE(subscription.secret, QByteArray("token"));
    QVERIFY(!subscription.byHand);
    dialog.show();
    dialog.showAddress(u"https://hooks.example.com/hooks/2/abc"_s);
    auto *delivery = dialog.findChild<QLineEdit *>(u"deliveryUrl"_s);
    QVERIFY(delivery->isVisible());
    QCOMPARE(delivery->text(), u"https://hooks.example.com/hooks/2/abc"_s);
    QVERIFY(secret->text().isEmpty()); // it stays on no screen
}

QTEST_MAIN(TestUiIntegrations)
#include "tst_uiintegrations.moc"
