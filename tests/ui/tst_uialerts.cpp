#include "engine/api/demoworkspace.h"
#include "engine/api/syncapi.h"
#include "tests/support/scriptedserver.h"
#include "tests/ui/controls.h"
#include "ui/alerts/alertchannelsmodel.h"
#include "ui/alerts/alertrulesmodel.h"
#include "ui/alerts/alertscontroller.h"
#include "ui/alerts/alertspage.h"
#include "ui/alerts/channeldialog.h"
#include "ui/alerts/channelfields.h"
#include "ui/alerts/deliveriesmodel.h"
#include "ui/alerts/desktopalerts.h"
#include "ui/alerts/openalertsmodel.h"
#include "ui/alerts/policydialog.h"
#include "ui/alerts/ruledialog.h"
#include "ui/translation.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/tableview.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCoroTask>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <vector>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLongest = 30'000; // ms
const QString kSecret = u"Tr0ub4dor"_s;

/// The page as the window holds it, on the real engine.
struct Screen {
    explicit Screen(SyncApi &api)
        : page({open, rules, channels, deliveries})
        , controller(api, {page, deliveries}, notices)
        , desktop(api, notices)
    {
        page.resize(1100, 700);
        notices.resize(1100, 60);
        page.show();
        QApplication::setActiveWindow(&page);
        controller.refresh();
    }
    [[nodiscard]] TableView &table(AlertsPage::Tab tab) const
    {
        static const QStringList names{u"What is wrong now"_s, u"What you are told of"_s,
            u"Where alerts go"_s, u"Messages, newest first"_s};
        const auto tables = page.findChildren<TableView *>();
        const auto named = [tab](const TableView *each) { return each->accessibleName() == names.at(tab); };
        return **std::ranges::find_if(tables, named);
    }
    /// Everything that can be read on the page.
    [[nodiscard]] QString text() const
    {
        QStringList texts;
        for (const QLabel *label : page.findChildren<QLabel *>())
            texts << label->text();
        for (const QAbstractItemModel *model :
            std::initializer_list<const QAbstractItemModel *>{&open, &rules, &channels, &deliveries}) {
            for (int row = 0; row < model->rowCount(); ++row) {
                for (int column = 0; column < model->columnCount(); ++column)
                    texts << model->index(row, column).data().toString()
                          << model->index(row, column).data(Qt::ToolTipRole).toString();
            }
        }
        return texts.join(u'\n');
    }
    [[nodiscard]] int rowOf(const QAbstractItemModel &model, int column, const QString &text) const
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, column).data().toString() == text)
                return row;
        }
        return -1;
    }
    bool choose(AlertsPage::Tab tab, int row)
    {
        QApplication::setActiveWindow(&page); // a dialog may just have been closed
        page.showTab(tab);
        table(tab).selectRow(row);
        table(tab).setFocus();
        return row >= 0;
    }
    [[nodiscard]] QLabel &answer() const { return *page.findChild<QLabel *>(u"testAnswer"_s); }

    NoticeBar notices;
    OpenAlertsModel open;
    AlertRulesModel rules;
    AlertChannelsModel channels;
    DeliveriesModel deliveries;
    AlertsPage page;
    AlertsController controller;
    DesktopAlerts desktop;
};

AlertChannelForm hook(const QString &name, const QUrl &url)
{
    AlertChannelForm form;
    form.name = name;
    form.kind = u"webhook"_s;
    form.settings = Json::object(
        {{u"url"_s, url.toString()}, {u"bearer_token"_s, kSecret}, {u"allow_private"_s, true}});
    return form;
}

} // namespace

/// The alerts screen on the real engine.
class TestUiAlerts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void shippedRulesAndThisDesktopAreThere();
    void aTestOfTheDesktopIsShownInTheWindow();
    void aChannelIsAddedByKeyboardAndItsSecretIsNeverShown();
    void anEditKeepsTheSecret();
    void aTestShowsTheRealAnswer();
    void aWrongFieldIsNamed();
    void aRuleIsSwitchedByKeyAndEdited();
    void quietHoursAreKept();
    void removingAsksAndKeepsByDefault();
    void whatIsWrongIsAcknowledgedAndKeptQuiet();
    void receiversComeAndGo();
    void remoteTextIsNoMarkup();
    void settingsAndFormTextsFollowEachOther();

