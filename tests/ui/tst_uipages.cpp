#include "engine/api/presetdescriptions.h"
#include "tests/ui/controls.h"
#include "tests/ui/sampledata.h"
#include "tests/ui/samplewindow.h"
#include "ui/failedrecords/exclusiondialog.h"
#include "ui/failedrecords/remarkdialog.h"
#include "ui/history/exportdialog.h"
#include "ui/history/recordfilterbar.h"
#include "ui/history/recordsview.h"
#include "ui/integrations/connectorform.h"
#include "ui/integrations/integrationcard.h"
#include "ui/integrations/integrationdialog.h"
#include "ui/integrations/signinpanel.h"
#include "ui/integrations/streamdialog.h"
#include "ui/integrations/webhookdialog.h"
#include "ui/mainwindow.h"
#include "ui/navigation/navigationbar.h"
#include "ui/reconcile/signoffdialog.h"
#include "ui/shell/windowstate.h"
#include "ui/translation.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QtTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

QString nameOf(const QWidget &widget)
{
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(&widget));
    return accessible ? accessible->text(QAccessible::Name) : widget.accessibleName();
}

/// Focusable widgets without an accessible name, by class.
QStringList nameless(const QWidget &root)
{
    QStringList found;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        // The list of a combo box speaks for its box; a hidden control gets its name with its text.
        const bool isInner = widget->objectName().startsWith(u"qt_");
        const bool isPopup = widget->window() != root.window();
        if (widget->focusPolicy() != Qt::NoFocus && !isInner && !isPopup && !widget->isHidden()
            && nameOf(*widget).isEmpty())
            found << QString::fromLatin1(widget->metaObject()->className()) + u" in "_s
                    + QString::fromLatin1(widget->parentWidget()->metaObject()->className());
    }
    return found;
}

} // namespace

class TestUiPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void everyControlHasAnAccessibleName();
    void tabWalksThroughEachScreenWithoutATrap_data();
    void tabWalksThroughEachScreenWithoutATrap();
    void ctrlAndNumberOpensScreens();
    void labelsShowMarkupAsText();
    void pluralsReadAsEnglish();
    void refreshKeepsFocusAndRunningStreamsKeepTheirButtonsOff();
    void undoKeepsANoticeFromExpiring();
    void formMasksSecretsAndGivesTheValues();
    void editingKeepsStoredSecrets();
    void dialogEnablesSaveWhenComplete();
    void signInNeedsOnlyTheKeys();
    void signInWaitsAndTakesAPastedAddress();
    void signInTroublesAreShownAndCanBeRepeated();
    void whatIsNotCompleteIsSavedAsADraft();
    void cardsTellHowToConnect();
    void filtersCombine();
    void searchOpensWithTheNumberField();
    void exportTellsProgressAndCancels();
    void exportFailureIsShown();
    void applyCarriesTheNumber();
    void startupErrorHasAHintAndQuit();
    void windowStateSurvivesARestart();
};

void TestUiPages::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTranslations();
    theme::apply(*qApp, theme::Choice::Light);
}

void TestUiPages::everyControlHasAnAccessibleName()
{
    WorkspaceFrame frame;
    showSampleData(frame);
    frame.pages().history.records().findChild<TableView *>()->selectRow(0);
    frame.pages().plan.findChild<TableView *>()->selectRow(0);
    const QStringList unnamed = nameless(frame);
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(u", "_s)));
    const IntegrationDialog integration({sample::shopConnector()});
    QCOMPARE(nameless(integration), QStringList());
    IntegrationDialog books({sample::booksConnector()});
    books.signIn()->showWaiting(sample::signInStart());
    QCOMPARE(nameless(books), QStringList());
    const ExportDialog exportDialog({}, 5);
    QCOMPARE(nameless(exportDialog), QStringList());
    const StreamDialog stream(presetDescriptions(), sample::integrations());
    QCOMPARE(nameless(stream), QStringList());
    const WebhookDialog webhooks(sample::webhooks().constFirst());
    QCOMPARE(nameless(webhooks), QStringList());
    const ExclusionDialog exclusion(2);
    QCOMPARE(nameless(exclusion), QStringList());
    const RemarkDialog remark(RemarkDialog::Subject::Owner, {});
    QCOMPARE(nameless(remark), QStringList());
    const SignOffDialog signOff(sample::reconciliation());
    QCOMPARE(nameless(signOff), QStringList());
}

