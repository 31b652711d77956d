#include "ui/plan/plancontroller.h"

#include "engine/api/syncapi.h"
#include "ui/plan/planmodel.h"
#include "ui/plan/planpage.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/whendone.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>

namespace uds {

using namespace Qt::StringLiterals;

PlanController::PlanController(SyncApi &api, Screen screen, NoticeBar &notices)
    : m_api(api)
    , m_screen(screen)
    , m_notices(notices)
{
    PlanPage *page = &m_screen.page;
    connect(page, &PlanPage::cancelRequested, this, &PlanController::cancel);
    connect(page, &PlanPage::discardRequested, this, &PlanController::discard);
    connect(page, &PlanPage::replanRequested, this, &PlanController::start);
    connect(page, &PlanPage::applyRequested, this, &PlanController::apply);
    connect(page, &PlanPage::saveRequested, this, &PlanController::save);
    connect(&m_api, &SyncApi::runProgressed, this, [this](const RunProgress &progress) {
        if (progress.dryRun != m_applying && progress.stream == m_request.stream)
            m_screen.page.showProgress(progress);
    });
}

void PlanController::plan(const RunRequest &request)
{
    if (m_applying) {
        Q_EMIT opened();
        return m_notices.post(
            {tr("A plan is being applied; plan again when it is done."), Tone::Warning, {}, {}, {}});
    }
    m_request = request;
    Q_EMIT opened();
    start();
}

void PlanController::start()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_screen.page.showPlanning(m_request.stream);
    const int question = ++m_question;
    const QString stream = m_request.stream;
    whenDone(
        m_api.plan(m_request, m_stop.get_token()), this, [this, question, stream](const Result<Plan> &plan) {
            Q_EMIT ended(stream);
            if (question != m_question)
                return;
            show(plan);
        });
}

void PlanController::show(const Result<Plan> &plan)
{
    if (plan) {
        m_screen.model.setPlan(*plan);
        m_screen.page.showPlan();
    } else {
        m_screen.page.showError(plan.error());
    }
    if (m_screen.page.isVisible())
        return;
    Notice notice; // somebody looks at another screen meanwhile
    notice.text = plan ? tr("The plan for %1 is ready.").arg(m_request.stream)
                       : tr("The plan for %1 could not be made.").arg(m_request.stream);
    notice.tone = plan ? Tone::Success : Tone::Failure;
    notice.action = tr("Show plan");
    notice.onAction = [this] { Q_EMIT opened(); };
    m_notices.post(std::move(notice));
}

// The button with its number is the confirmation; a plan that removes much asks once more.
void PlanController::apply()
{
    m_applying = true;
    confirm({});
}

void PlanController::confirm(const QString &earlier)
{
    whenDone(m_api.confirmPlan(m_screen.model.plan(), earlier), this,
        [this](const Result<PlanConfirmation> &confirmation) {
            if (!confirmation)
                return applyEnded(tl::unexpected(confirmation.error()));
            if (confirmation->isEnough)
                return applyConfirmed(confirmation->token);
            askAgain(*confirmation);
        });
}

void PlanController::askAgain(const PlanConfirmation &first)
{
    auto *question = new QMessageBox(QMessageBox::Warning, tr("Apply the plan"),
        tr("This plan voids or takes out of use %Ln record(s). Do you really want that?", nullptr,
            first.removals),
        QMessageBox::Cancel, &m_screen.page);
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *remove = question->addButton(tr("&Void them"), QMessageBox::DestructiveRole);
    connect(question, &QDialog::finished, this, [this, question, remove, token = first.token] {
        if (question->clickedButton() == remove)
            confirm(token);
        else
            m_applying = false;
    });
    question->open();
}

void PlanController::applyConfirmed(const QString &token)
{
    m_stop = std::stop_source();
    m_screen.page.showApplying();
    whenDone(m_api.apply(m_screen.model.plan(), token, m_stop.get_token()), this,
        [this](const Result<RunSummary> &summary) { applyEnded(summary); });
}

void PlanController::applyEnded(const Result<RunSummary> &summary)
{
    m_applying = false;
    Q_EMIT ended(m_request.stream);
    if (!summary) {
        m_notices.postError(summary.error());
        return m_screen.page.showPlan();
    }
    Q_EMIT applied(*summary);
    Q_EMIT closed();
}

void PlanController::cancel()
{
    if (m_applying)
        m_stop.request_stop(); // the run answers when it has reached a safe point
    else
        discard();
}

void PlanController::save()
{
    const QString path
        = QFileDialog::getSaveFileName(&m_screen.page, tr("Save plan"), m_request.stream + u".plan.json"_s);
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const QByteArray document = planToJson(m_screen.model.plan()).prettyBytes();
    const bool saved
        = file.open(QIODevice::WriteOnly) && file.write(document) == document.size() && file.commit();
    if (saved)
        m_notices.post({tr("Plan saved to %1.").arg(path), Tone::Success, {}, {}, {}});
    else
        m_notices.post(
            {tr("The plan could not be saved: %1").arg(file.errorString()), Tone::Failure, {}, {}, {}});
}

void PlanController::discard()
{
    ++m_question;
    m_stop.request_stop();
    Q_EMIT closed();
}

} // namespace uds
