#include "ui/mainwindow.h"

#include "engine/api/syncapi.h"
#include "ui/navigation/navigationbar.h"
#include "ui/shell/windowstate.h"
#include "ui/shell/workspace.h"
#include "ui/shell/workspaceframe.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/theme.h"

#include <QCloseEvent>
#include <QIcon>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>

namespace uds {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
{
    setWindowTitle(tr("Universal Data Sync"));
    setWindowIcon(QIcon(u":/icons/universal-data-sync.svg"_s));
    resize(1280, 800);
    setMinimumSize(theme::step() * 100, theme::step() * 62);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q), this), &QShortcut::activated, this,
        &QWidget::close);
    connect(
        new QShortcut(QKeySequence(QKeySequence::Close), this), &QShortcut::activated, this, &QWidget::close);
    showLoading(tr("Opening the profile…"));
}

MainWindow::~MainWindow() = default;

void MainWindow::showLoading(const QString &sentence)
{
    auto *view = new EmptyState(u"clock"_s, this);
    view->setText(sentence);
    setCentralWidget(view);
}

void MainWindow::showStartupError(const Error &error)
{
    auto *view = new EmptyState(error.code == "profile.locked"_L1 ? u"lock"_s : u"failed"_s, this);
    view->setText(error.message, error.hint);
    view->setAction(tr("&Quit"));
    connect(view, &EmptyState::actionTriggered, this, &QWidget::close);
    setCentralWidget(view);
}

void MainWindow::openWorkspace(SyncApi &api, bool demo)
{
    m_workspace = new Workspace(api, this);
    m_workspace->showDemoNote(demo);
    setCentralWidget(m_workspace);
    m_state = std::make_unique<WindowState>(api.profileFolder());
    m_state->restore(*this);
    m_workspace->setFocus(); // not on the first button
    m_workspace->frame().navigation().setCollapsed(m_state->isNavigationCollapsed());
}

void MainWindow::closeWorkspace()
{
    if (m_workspace)
        m_workspace->finishPending(); // also when no close event came first
    delete m_workspace;
    m_workspace = nullptr;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_workspace && m_workspace->isRunning() && !m_stopConfirmed) {
        event->ignore();
        return askBeforeStopping();
    }
    if (m_workspace) {
        m_workspace->finishPending();
        m_state->save(*this, m_workspace->frame().navigation().isCollapsed());
    }
    event->accept();
}

void MainWindow::askBeforeStopping()
{
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setIcon(QMessageBox::Question);
    question->setWindowTitle(tr("A run is active"));
    question->setText(tr("Stop the run and quit?"));
    question->setInformativeText(tr("It stops at the next safe point and goes on from there next time."));
    question->setDefaultButton(question->addButton(tr("Keep running"), QMessageBox::RejectRole));
    QPushButton *stop = question->addButton(tr("Stop and quit"), QMessageBox::DestructiveRole);
    connect(question, &QMessageBox::buttonClicked, this, [this, stop](const QAbstractButton *pressed) {
        if (pressed != stop)
            return;
        m_stopConfirmed = true;
        close();
    });
    question->open();
}

} // namespace uds
