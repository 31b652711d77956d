#include "ui/integrations/integrationscontroller.h"

#include "engine/api/syncapi.h"
#include "ui/integrations/integrationcard.h"
#include "ui/integrations/integrationdialog.h"
#include "ui/integrations/integrationspage.h"
#include "ui/integrations/signinpanel.h"
#include "ui/integrations/streamdialog.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/whendone.h"

#include <QDesktopServices>
#include <QMessageBox>
#include <QPushButton>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

IntegrationsController::IntegrationsController(SyncApi &api, IntegrationsPage &page, NoticeBar &notices)
    : m_api(api)
    , m_page(page)
    , m_notices(notices)
    , m_webhooks(api, page.webhooks(), notices)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(300ms);
    connect(&m_soon, &QTimer::timeout, this, &IntegrationsController::refresh);
    connect(&m_api, &SyncApi::changed, &m_soon, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(&m_page, &IntegrationsPage::refreshRequested, this, &IntegrationsController::refresh);
    connect(
        &m_page, &IntegrationsPage::addIntegrationRequested, this, &IntegrationsController::openAddDialog);
    connect(&m_page, &IntegrationsPage::addStreamRequested, this, &IntegrationsController::openStreamDialog);
    connect(&m_page, &IntegrationsPage::testRequested, this, &IntegrationsController::test);
    connect(&m_page, &IntegrationsPage::editRequested, this, &IntegrationsController::edit);
    connect(&m_page, &IntegrationsPage::disconnectRequested, this, &IntegrationsController::disconnect);
    connect(&m_page, &IntegrationsPage::removeRequested, this, &IntegrationsController::remove);
}

void IntegrationsController::refresh()
{
    whenDone(m_api.integrations(), this, [this](const Result<QList<IntegrationSummary>> &integrations) {
        if (!integrations)
            return m_page.showError(integrations.error());
        m_integrations = *integrations;
        m_page.showIntegrations(*integrations, QDateTime::currentDateTimeUtc());
    });
    readStreams();
    m_webhooks.refresh();
}

void IntegrationsController::readStreams()
{
    whenDone(m_api.streams(), this, [this](const Result<QList<StreamSummary>> &streams) {
        if (!streams)
            return m_page.showError(streams.error());
        m_page.showStreams(*streams, QDateTime::currentDateTimeUtc());
        Q_EMIT streamsRead(*streams);
    });
}

void IntegrationsController::test(const QString &name)
{
    if (IntegrationCard *card = m_page.card(name))
        card->showTesting();
    whenDone(m_api.testIntegration(name), this, [this, name](const Result<VerifyReport> &report) {
        if (IntegrationCard *card = m_page.card(name))
            card->showReport(report);
        if (report && report->passed())
            showPreflight(name);
        refresh();
    });
}

void IntegrationsController::showPreflight(const QString &name)
{
    whenDone(m_api.preflight(name), this, [this, name](const Result<QList<Preflight>> &reports) {
        IntegrationCard *card = m_page.card(name);
        if (card && reports)
            card->showPreflight(*reports);
        else if (!reports)
            m_notices.postError(reports.error());
    });
}

void IntegrationsController::openAddDialog()
{
    auto *dialog = new IntegrationDialog(m_api.connectors(), &m_page);
    connectDialog(*dialog, {});
    connect(dialog, &IntegrationDialog::saveRequested, this,
        [this, dialog](const NewIntegration &integration) { add(*dialog, integration); });
    dialog->open();
}

void IntegrationsController::edit(const QString &name)
{
    whenDone(m_api.integrationSettings(name), this, [this, name](const Result<Json> &settings) {
        if (settings)
            openEditDialog(name, *settings);
        else
            m_notices.postError(settings.error());
    });
}