private:
    [[nodiscard]] QList<AlertChannelSummary> stored();
    bool add(const QString &name, const QUrl &url);

    QTemporaryDir m_folder;
    std::unique_ptr<DemoWorkspace> m_demo;
    std::unique_ptr<SyncApi> m_api;
};

void TestUiAlerts::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTranslations();
    DemoOptions options;
    options.generatedOrders = 0;
    options.folder = m_folder.path();
    auto demo = QCoro::waitFor(DemoWorkspace::start(options));
    QVERIFY2(demo.has_value(), demo ? "" : qPrintable(demo.error().message));
    m_demo = std::move(*demo);
    auto api = QCoro::waitFor(SyncApi::open(m_demo->profile()));
    QVERIFY2(api.has_value(), api ? "" : qPrintable(api.error().message));
    m_api = std::move(*api);
}

void TestUiAlerts::cleanupTestCase()
{
    m_api.reset();
    m_demo.reset();
}

QList<AlertChannelSummary> TestUiAlerts::stored()
{
    return QCoro::waitFor(m_api->alertChannels()).value_or(QList<AlertChannelSummary>());
}

bool TestUiAlerts::add(const QString &name, const QUrl &url)
{
    return QCoro::waitFor(m_api->addAlertChannel(hook(name, url))).has_value();
}

void TestUiAlerts::shippedRulesAndThisDesktopAreThere()
{
    Screen screen(*m_api);
    QTRY_COMPARE_WITH_TIMEOUT(screen.rules.rowCount(), int(allAlertTypes().size()), kLongest);
    QTRY_COMPARE_WITH_TIMEOUT(screen.channels.rowCount(), 1, kLongest);
    QCOMPARE(screen.channels.index(0, AlertChannelsModel::Kind).data().toString(), u"This desktop"_s);
    QVERIFY(screen.text().contains(u"Nothing is wrong."_s));
}

void TestUiAlerts::aTestOfTheDesktopIsShownInTheWindow()
{
    Screen screen(*m_api);
    QTRY_COMPARE_WITH_TIMEOUT(screen.channels.rowCount(), 1, kLongest);
    QSignalSpy opened(&screen.desktop, &DesktopAlerts::openRequested);
    QVERIFY(screen.choose(AlertsPage::Channels, 0));
    QTest::keyClick(&screen.table(AlertsPage::Channels), Qt::Key_T);
    QTRY_VERIFY_WITH_TIMEOUT(button(screen.notices, u"Show alerts"_s), kLongest);
    QTRY_VERIFY_WITH_TIMEOUT(screen.answer().text().contains(u"Shown on this desktop."_s), kLongest);
    button(screen.notices, u"Show alerts"_s)->click();
    QCOMPARE(opened.size(), 1);
}

