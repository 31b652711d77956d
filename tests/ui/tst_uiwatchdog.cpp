#include "engine/api/syncapi.h"
#include "tests/support/commandline.h"
#include "tests/ui/eventloopwatch.h"
#include "tests/ui/watchedapplication.h"
#include "ui/failedrecords/failedrecordspage.h"
#include "ui/history/historypage.h"
#include "ui/history/recordsview.h"
#include "ui/mainwindow.h"
#include "ui/shell/workspace.h"
#include "ui/shell/workspaceframe.h"
#include "ui/shell/workspacepages.h"
#include "ui/translation.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QCoroTask>
#include <QEventLoop>
#include <QMetaEnum>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTimer>
#include <QtTest>

#include <algorithm>
#include <functional>
#include <thread>

using namespace uds;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kOrders = 10'000;
constexpr auto kLongestRun = 9min;
constexpr auto kLongestStall = 100ms;

double milliseconds(EventLoopWatch::Nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

/// "p50 0.1 ms, p99 3.0 ms, longest 12.0 ms" of one of the two times of all pings.
QString spread(
    const QList<EventLoopWatch::Ping> &pings, EventLoopWatch::Nanoseconds EventLoopWatch::Ping::*time)
{
    QList<double> times;
    for (const EventLoopWatch::Ping &ping : pings)
        times << milliseconds(ping.*time);
    std::sort(times.begin(), times.end());
    const auto at = [&times](double share) { return times.at(qsizetype(share * double(times.size() - 1))); };
    return u"p50 %1 ms, p99 %2 ms, longest %3 ms"_s.arg(at(0.5), 0, 'f', 1)
        .arg(at(0.99), 0, 'f', 1)
        .arg(at(1.0), 0, 'f', 1);
}

} // namespace

/// The real window on the real engine while a long run is active; shop and company are another process.
class TestUiWatchdog : public QObject {
    Q_OBJECT

public:
    explicit TestUiWatchdog(WatchedApplication &application)
        : m_application(application)
    {
    }

private Q_SLOTS:
    void initTestCase();
    void aBlockedEventLoopIsFound();
    void theWindowStaysResponsiveWhile10000OrdersArePlanned();
    void theWindowStaysResponsiveWhile10000OrdersSync();
    void cleanupTestCase();

private:
    void openWindow();
    struct Watched {
        qsizetype stalls = 0; ///< signs of life that took the window too long
        qsizetype slowEvents = 0;
    };
    /// Calls \a start and looks around until \a isOver.
    [[nodiscard]] Watched watchUntil(const std::function<void()> &start, const std::function<bool()> &isOver);
    [[nodiscard]] QPushButton *dashboardButton(const QString &text) const; ///< null when there is none
    [[nodiscard]] WorkspacePages &pages() const;
    /// What somebody does who looks around meanwhile; one step for each call.
    void lookAround();
    void openScreen(Qt::Key key);
    void scrollRecords();
    void selectFailure();
    void report(const EventLoopWatch &watch) const;

    WatchedApplication &m_application;
    QTemporaryDir m_folder;
    std::unique_ptr<SimulatorProgram> m_simulator;
    std::unique_ptr<SyncApi> m_api;
    std::unique_ptr<MainWindow> m_window;
    int m_step = 0;
    int m_mostRecords = 0;
};

void TestUiWatchdog::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    installTranslations();
    theme::apply(*qApp, theme::Choice::Light);
    m_simulator = std::make_unique<SimulatorProgram>(
        QStringList{u"--orders"_s, QString::number(kOrders), u"--seed"_s, u"3"_s});
    const Json &greeting = m_simulator->greeting();
    QVERIFY(greeting[u"woocommerce"].isObject());
    auto api = QCoro::waitFor(SyncApi::open({m_folder.filePath(u"profile"_s), "watchdog"}));
    QVERIFY2(api.has_value(), api ? "" : qPrintable(api.error().message));
    m_api = std::move(*api);
    const auto shop
        = QCoro::waitFor(m_api->addIntegration({u"woocommerce"_s, u"Shop"_s, greeting[u"woocommerce"]}));
    QVERIFY2(shop.has_value(), shop ? "" : qPrintable(shop.error().message));
    const auto books
        = QCoro::waitFor(m_api->addIntegration({u"quickbooks"_s, u"Books"_s, greeting[u"quickbooks"]}));
    QVERIFY2(books.has_value(), books ? "" : qPrintable(books.error().message));
    const Json unasked = Json::object({{u"confirm_above"_s, 0}}); // "Run now" runs without a plan
    const NewStream orders{u"orders"_s, u"woo-orders-to-quickbooks"_s, u"Shop"_s, u"Books"_s, unasked};
    const auto stream = QCoro::waitFor(m_api->addStream(orders));
    QVERIFY2(stream.has_value(), stream ? "" : qPrintable(stream.error().message));
    openWindow();
}

void TestUiWatchdog::openWindow()
{
    m_window = std::make_unique<MainWindow>();
    m_window->openWorkspace(*m_api, false);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QApplication::setActiveWindow(m_window.get());
    QTRY_VERIFY(dashboardButton(u"Run now"_s));
}

void TestUiWatchdog::cleanupTestCase()
{
    m_window.reset();
    m_api.reset();
    m_simulator.reset();
}