void TestUiPages::tabWalksThroughEachScreenWithoutATrap_data()
{
    QTest::addColumn<int>("screen");
    QTest::newRow("dashboard") << int(WorkspaceFrame::Dashboard);
    QTest::newRow("integrations") << int(WorkspaceFrame::Integrations);
    QTest::newRow("history") << int(WorkspaceFrame::History);
    QTest::newRow("failed records") << int(WorkspaceFrame::FailedRecords);
    QTest::newRow("conflicts") << int(WorkspaceFrame::Conflicts);
    QTest::newRow("reconcile") << int(WorkspaceFrame::Reconcile);
}

void TestUiPages::tabWalksThroughEachScreenWithoutATrap()
{
    QFETCH(int, screen);
    WorkspaceFrame frame;
    showSampleData(frame);
    frame.open(WorkspaceFrame::Screen(screen));
    frame.show();
    QVERIFY(QTest::qWaitForWindowExposed(&frame));
    QApplication::setActiveWindow(&frame);
    QTest::keyClick(&frame, Qt::Key_Tab);
    QWidget *const start = QApplication::focusWidget();
    QVERIFY(start);
    int stops = 0;
    do {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(QApplication::focusWidget());
        ++stops;
    } while (QApplication::focusWidget() != start && stops < 200);
    QCOMPARE(QApplication::focusWidget(), start);
    QVERIFY(stops >= 8);
}

void TestUiPages::ctrlAndNumberOpensScreens()
{
    WorkspaceFrame frame;
    QSignalSpy opened(&frame, &WorkspaceFrame::screenOpened);
    frame.show();
    QVERIFY(QTest::qWaitForWindowExposed(&frame));
    QApplication::setActiveWindow(&frame);
    for (const auto &[key, screen] :
        {std::pair{Qt::Key_3, WorkspaceFrame::History}, {Qt::Key_2, WorkspaceFrame::Integrations},
            {Qt::Key_4, WorkspaceFrame::FailedRecords}, {Qt::Key_1, WorkspaceFrame::Dashboard}}) {
        QTest::keyClick(&frame, key, Qt::ControlModifier);
        QVERIFY(!opened.isEmpty());
        QCOMPARE(opened.takeLast().constFirst().value<WorkspaceFrame::Screen>(), screen);
    }
}

void TestUiPages::labelsShowMarkupAsText()
{
    WorkspaceFrame frame;
    showSampleData(frame);
    for (const PlainLabel *label : frame.findChildren<PlainLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
    PlainLabel markup(u"<h1>x</h1>"_s);
    PlainLabel letters(u"MhMxMMhM"_s);
    QVERIFY(markup.sizeHint().width() > letters.sizeHint().width() / 2);
    QVERIFY(markup.sizeHint().height() == letters.sizeHint().height());
    for (const QLabel *label : frame.findChildren<QLabel *>())
        QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);
}

void TestUiPages::pluralsReadAsEnglish()
{
    WorkspaceFrame frame;
    showSampleData(frame);
    for (const QLabel *label : frame.findChildren<QLabel *>())
        QVERIFY2(!label->text().contains(u"(s)"), qPrintable(label->text()));
    for (const QAbstractButton *control : frame.findChildren<QAbstractButton *>())
        QVERIFY2(!control->text().contains(u"(s)"), qPrintable(control->text()));
}

void TestUiPages::refreshKeepsFocusAndRunningStreamsKeepTheirButtonsOff()
{
    WorkspaceFrame frame;
    showSampleData(frame);
    frame.show();
    QVERIFY(QTest::qWaitForWindowExposed(&frame));
    QApplication::setActiveWindow(&frame);
    DashboardPage &page = frame.pages().dashboard;
    page.showRuns({});
    QPushButton *run = button(page, u"Run now"_s);
    run->setFocus();
    page.showSummary(sample::dashboard());
    QCOMPARE(QApplication::focusWidget(), run);
    page.showRuns(sample::activeRuns());
    page.showSummary(sample::dashboard());
    const QString running = sample::activeRuns().constFirst().stream;
    for (const QPushButton *candidate : page.findChildren<QPushButton *>()) {
        if (candidate->accessibleName() == u"Run %1 now"_s.arg(running))
            QVERIFY(!candidate->isEnabled());
    }
    page.showRuns({});
    QVERIFY(run->isEnabled());
}

