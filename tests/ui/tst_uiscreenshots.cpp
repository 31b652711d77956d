#include "engine/api/presetdescriptions.h"
#include "tests/ui/sampledata.h"
#include "tests/ui/samplewindow.h"
#include "tests/ui/watchsamples.h"
#include "ui/alerts/channeldialog.h"
#include "ui/alerts/policydialog.h"
#include "ui/alerts/ruledialog.h"
#include "ui/history/exportdialog.h"
#include "ui/history/recordsview.h"
#include "ui/integrations/integrationcard.h"
#include "ui/integrations/integrationdialog.h"
#include "ui/integrations/signinpanel.h"
#include "ui/integrations/streamdialog.h"
#include "ui/integrations/webhookdialog.h"
#include "ui/integrations/webhookscard.h"
#include "ui/schedules/scheduledialog.h"
#include "ui/translation.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QScrollArea>
#include <QTabBar>
#include <QtTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QSize kWindow(1280, 800);

bool isBlank(const QImage &image)
{
    const QRgb first = image.pixel(0, 0);
    for (int y = 0; y < image.height(); y += 7) {
        for (int x = 0; x < image.width(); x += 7) {
            if (image.pixel(x, y) != first)
                return false;
        }
    }
    return true;
}

} // namespace

/// Every screen at 1280x800 in light and dark. With UDS_SCREENSHOTS=folder the pictures are kept there; with
/// UDS_UPDATE_SCREENSHOT=1 the picture of the README is written anew.
class TestUiScreenshots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void screens_data();
    void screens();
    void dialogs_data();
    void dialogs();
    void watchDialogs_data() { dialogs_data(); }
    void watchDialogs();
    void readmePictureIsThere();

private:
    void keep(const QImage &image, const QString &name);
    void keepDialog(QDialog &dialog, const QString &name);
    void openScreen(WorkspaceFrame &frame, const QString &screen);
    void openWatchScreen(WorkspaceFrame &frame, const QString &screen);
};

void TestUiScreenshots::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTranslations();
}

void TestUiScreenshots::screens_data()
{
    QTest::addColumn<QString>("screen");
    QTest::addColumn<theme::Choice>("choice");
    for (const char *screen : {"dashboard", "dashboard-empty", "integrations", "webhooks", "runs", "records",
             "journey", "failed", "plan", "change", "planning", "conflicts", "reconcile", "schedules",
             "schedules-empty", "alerts", "alert-rules", "alert-channels", "alert-deliveries"}) {
        QTest::addRow("%s light", screen) << QString::fromLatin1(screen) << theme::Choice::Light;
        QTest::addRow("%s dark", screen) << QString::fromLatin1(screen) << theme::Choice::Dark;
    }
}

void TestUiScreenshots::openScreen(WorkspaceFrame &frame, const QString &screen)
{
    WorkspacePages &pages = frame.pages();
    if (screen == "integrations"_L1) {
        frame.open(WorkspaceFrame::Integrations);
        pages.integrations.card(u"Outlet shop"_s)->showReport(sample::brokenReport());
    } else if (screen == "webhooks"_L1) {
        frame.open(WorkspaceFrame::Integrations);
    } else if (screen == "runs"_L1) {
        frame.open(WorkspaceFrame::History);
    } else if (screen == "records"_L1 || screen == "journey"_L1) {
        frame.open(WorkspaceFrame::History);
        frame.findChild<QTabBar *>()->setCurrentIndex(1);
    } else if (screen == "failed"_L1) {
        frame.open(WorkspaceFrame::FailedRecords);
        pages.failed.selectCause(sample::causes().constFirst().causeKey);
        frame.notices().post({u"2 records excluded."_s, Tone::Info, u"Undo"_s, {}, {}});
    } else if (screen.startsWith(u"plan") || screen == "change"_L1) {
        frame.open(WorkspaceFrame::Integrations);
        frame.openPlan();
    } else if (screen == "conflicts"_L1) {
        frame.open(WorkspaceFrame::Conflicts);
    } else if (screen == "reconcile"_L1) {
        frame.open(WorkspaceFrame::Reconcile);
    } else if (screen == "dashboard-empty"_L1) {
        pages.dashboard.showSummary({});
    }
    if (screen == "journey"_L1) {
        QObject::connect(&pages.history.records(), &RecordsView::journeyRequested, &frame,
            [&pages](const QString &number) {
                pages.history.records().showJourney(number, {sample::explanation()});
            });
        pages.history.records().findChild<TableView *>()->selectRow(2);
    }
    if (screen == "change"_L1)
        pages.plan.findChild<TableView *>()->selectRow(1);
    if (screen.startsWith(u"schedules") || screen.startsWith(u"alert"))
        openWatchScreen(frame, screen);
    if (screen == "planning"_L1) {
        pages.plan.showPlanning(u"Orders to books"_s);
        pages.plan.showProgress(sample::activeRuns().constFirst());
    }
}

void TestUiScreenshots::openWatchScreen(WorkspaceFrame &frame, const QString &screen)
{
    WorkspacePages &pages = frame.pages();
    frame.open(screen.startsWith(u"alert") ? WorkspaceFrame::Alerts : WorkspaceFrame::Schedules);
    const QStringList tabs{u"alerts"_s, u"alert-rules"_s, u"alert-channels"_s, u"alert-deliveries"_s};
    if (const qsizetype tab = tabs.indexOf(screen); tab >= 0)
        pages.alerts.showTab(AlertsPage::Tab(tab));
    if (screen == "alert-channels"_L1)
        pages.alerts.showTestAnswer(u"Desktop"_s, u"Shown on this desktop."_s);
    if (screen == "schedules-empty"_L1)
        pages.schedules.showOverview({}, sample::now());
}