void TestUiWatchdog::aBlockedEventLoopIsFound()
{
    QTimer planted;
    planted.setSingleShot(true);
    connect(&planted, &QTimer::timeout, this, [] { std::this_thread::sleep_for(2 * kLongestStall); });
    QTimer end;
    end.setSingleShot(true);
    const Watched watched = watchUntil(
        [&] {
            planted.start();
            end.start(10 * kLongestStall);
        },
        [&] { return !end.isActive(); });
    QVERIFY(watched.stalls > 0);
    QVERIFY(watched.slowEvents > 0);
}

void TestUiWatchdog::theWindowStaysResponsiveWhile10000OrdersArePlanned()
{
    const auto isPlanned = [this] { return pages().planned.effects() > kOrders / 2; };
    const Watched watched = watchUntil([this] { dashboardButton(u"Dry run"_s)->click(); }, isPlanned);
    QVERIFY(isPlanned());
    QCOMPARE(watched.stalls, 0);
    QCOMPARE(watched.slowEvents, 0);
}

void TestUiWatchdog::theWindowStaysResponsiveWhile10000OrdersSync()
{
    openScreen(Qt::Key_1);
    QTRY_VERIFY(dashboardButton(u"Run now"_s)->isEnabled());
    std::optional<RunSummary> finished;
    const auto connection = connect(m_api.get(), &SyncApi::runFinished, this,
        [&finished](const RunSummary &summary) { finished = summary; });
    const Watched watched = watchUntil(
        [this] { dashboardButton(u"Run now"_s)->click(); }, [&finished] { return finished.has_value(); });
    disconnect(connection);
    QVERIFY2(finished, "The run did not end.");
    QCOMPARE(finished->run.counts.read, kOrders);
    QVERIFY(m_mostRecords > 1000); // the tour really scrolled
    QCOMPARE(watched.stalls, 0);
    QCOMPARE(watched.slowEvents, 0);
}

TestUiWatchdog::Watched TestUiWatchdog::watchUntil(
    const std::function<void()> &start, const std::function<bool()> &isOver)
{
    QEventLoop loop; // not inside any handler, so that each handler counts for itself
    QTimer tour;
    connect(&tour, &QTimer::timeout, this, &TestUiWatchdog::lookAround);
    QTimer settle; // the screens read the end of the work
    settle.setSingleShot(true);
    settle.setInterval(2s);
    connect(&settle, &QTimer::timeout, &loop, &QEventLoop::quit);
    connect(&tour, &QTimer::timeout, &settle, [&settle, &isOver] {
        if (isOver() && !settle.isActive())
            settle.start();
    });
    QTimer::singleShot(kLongestRun, &loop, &QEventLoop::quit);
    m_application.forget();
    EventLoopWatch watch(m_application.clock());
    watch.start();
    start();
    tour.start(200ms);
    loop.exec();
    watch.stop();
    report(watch);
    const auto isStall = [](const EventLoopWatch::Ping &ping) { return ping.work > kLongestStall; };
    const auto isSlow = [](const WatchedApplication::Handled &event) { return event.work > kLongestStall; };
    return {std::count_if(watch.pings().begin(), watch.pings().end(), isStall),
        std::count_if(m_application.longest().begin(), m_application.longest().end(), isSlow)};
}

QPushButton *TestUiWatchdog::dashboardButton(const QString &text) const
{
    for (QPushButton *button : pages().dashboard.findChildren<QPushButton *>()) {
        if (button->text().remove(u'&') == text)
            return button;
    }
    return nullptr;
}

WorkspacePages &TestUiWatchdog::pages() const
{
    return m_window->findChild<WorkspaceFrame *>()->pages();
}

void TestUiWatchdog::lookAround()
{
    constexpr int kSteps = 40;
    const int step = m_step++ % kSteps;
    if (step == 0)
        openScreen(Qt::Key_1);
    else if (step == 8)
        openScreen(Qt::Key_2);
    else if (step == 12)
        openScreen(Qt::Key_3);
    else if (step == 16)
        pages().history.showRecordsOfRun(0);
    else if (step > 16 && step < 30)
        scrollRecords();
    else if (step == 30)
        openScreen(Qt::Key_4);
    else if (step > 32)
        selectFailure();
}

void TestUiWatchdog::openScreen(Qt::Key key)
{
    QTest::keyClick(m_window.get(), key, Qt::ControlModifier);
}

void TestUiWatchdog::scrollRecords()
{
    auto *table = pages().history.records().findChild<TableView *>();
    QScrollBar *bar = table->verticalScrollBar();
    bar->setValue(bar->value() >= bar->maximum() && m_step % 3 == 0 ? 0 : bar->maximum());
    m_mostRecords = std::max(m_mostRecords, pages().records.rowCount());
}

void TestUiWatchdog::selectFailure()
{
    for (TableView *table : pages().failed.findChildren<TableView *>()) {
        if (table->model()->rowCount() > 0)
            table->selectRow(m_step % table->model()->rowCount());
    }
}

void TestUiWatchdog::report(const EventLoopWatch &watch) const
{
    qInfo("%lld pings", static_cast<long long>(watch.pings().size()));
    qInfo("waited: %s", qPrintable(spread(watch.pings(), &EventLoopWatch::Ping::waited)));
    qInfo("work of the window meanwhile: %s", qPrintable(spread(watch.pings(), &EventLoopWatch::Ping::work)));
    for (const WatchedApplication::Handled &event : m_application.longest()) {
        const char *type = QMetaEnum::fromType<QEvent::Type>().valueToKey(event.type);
        qInfo("%6.1f ms for %s of %s", milliseconds(event.work), type ? type : "an event", event.receiver);
    }
}

int main(int argc, char **argv)
{
    WatchedApplication application(argc, argv);
    TestUiWatchdog test(application);
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_uiwatchdog.moc"