void TestUiPages::undoKeepsANoticeFromExpiring()
{
    NoticeBar bar;
    int undone = 0;
    int expired = 0;
    const Notice notice{
        u"1 record excluded."_s, Tone::Info, u"Undo"_s, [&undone] { ++undone; }, [&expired] { ++expired; }};
    bar.post(notice);
    bar.findChild<QPushButton *>()->click();
    QCOMPARE(undone, 1);
    QCOMPARE(expired, 0);
    bar.post(notice);
    bar.post({u"Something else"_s, Tone::Info, {}, {}, {}});
    QCOMPARE(expired, 1);
    QCOMPARE(undone, 1);
}

void TestUiPages::formMasksSecretsAndGivesTheValues()
{
    ConnectorForm form(sample::shopConnector().form, ConnectorForm::Purpose::Add);
    auto *secret = form.findChild<QLineEdit *>(u"consumer_secret"_s);
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    QVERIFY(!form.isComplete());
    form.findChild<QLineEdit *>(u"store_url"_s)->setText(u"  https://shop.example \n"_s);
    form.findChild<QLineEdit *>(u"consumer_key"_s)->setText(u"ck_1"_s);
    QTest::keyClicks(secret, u"cs_2"_s);
    QVERIFY(form.isComplete());
    QVERIFY(!secret->displayText().contains(u"cs_2"));
    const Json expected
        = Json::object({{u"store_url"_s, u"https://shop.example"_s}, {u"consumer_key"_s, u"ck_1"_s},
            {u"consumer_secret"_s, u"cs_2"_s}, {u"credentials_in"_s, u"header"_s}});
    QCOMPARE(form.values(), expected);
}

void TestUiPages::editingKeepsStoredSecrets()
{
    ConnectorForm form(sample::shopConnector().form, ConnectorForm::Purpose::Edit);
    form.setValues(Json::object({{u"store_url"_s, u"https://shop.example"_s}, {u"consumer_key"_s, u"ck_1"_s},
        {u"credentials_in"_s, u"query"_s}}));
    QVERIFY(form.isComplete());
    QVERIFY(!form.values().contains(u"consumer_secret"));
    QCOMPARE(form.values()[u"credentials_in"].string(), u"query"_s);
}

void TestUiPages::dialogEnablesSaveWhenComplete()
{
    IntegrationDialog dialog({sample::shopConnector()});
    QSignalSpy saved(&dialog, &IntegrationDialog::saveRequested);
    QPushButton *save = button(dialog, u"Save"_s);
    QVERIFY(!save->isEnabled());
    for (const QString &key : {u"store_url"_s, u"consumer_key"_s, u"consumer_secret"_s})
        dialog.findChild<QLineEdit *>(key)->setText(key);
    dialog.findChild<QLineEdit *>(u"integrationName"_s)->setText(u"My shop"_s);
    QVERIFY(save->isEnabled());
    save->click();
    const auto integration = saved.takeFirst().constFirst().value<NewIntegration>();
    QCOMPARE(integration.connector, u"woocommerce"_s);
    QCOMPARE(integration.name, u"My shop"_s);
    QCOMPARE(integration.settings[u"consumer_secret"].string(), u"consumer_secret"_s);
}

void TestUiPages::signInNeedsOnlyTheKeys()
{
    IntegrationDialog dialog({sample::booksConnector()});
    QSignalSpy requested(&dialog, &IntegrationDialog::signInRequested);
    auto *start = dialog.findChild<QPushButton *>(u"signIn"_s);
    QVERIFY(!start->isEnabled());
    dialog.findChild<QLineEdit *>(u"client_id"_s)->setText(u"id"_s);
    dialog.findChild<QLineEdit *>(u"client_secret"_s)->setText(u"secret"_s);
    QVERIFY(start->isEnabled());
    QVERIFY(!button(dialog, u"Save"_s)->isEnabled());
    // Tokens are not asked for, but can be entered.
    dialog.show();
    QVERIFY(!dialog.findChild<QLineEdit *>(u"access_token"_s)->isVisible());
    button(dialog, u"More settings"_s)->click();
    QVERIFY(dialog.findChild<QLineEdit *>(u"access_token"_s)->isVisible());
    start->click();
    QCOMPARE(requested.size(), 1);
    const SignInRequest request = dialog.signInRequest();
    QCOMPARE(request.connector, u"quickbooks"_s);
    QCOMPARE(request.settings[u"client_secret"].string(), u"secret"_s);
    QVERIFY(!request.acceptsOtherAccount);
}