void IntegrationsController::openEditDialog(const QString &name, const Json &settings)
{
    const auto named = [&name](const IntegrationSummary &integration) { return integration.name == name; };
    const auto stored = std::find_if(m_integrations.begin(), m_integrations.end(), named);
    if (stored == m_integrations.end())
        return; // removed meanwhile
    const QList<ConnectorDescription> connectors = m_api.connectors();
    const auto same
        = [&stored](const ConnectorDescription &connector) { return connector.name == stored->connector; };
    const auto connector = std::find_if(connectors.begin(), connectors.end(), same);
    if (connector == connectors.end())
        return m_notices.post({tr("This version does not know the platform %1.").arg(stored->connector),
            Tone::Failure, {}, {}, {}});
    auto *dialog = new IntegrationDialog(*connector, name, settings, &m_page);
    connectDialog(*dialog, name);
    if (stored->status == "draft"_L1)
        dialog->setDraft();
    connect(
        dialog, &IntegrationDialog::saveRequested, this, [this, dialog](const NewIntegration &integration) {
            if (integration.isDraft)
                add(*dialog, integration);
            else
                replace(*dialog, integration, false);
        });
    dialog->open();
}

void IntegrationsController::connectDialog(IntegrationDialog &dialog, const QString &name)
{
    dialog.setAttribute(Qt::WA_DeleteOnClose);
    connect(&dialog, &IntegrationDialog::testRequested, this,
        [this, name, target = &dialog](const QString &connector, const Json &settings) {
            whenDone(
                name.isEmpty() ? m_api.testSettings(connector, settings) : m_api.testEdited(name, settings),
                target, [target](const Result<VerifyReport> &report) { target->showTestResult(report); });
        });
    connect(&dialog, &IntegrationDialog::signInRequested, this,
        [this, target = &dialog] { signIn(*target, false); });
}

void IntegrationsController::signIn(IntegrationDialog &dialog, bool acceptsOtherAccount)
{
    dialog.signIn()->showStarting();
    SignInRequest request = dialog.signInRequest();
    request.acceptsOtherAccount = acceptsOtherAccount;
    whenDone(m_api.beginSignIn(request), &dialog, [this, target = &dialog](const Result<SignInStart> &start) {
        if (!start)
            return target->signIn()->showFailure(start.error());
        QDesktopServices::openUrl(start->address);
        followSignIn(*target, *start);
    });
}

void IntegrationsController::followSignIn(IntegrationDialog &dialog, const SignInStart &start)
{
    SignInPanel *panel = dialog.signIn();
    panel->showWaiting(start);
    const auto cancel = [this, id = start.id] { whenDone(m_api.cancelSignIn(id), this, [](auto &&) {}); };
    // A closed dialog, or another platform chosen in it, ends the waiting as well.
    connect(panel, &QObject::destroyed, this, cancel);
    connect(panel, &SignInPanel::cancelRequested, this, cancel);
    connect(panel, &SignInPanel::pasteRequested, this, [this, panel, id = start.id](const QString &address) {
        whenDone(m_api.pasteSignIn(id, address), panel, [panel](const Result<void> &taken) {
            if (!taken)
                panel->showPasteFailure(taken.error());
        });
    });
    whenDone(m_api.finishSignIn(start.id), panel,
        [this, panel, target = &dialog](const Result<IntegrationSummary> &connected) {
            panel->disconnect(this, nullptr);
            if (!connected) {
                panel->showFailure(connected.error());
                if (connected.error().code == "integration.account"_L1)
                    askForOtherAccount(*target, connected.error(), [this, target] { signIn(*target, true); });
                return;
            }
            target->accept();
            m_notices.post({tr("Signed in to %1.").arg(connected->name), Tone::Success, {}, {}, {}});
            refresh();
            test(connected->name);
        });
}

void IntegrationsController::add(IntegrationDialog &dialog, const NewIntegration &integration)
{
    whenDone(m_api.addIntegration(integration), &dialog,
        [this, target = &dialog](const Result<IntegrationSummary> &added) {
            if (!added)
                return target->showSaveError(added.error());
            target->accept();
            const bool isDraft = added->status == "draft"_L1;
            m_notices.post(
                {isDraft ? tr("%1 saved as a draft.").arg(added->name) : tr("%1 added.").arg(added->name),
                    Tone::Success, {}, {}, {}});
            refresh();
            if (!isDraft)
                test(added->name);
        });
}

void IntegrationsController::replace(
    IntegrationDialog &dialog, const NewIntegration &integration, bool acceptsOtherAccount)
{
    whenDone(m_api.editIntegration(integration.name, integration.settings, acceptsOtherAccount), &dialog,
        [this, integration, target = &dialog](const Result<IntegrationSummary> &edited) {
            if (!edited && edited.error().code == "integration.account"_L1)
                return askForOtherAccount(*target, edited.error(),
                    [this, target, integration] { replace(*target, integration, true); });
            if (!edited)
                return target->showSaveError(edited.error());
            target->accept();
            m_notices.post({tr("%1 saved.").arg(edited->name), Tone::Success, {}, {}, {}});
            refresh();
            test(edited->name);
        });
}