void TestUiAlerts::aChannelIsAddedByKeyboardAndItsSecretIsNeverShown()
{
    Screen screen(*m_api);
    QTRY_COMPARE_WITH_TIMEOUT(screen.channels.rowCount(), 1, kLongest);
    screen.page.showTab(AlertsPage::Channels);
    QPushButton *add = button(screen.page, u"Add channel"_s);
    add->setFocus();
    QTest::keyClick(add, Qt::Key_Space);
    auto *dialog = screen.page.findChild<ChannelDialog *>();
    QVERIFY(dialog);
    QTest::keyClick(dialog->findChild<QComboBox *>(u"channelKind"_s), Qt::Key_Down); // Slack
    auto *url = dialog->findChild<QLineEdit *>(u"url"_s);
    QCOMPARE(url->echoMode(), QLineEdit::Password);
    QPushButton *save = button(*dialog, u"Add channel"_s);
    QVERIFY(!save->isEnabled());
    QTest::keyClicks(url, u"https://hooks.example.com/services/"_s + kSecret);
    QVERIFY(save->isEnabled());
    QTest::keyClick(save, Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(screen.channels.rowCount(), 2, kLongest);
    QCOMPARE(stored().size(), 2);
    const int row = screen.rowOf(screen.channels, AlertChannelsModel::Name, u"Slack"_s);
    QVERIFY(screen.channels.index(row, AlertChannelsModel::Secrets).data().toString().contains(u'\u2022'));
    QVERIFY(!screen.text().contains(kSecret));
}

void TestUiAlerts::anEditKeepsTheSecret()
{
    Screen screen(*m_api);
    QTRY_COMPARE_WITH_TIMEOUT(screen.channels.rowCount(), 2, kLongest);
    QVERIFY(screen.choose(
        AlertsPage::Channels, screen.rowOf(screen.channels, AlertChannelsModel::Name, u"Slack"_s)));
    QTest::keyClick(&screen.table(AlertsPage::Channels), Qt::Key_Return);
    auto *dialog = screen.page.findChild<ChannelDialog *>();
    QVERIFY(dialog);
    for (const QLineEdit *line : dialog->findChildren<QLineEdit *>())
        QVERIFY(!line->text().contains(kSecret));
    QVERIFY(dialog->findChild<QLineEdit *>(u"url"_s)->text().isEmpty());
    dialog->findChild<QLineEdit *>(u"channelName"_s)->setText(u"Team"_s);
    button(*dialog, u"Save"_s)->click();
    const auto isRenamed = [this] {
        const QList<AlertChannelSummary> channels = stored();
        return std::ranges::any_of(channels, [](const AlertChannelSummary &each) {
            return each.channel.name == u"Team" && each.storedSecrets == QStringList{u"url"_s};
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isRenamed(), kLongest);
}

void TestUiAlerts::aTestShowsTheRealAnswer()
{
    ScriptedServer server;
    int status = 200;
    server.setScript([&status](const HttpRequest &) {
        ScriptedReply reply;
        reply.status = status;
        reply.body = "thank you";
        return reply;
    });
    QVERIFY(add(u"Hook"_s, server.url(u"/hook"_s)));
    Screen screen(*m_api);
    QTRY_COMPARE_WITH_TIMEOUT(screen.channels.rowCount(), 3, kLongest);
    QVERIFY(screen.choose(
        AlertsPage::Channels, screen.rowOf(screen.channels, AlertChannelsModel::Name, u"Hook"_s)));
    QTest::keyClick(&screen.table(AlertsPage::Channels), Qt::Key_T);
    QTRY_VERIFY_WITH_TIMEOUT(screen.answer().text().contains(u"was taken"_s), kLongest);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY2(screen.answer().text().contains(u"200"_s), qPrintable(screen.answer().text()));
    status = 410;
    QTest::keyClick(&screen.table(AlertsPage::Channels), Qt::Key_T);
    QTRY_VERIFY_WITH_TIMEOUT(screen.answer().text().contains(u"was not taken"_s), kLongest);
    QVERIFY2(screen.answer().text().contains(u"410"_s), qPrintable(screen.answer().text()));
    QVERIFY(!screen.text().contains(kSecret));
}

void TestUiAlerts::aWrongFieldIsNamed()
{
    Screen screen(*m_api);
    QTRY_VERIFY_WITH_TIMEOUT(screen.channels.rowCount() > 0, kLongest);
    screen.page.showTab(AlertsPage::Channels);
    button(screen.page, u"Add channel"_s)->click();
    auto *dialog = screen.page.findChild<ChannelDialog *>();
    const QHash<QString, QString> values{{u"host"_s, u"mail.example.com"_s}, {u"port"_s, u"70000"_s},
        {u"from"_s, u"sync@example.com"_s}, {u"recipients"_s, u"books@example.com"_s}};
    for (auto value = values.begin(); value != values.end(); ++value)
        dialog->findChild<QLineEdit *>(value.key())->setText(value.value());
    button(*dialog, u"Add channel"_s)->click();
    auto *problem = dialog->findChild<QLabel *>(u"problem"_s);
    QTRY_VERIFY_WITH_TIMEOUT(problem->isVisible(), kLongest);
    QVERIFY2(problem->text().startsWith(u"Port: "_s), qPrintable(problem->text()));
    QVERIFY(dialog->isVisible());
    dialog->reject();
}

void TestUiAlerts::aRuleIsSwitchedByKeyAndEdited()
{
    const auto rule = [this] {
        const auto set = QCoro::waitFor(m_api->alertRules());
        return alertRuleOf(set->rules, AlertType::FailedRecords);
    };
    Screen screen(*m_api);
    QTRY_VERIFY_WITH_TIMEOUT(screen.rules.rowCount() > 0, kLongest);
    QTRY_VERIFY_WITH_TIMEOUT(screen.channels.rowCount() > 0, kLongest);
    int row = 0;
    while (screen.rules.rowAt(row)->type != AlertType::FailedRecords)
        ++row;
    QVERIFY(screen.choose(AlertsPage::Rules, row));
    QTest::keyClick(&screen.table(AlertsPage::Rules), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!rule().isEnabled, kLongest);
    QTRY_COMPARE(screen.rules.index(row, AlertRulesModel::State).data().toString(), u"Off"_s);
    QTest::keyClick(&screen.table(AlertsPage::Rules), Qt::Key_Return);
    auto *dialog = screen.page.findChild<RuleDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QSpinBox *>(u"threshold"_s)->setValue(25);
    auto *severity = dialog->findChild<QComboBox *>(u"severity"_s);
    severity->setCurrentIndex(severity->findText(u"Critical"_s));
    for (QCheckBox *box : dialog->findChildren<QCheckBox *>()) {
        if (box->accessibleName() == u"Hook" || box->text().remove(u'&') == u"Switched on")
            box->setChecked(true);
    }
    button(*dialog, u"Save"_s)->click();
    const AlertRule wanted{AlertType::FailedRecords, true, AlertSeverity::Critical, 25, {u"Hook"_s}};
    QTRY_COMPARE_WITH_TIMEOUT(rule(), wanted, kLongest);
}

void TestUiAlerts::quietHoursAreKept()
{
    Screen screen(*m_api);
    QTRY_VERIFY_WITH_TIMEOUT(screen.rules.rowCount() > 0, kLongest);
    screen.page.showTab(AlertsPage::Rules);
    button(screen.page, u"Quiet hours"_s)->click();
    auto *dialog = screen.page.findChild<PolicyDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QCheckBox *>()->click();
    button(*dialog, u"Save"_s)->click();
    const auto policy = [this] { return QCoro::waitFor(m_api->alertRules())->policy; };
    QTRY_COMPARE_WITH_TIMEOUT(policy().quietFrom, QTime(22, 0), kLongest);
    QCOMPARE(policy().quietTo, QTime(7, 0));
    QCOMPARE(policy().maximumPerHour, AlertPolicy().maximumPerHour);
}

void TestUiAlerts::removingAsksAndKeepsByDefault()
{
    QVERIFY(add(u"Old"_s, QUrl(u"https://example.com/hook"_s)));
    Screen screen(*m_api);
    QTRY_VERIFY_WITH_TIMEOUT(
        screen.rowOf(screen.channels, AlertChannelsModel::Name, u"Old"_s) >= 0, kLongest);
    const auto ask = [&screen] {
        if (!screen.choose(
                AlertsPage::Channels, screen.rowOf(screen.channels, AlertChannelsModel::Name, u"Old"_s)))
            return static_cast<QMessageBox *>(nullptr);
        QTest::keyClick(&screen.table(AlertsPage::Channels), Qt::Key_Delete);
        return screen.page.findChild<QMessageBox *>();
    };
    QMessageBox *question = ask();
    QVERIFY(question);
    QCOMPARE(question->defaultButton()->text(), u"Keep"_s);
    question->defaultButton()->click();
    QTRY_VERIFY(!screen.page.findChild<QMessageBox *>());
    const auto count = stored().size();
    question = ask();
    QVERIFY(question);
    button(*question, u"Remove Old"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(stored().size(), count - 1, kLongest);
}

void TestUiAlerts::whatIsWrongIsAcknowledgedAndKeptQuiet()
{
    m_demo.reset(); // nothing answers any more
    QVERIFY(QCoro::waitFor(m_api->testIntegration(DemoWorkspace::shopName())).has_value());
    Screen screen(*m_api);
    QSignalSpy counted(&screen.controller, &AlertsController::openCounted);
    QTRY_VERIFY_WITH_TIMEOUT(screen.open.rowCount() > 0, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(!counted.isEmpty() && counted.constLast().constFirst().toInt() > 0, kLongest);
    QVERIFY(screen.choose(AlertsPage::Open, 0));
    const auto state = [&screen] { return screen.open.index(0, OpenAlertsModel::State).data().toString(); };
    QCOMPARE(state(), u"New"_s);
    QTest::keyClick(&screen.table(AlertsPage::Open), Qt::Key_A);
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"Acknowledged"_s, kLongest);
    QTRY_COMPARE_WITH_TIMEOUT(counted.constLast().constFirst().toInt(), screen.open.rowCount() - 1, kLongest);
    QPushButton *quiet = button(screen.page, u"Keep quiet"_s);
    quiet->menu()->actions().constFirst()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(state().startsWith(u"Quiet until"_s), kLongest);
}

// Qt shares its locks between objects: of so many some share the one of the api.
void TestUiAlerts::receiversComeAndGo()
{
    NoticeBar notices;
    std::vector<std::unique_ptr<DesktopAlerts>> receivers;
    while (receivers.size() < 1000)
        receivers.push_back(std::make_unique<DesktopAlerts>(*m_api, notices));
    receivers.clear();
    QVERIFY(QCoro::waitFor(m_api->openAlerts()).has_value());
}

void TestUiAlerts::remoteTextIsNoMarkup()
{
    const QString remote = u"<a href=\"https://evil.example\">Tom & Co</a>"_s;
    QVERIFY(!DesktopAlerts::inert(remote).contains(u'<'));
    QVERIFY(!DesktopAlerts::inert(remote).contains(u'>'));
    QVERIFY(DesktopAlerts::inert(remote).contains(u"Tom & Co"_s));
    Screen screen(*m_api);
    RaisedAlert alert;
    alert.title = remote;
    Q_EMIT m_api->alertRaised(alert);
    const auto labels = screen.notices.findChildren<QLabel *>();
    const auto shows = [&remote](const QLabel *label) {
        return label->text() == remote && label->textFormat() == Qt::PlainText;
    };
    QVERIFY(std::ranges::any_of(labels, shows));
}

void TestUiAlerts::settingsAndFormTextsFollowEachOther()
{
    const Json settings = Json::object({{u"port"_s, 465}, {u"allow_private"_s, true},
        {u"recipients"_s, Json::array({u"a@example.com"_s, u"b@example.com"_s})}});
    const Json texts = channelTextsFrom(settings);
    QCOMPARE(texts[u"recipients"].string(), u"a@example.com, b@example.com"_s);
    QCOMPARE(texts[u"allow_private"].string(), u"yes"_s);
    const Json back = channelSettingsFrom(texts);
    QVERIFY(back[u"port"].isNumber());
    QCOMPARE(back[u"port"].integer().value_or(0), 465);
    QVERIFY(back[u"allow_private"].boolean());
    QVERIFY(!channelSettingsFrom(channelTextsFrom(Json::object({})))[u"allow_private"].boolean());
}

QTEST_MAIN(TestUiAlerts)
#include "tst_uialerts.moc"