void TestUiPages::signInWaitsAndTakesAPastedAddress()
{
    SignInPanel panel(u"Sign in"_s);
    panel.setReady(true);
    QSignalSpy pasted(&panel, &SignInPanel::pasteRequested);
    QSignalSpy cancelled(&panel, &SignInPanel::cancelRequested);
    panel.show();
    auto *address = panel.findChild<QLineEdit *>(u"pastedAddress"_s);
    QVERIFY(!address->isVisible());
    panel.showWaiting(sample::signInStart());
    QVERIFY(address->isVisible());
    QVERIFY(!panel.findChild<QPushButton *>(u"signIn"_s)->isEnabled());
    auto *use = panel.findChild<QPushButton *>(u"usePastedAddress"_s);
    QVERIFY(!use->isEnabled());
    address->setText(u"https://relay.example/cb?code=c&state=s"_s);
    use->click();
    QCOMPARE(pasted.takeFirst().constFirst().toString(), u"https://relay.example/cb?code=c&state=s"_s);
    QVERIFY(address->text().isEmpty()); // a code stays on no screen
    button(panel, u"Copy link"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), sample::signInStart().address.toString());
    button(panel, u"Stop waiting"_s)->click();
    QCOMPARE(cancelled.size(), 1);
}

void TestUiPages::signInTroublesAreShownAndCanBeRepeated()
{
    SignInPanel panel(u"Sign in"_s);
    panel.setReady(true);
    panel.show();
    panel.showWaiting(sample::signInStart());
    panel.showFailure({ErrorKind::Authentication, u"oauth.denied"_s, u"It was denied."_s, u"Ask again."_s, {},
        {}, std::nullopt});
    QVERIFY(!panel.isWaiting());
    QVERIFY(panel.findChild<QPushButton *>(u"signIn"_s)->isEnabled());
    const auto labels = panel.findChildren<QLabel *>();
    const auto tells = [](const QLabel *label) { return label->text() == "It was denied. Ask again."_L1; };
    QVERIFY(std::any_of(labels.begin(), labels.end(), tells));
}

void TestUiPages::whatIsNotCompleteIsSavedAsADraft()
{
    IntegrationDialog dialog({sample::booksConnector()});
    QSignalSpy saved(&dialog, &IntegrationDialog::saveRequested);
    dialog.findChild<QLineEdit *>(u"client_id"_s)->setText(u"id"_s);
    QPushButton *draft = button(dialog, u"Keep as draft"_s);
    QVERIFY(draft->isEnabled());
    draft->click();
    QVERIFY(saved.takeFirst().constFirst().value<NewIntegration>().isDraft);
    for (const char *key : {"client_secret", "realm_id", "access_token", "refresh_token"})
        dialog.findChild<QLineEdit *>(QString::fromLatin1(key))->setText(u"1"_s);
    QVERIFY(draft->isHidden());
    QVERIFY(button(dialog, u"Save"_s)->isEnabled());
}

void TestUiPages::cardsTellHowToConnect()
{
    IntegrationCard card;
    card.show();
    IntegrationSummary books = sample::integrations().at(1);
    const auto shows = [&card](const QString &text) {
        QPushButton *found = button(card, text);
        return found && found->isVisible();
    };
    const auto buttons = [&](const QString &status) {
        books.status = status;
        card.showIntegration(books, sample::now());
        return QList<bool>{shows(u"Sign in"_s), shows(u"Test"_s), shows(u"Disconnect"_s)};
    };
    QCOMPARE(buttons(u"connected"_s), (QList<bool>{false, true, true}));
    QCOMPARE(buttons(u"reauth_required"_s), (QList<bool>{true, true, true}));
    QCOMPARE(buttons(u"disconnected"_s), (QList<bool>{true, true, false}));
    QCOMPARE(buttons(u"draft"_s), (QList<bool>{true, false, false}));
}