void TestUiScreenshots::screens()
{
    QFETCH(QString, screen);
    QFETCH(theme::Choice, choice);
    theme::apply(*qApp, choice);
    WorkspaceFrame frame;
    frame.resize(kWindow);
    showSampleData(frame);
    openScreen(frame, screen);
    frame.show();
    QVERIFY(QTest::qWaitForWindowExposed(&frame));
    if (screen == "webhooks"_L1) {
        auto *scroll = frame.pages().integrations.findChild<QScrollArea *>();
        scroll->ensureWidgetVisible(&frame.pages().integrations.webhooks());
    }
    const QImage image = frame.grab().toImage();
    QCOMPARE(image.deviceIndependentSize().toSize(), kWindow);
    QVERIFY(!isBlank(image));
    keep(image, screen + (choice == theme::Choice::Dark ? u"-dark"_s : u"-light"_s));
    if (screen == "dashboard"_L1 && choice == theme::Choice::Light
        && qEnvironmentVariableIsSet("UDS_UPDATE_SCREENSHOT"))
        QVERIFY(image.save(QStringLiteral(UDS_SOURCE_DIR "/resources/screenshots/dashboard.png")));
}

void TestUiScreenshots::dialogs_data()
{
    QTest::addColumn<theme::Choice>("choice");
    QTest::newRow("light") << theme::Choice::Light;
    QTest::newRow("dark") << theme::Choice::Dark;
}

void TestUiScreenshots::dialogs()
{
    QFETCH(theme::Choice, choice);
    theme::apply(*qApp, choice);
    const QString suffix = choice == theme::Choice::Dark ? u"-dark"_s : u"-light"_s;
    IntegrationDialog integration({sample::shopConnector()});
    integration.showTestResult(sample::brokenReport());
    IntegrationDialog books({sample::booksConnector()});
    books.signIn()->showWaiting(sample::signInStart());
    ExportDialog history({}, 640);
    StreamDialog stream(presetDescriptions(), sample::integrations());
    IntegrationDialog warehouse({sample::warehouseConnector()});
    IntegrationDialog database({sample::warehouseConnector()});
    database.findChild<QComboBox *>(u"mode"_s)->setCurrentText(u"direct"_s);
    WebhookDialog webhooks(sample::webhooks().constFirst());
    WebhookDialog address(sample::webhooks().constLast());
    address.showAddress(sample::webhooks().constFirst().deliveryUrl);
    const QList<std::pair<QString, QDialog *>> dialogs{{u"integration-dialog"_s, &integration},
        {u"sign-in-dialog"_s, &books}, {u"export-dialog"_s, &history}, {u"stream-dialog"_s, &stream},
        {u"supabase-rest"_s, &warehouse}, {u"supabase-direct"_s, &database}, {u"webhook-dialog"_s, &webhooks},
        {u"webhook-address"_s, &address}};
    for (const auto &[name, dialog] : dialogs)
        keepDialog(*dialog, name + suffix);
}

void TestUiScreenshots::watchDialogs()
{
    QFETCH(theme::Choice, choice);
    theme::apply(*qApp, choice);
    const QString suffix = choice == theme::Choice::Dark ? u"-dark"_s : u"-light"_s;
    ScheduleDraft draft;
    draft.stream = u"Orders to books"_s;
    draft.cron = u"30 2 * * *"_s;
    draft.zone = u"Europe/Berlin"_s;
    ScheduleDialog schedule({draft.stream}, draft, ScheduleDialog::Purpose::Add);
    schedule.showCheck(draft, sample::scheduleCheck());
    draft.cron = u"0 7 * * MON,WED"_s;
    ScheduleDialog broken({draft.stream}, draft, ScheduleDialog::Purpose::Edit);
    Error error;
    error.message = u"“61” is no minute."_s;
    error.hint = u"Use 0 to 59."_s;
    error.field = u"cron"_s;
    broken.showCheck(broken.draft(), tl::unexpected(error));
    ChannelDialog channel(sample::alertChannels().constLast());
    const QList<AlertRule> rules = defaultAlertRules();
    RuleDialog rule(rules.at(1), {u"Desktop"_s, u"Team"_s});
    PolicyDialog policy({}, {u"Team"_s});
    keepDialog(schedule, u"schedule-dialog"_s + suffix);
    keepDialog(broken, u"schedule-broken"_s + suffix);
    keepDialog(channel, u"channel-dialog"_s + suffix);
    keepDialog(rule, u"rule-dialog"_s + suffix);
    keepDialog(policy, u"policy-dialog"_s + suffix);
}

void TestUiScreenshots::keepDialog(QDialog &dialog, const QString &name)
{
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const QImage image = dialog.grab().toImage();
    QVERIFY(!isBlank(image));
    keep(image, name);
    dialog.hide();
}

void TestUiScreenshots::readmePictureIsThere()
{
    const QImage picture(QStringLiteral(UDS_SOURCE_DIR "/resources/screenshots/dashboard.png"));
    QCOMPARE(picture.size(), kWindow);
    QVERIFY(!isBlank(picture));
}

void TestUiScreenshots::keep(const QImage &image, const QString &name)
{
    const QString folder = qEnvironmentVariable("UDS_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(image.save(QDir(folder).filePath(name + u".png"_s)));
}

QTEST_MAIN(TestUiScreenshots)
#include "tst_uiscreenshots.moc"