void IntegrationsController::askForOtherAccount(
    IntegrationDialog &dialog, const Error &error, const std::function<void()> &change)
{
    dialog.showSaveError(error);
    auto *question = new QMessageBox(&dialog);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setIcon(QMessageBox::Warning);
    question->setWindowTitle(tr("Another account"));
    question->setText(error.message);
    question->setInformativeText(
        tr("The present account is kept beside it under another name, with its links. Everything that the "
           "streams send from now on is created anew in the other account."));
    QPushButton *stay = question->addButton(tr("Keep the present account"), QMessageBox::RejectRole);
    QPushButton *use = question->addButton(tr("Use the other account"), QMessageBox::DestructiveRole);
    question->setDefaultButton(stay);
    connect(question, &QMessageBox::buttonClicked, &dialog, [use, change](const QAbstractButton *pressed) {
        if (pressed == use)
            change();
    });
    question->open();
}

void IntegrationsController::disconnect(const QString &name)
{
    auto *question = new QMessageBox(&m_page);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setIcon(QMessageBox::Question);
    question->setWindowTitle(tr("Disconnect integration"));
    question->setText(tr("Disconnect %1?").arg(name));
    question->setInformativeText(
        tr("Its credentials are erased from this computer and the permission is withdrawn where the platform "
           "allows it. Streams that use it stop. Links and history are kept: when you connect it again, "
           "nothing is created twice."));
    QPushButton *stay = question->addButton(tr("Stay connected"), QMessageBox::RejectRole);
    QPushButton *confirm = question->addButton(tr("Disconnect %1").arg(name), QMessageBox::DestructiveRole);
    question->setDefaultButton(stay);
    connect(
        question, &QMessageBox::buttonClicked, this, [this, name, confirm](const QAbstractButton *pressed) {
            if (pressed != confirm)
                return;
            whenDone(m_api.disconnectIntegration(name), this, [this](const Result<Disconnection> &outcome) {
                if (!outcome)
                    return m_notices.postError(outcome.error());
                m_notices.post(
                    {outcome->note, outcome->isRevoked ? Tone::Success : Tone::Warning, {}, {}, {}});
                refresh();
            });
        });
    question->open();
}

void IntegrationsController::remove(const QString &name)
{
    auto *question = new QMessageBox(&m_page);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setIcon(QMessageBox::Question);
    question->setWindowTitle(tr("Remove integration"));
    question->setText(tr("Remove %1?").arg(name));
    question->setInformativeText(
        tr("Its stored credentials are erased from this computer. Nothing changes in the account itself."));
    question->addButton(tr("Keep"), QMessageBox::RejectRole);
    QPushButton *confirm = question->addButton(tr("Remove %1").arg(name), QMessageBox::DestructiveRole);
    connect(
        question, &QMessageBox::buttonClicked, this, [this, name, confirm](const QAbstractButton *pressed) {
            if (pressed != confirm)
                return;
            whenDone(m_api.removeIntegration(name), this, [this, name](const Result<void> &removed) {
                if (!removed)
                    return m_notices.postError(removed.error());
                m_notices.post({tr("%1 removed.").arg(name), Tone::Success, {}, {}, {}});
                refresh();
            });
        });
    question->open();
}

void IntegrationsController::openStreamDialog()
{
    auto *dialog = new StreamDialog(m_api.presets(), m_integrations, &m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &StreamDialog::saveRequested, this,
        [this, dialog](const NewStream &stream) { addStream(*dialog, stream); });
    dialog->open();
}

void IntegrationsController::addStream(StreamDialog &dialog, const NewStream &stream)
{
    whenDone(m_api.addStream(stream), &dialog, [this, target = &dialog](const Result<StreamSummary> &added) {
        if (!added)
            return target->showSaveError(added.error());
        target->accept();
        m_notices.post(
            {tr("%1 added. A dry run shows what it would do.").arg(added->name), Tone::Success, {}, {}, {}});
        readStreams();
    });
}

} // namespace uds