void TestUiPages::filtersCombine()
{
    RecordFilterBar bar;
    bar.setStreams(sample::streams());
    QCOMPARE(bar.filter(sample::now()), HistoryFilter{});
    const QList<QComboBox *> choices = bar.findChildren<QComboBox *>();
    choices.at(0)->setCurrentIndex(choices.at(0)->findData(qint64(2)));
    choices.at(1)->setCurrentIndex(choices.at(1)->findData(u"failed"_s));
    choices.at(2)->setCurrentIndex(choices.at(2)->findData(7));
    bar.findChild<QLineEdit *>()->setText(u" #4711 "_s);
    bar.setRun(12);
    const HistoryFilter filter = bar.filter(sample::now());
    QCOMPARE(filter.streamId, 2);
    QCOMPARE(filter.runId, 12);
    QCOMPARE(filter.action, u"failed"_s);
    QCOMPARE(filter.text, u"4711"_s);
    QCOMPARE(filter.fromUtc.toLocalTime().date(), sample::now().toLocalTime().date().addDays(-7));
    bar.clear();
    QCOMPARE(bar.filter(sample::now()), HistoryFilter{});
}

void TestUiPages::searchOpensWithTheNumberField()
{
    WorkspaceFrame frame;
    showSampleData(frame);
    frame.open(WorkspaceFrame::History);
    frame.show();
    QVERIFY(QTest::qWaitForWindowExposed(&frame));
    QApplication::setActiveWindow(&frame);
    frame.pages().history.find();
    QVERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    QSignalSpy asked(&frame.pages().history.records(), &RecordsView::filterChanged);
    QTest::keyClicks(QApplication::focusWidget(), u"4711"_s);
    QTRY_COMPARE(asked.size(), 1); // one question for four letters
}

void TestUiPages::exportTellsProgressAndCancels()
{
    HistoryFilter filter;
    filter.runId = 5;
    ExportDialog dialog(filter, 100'000);
    QSignalSpy requests(&dialog, &ExportDialog::exportRequested);
    QSignalSpy cancels(&dialog, &ExportDialog::cancelRequested);
    dialog.findChild<QLineEdit *>()->setText(u"/tmp/history.csv"_s);
    button(dialog, u"Export"_s)->click();
    const auto request = requests.takeFirst().constFirst().value<ExportRequest>();
    QCOMPARE(request.filter, filter);
    QCOMPARE(request.format, ExportRequest::Format::Csv);
    dialog.showProgress({25'000, 100'000});
    QCOMPARE(dialog.findChild<QProgressBar *>()->value(), 25);
    dialog.reject();
    QCOMPARE(cancels.size(), 1);
    QVERIFY(dialog.isRunning());
    dialog.finish(fail(ErrorKind::Cancelled, u"cancelled"_s, u"Stopped."_s));
    QVERIFY(!dialog.isRunning());
    QVERIFY(button(dialog, u"Export"_s)->isEnabled());
}

void TestUiPages::exportFailureIsShown()
{
    ExportDialog dialog({}, 3);
    dialog.finish(fail(ErrorKind::Configuration, u"file.write"_s, u"The disk is full."_s));
    const QList<PlainLabel *> labels = dialog.findChildren<PlainLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
        [](const PlainLabel *label) { return label->text() == u"The disk is full."_s; }));
}

void TestUiPages::applyCarriesTheNumber()
{
    WorkspaceFrame frame;
    showSampleData(frame);
    PlanPage &page = frame.pages().plan;
    QSignalSpy applied(&page, &PlanPage::applyRequested);
    const int effects = frame.pages().planned.effects();
    QPushButton *apply = button(page, u"Apply"_s);
    QCOMPARE(apply->text(), u"&Apply %1 changes"_s.arg(effects));
    apply->click();
    QCOMPARE(applied.size(), 1);
    page.findChild<TableView *>()->selectRow(0);
    const auto *payload = page.findChild<QPlainTextEdit *>();
    QVERIFY(payload->toPlainText().contains(u"\"DocNumber\": \"4740\""_s));
}

void TestUiPages::startupErrorHasAHintAndQuit()
{
    MainWindow window;
    Error error;
    error.code = u"profile.locked"_s;
    error.message = u"Another window works on this profile."_s;
    error.hint = u"Close it first."_s;
    window.showStartupError(error);
    window.show();
    QPushButton *quit = button(window, u"Quit"_s);
    QVERIFY(quit);
    quit->click();
    QVERIFY(!window.isVisible());
}

void TestUiPages::windowStateSurvivesARestart()
{
    const QTemporaryDir profile;
    {
        QWidget window;
        window.resize(901, 702);
        WindowState(profile.path()).save(window, true);
    }
    QWidget window;
    WindowState state(profile.path());
    state.restore(window);
    QCOMPARE(window.size(), QSize(901, 702));
    QVERIFY(state.isNavigationCollapsed());
}

QTEST_MAIN(TestUiPages)
#include "tst_uipages.moc"
