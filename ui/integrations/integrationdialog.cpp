#include "ui/integrations/integrationdialog.h"

#include "ui/integrations/connectorform.h"
#include "ui/integrations/signinpanel.h"
#include "ui/integrations/verifyladder.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/scrollcolumn.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

IntegrationDialog::IntegrationDialog(const QList<ConnectorDescription> &connectors, QWidget *parent)
    : IntegrationDialog(connectors, Purpose::Add, parent)
{
    setWindowTitle(tr("Add integration"));
}

IntegrationDialog::IntegrationDialog(
    const ConnectorDescription &connector, const QString &name, const Json &settings, QWidget *parent)
    : IntegrationDialog(QList<ConnectorDescription>{connector}, Purpose::Edit, parent)
{
    setWindowTitle(tr("Edit %1").arg(name));
    m_platform->setEnabled(false);
    m_name->setText(name);
    m_name->setEnabled(false); // streams and plans refer to it
    m_mayBeDraft = false;
    m_form->setValues(settings);
    m_form->focusFirst();
    updateActions();
}

IntegrationDialog::IntegrationDialog(QList<ConnectorDescription> connectors, Purpose purpose, QWidget *parent)
    : QDialog(parent)
    , m_connectors(std::move(connectors))
    , m_purpose(purpose)
    , m_platform(new QComboBox(this))
    , m_name(new QLineEdit(this))
    , m_formPlace(new QVBoxLayout)
    , m_scroll(new ScrollColumn(tr("Settings"), this))
    , m_ladder(new VerifyLadder(this))
    , m_test(buttons::secondary(tr("&Test"), u"test"_s, this))
    , m_draft(buttons::secondary(tr("&Keep as draft"), {}, this))
    , m_save(buttons::primary(tr("&Save"), {}, this))
    , m_mayBeDraft(purpose == Purpose::Add)
{
    for (const ConnectorDescription &connector : std::as_const(m_connectors))
        m_platform->addItem(connector.title, connector.name);
    m_platform->setAccessibleName(tr("Platform"));
    m_name->setAccessibleName(tr("Name"));
    m_name->setObjectName(u"integrationName"_s);
    arrange();
    showForm();
    connect(m_platform, &QComboBox::currentIndexChanged, this, &IntegrationDialog::showForm);
    connect(m_name, &QLineEdit::textChanged, this, &IntegrationDialog::updateActions);
    connect(m_test, &QPushButton::clicked, this, &IntegrationDialog::test);
    connect(m_draft, &QPushButton::clicked, this, [this] { save(true); });
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
}

void IntegrationDialog::arrange()
{
    const int step = theme::step();
    auto *platform = new PlainLabel(tr("&Platform"), PlainLabel::Style::Strong, this);
    platform->setBuddy(m_platform);
    auto *name = new PlainLabel(tr("&Name"), PlainLabel::Style::Strong, this);
    name->setBuddy(m_name);
    auto *nameHelp
        = new PlainLabel(tr("How you call it here, for example “My shop”"), PlainLabel::Style::Caption, this);
    QVBoxLayout *fields = m_scroll->column();
    fields->setSpacing(step / 2);
    for (QWidget *widget : std::initializer_list<QWidget *>{platform, m_platform, name, m_name, nameHelp})
        fields->addWidget(widget);
    fields->addSpacing(step / 2);
    fields->addLayout(m_formPlace);
    fields->addWidget(m_ladder);
    fields->addStretch(1);
    auto *cancel = buttons::secondary(tr("&Cancel"), {}, this);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(step);
    foot->addWidget(m_test);
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(m_draft);
    foot->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 3, step * 3, step * 2);
    column->setSpacing(step * 2);
    column->addWidget(m_scroll, 1);
    column->addLayout(foot);
    resize(step * 64, step * 88);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void IntegrationDialog::showForm()
{
    delete m_form;
    m_signIn = nullptr; // it lived in the form
    const auto purpose
        = m_purpose == Purpose::Add ? ConnectorForm::Purpose::Add : ConnectorForm::Purpose::Edit;
    m_form = new ConnectorForm(connector().form, purpose, this);
    m_formPlace->addWidget(m_form);
    showSignIn();
    m_ladder->hide();
    QWidget::setTabOrder(m_name, m_form);
    connect(m_form, &ConnectorForm::edited, this, &IntegrationDialog::updateActions);
    if (m_purpose == Purpose::Add && (m_name->text().isEmpty() || !m_name->isModified()))
        m_name->setText(connector().title);
    updateActions();
}

void IntegrationDialog::showSignIn()
{
    if (connector().signInTitle.isEmpty())
        return;
    m_signIn = new SignInPanel(connector().signInTitle, this);
    m_form->layout()->addWidget(m_signIn);
    m_form->addFoldedFields();
    connect(m_signIn, &SignInPanel::signInRequested, this, &IntegrationDialog::signInRequested);
    connect(m_signIn, &SignInPanel::changed, this, [this] { reveal(m_signIn); });
}

SignInRequest IntegrationDialog::signInRequest() const
{
    SignInRequest request;
    request.integration = m_name->text().trimmed();
    request.connector = connector().name;
    request.settings = m_form->values();
    return request;
}

void IntegrationDialog::setDraft()
{
    m_mayBeDraft = true;
    updateActions();
}

void IntegrationDialog::updateActions()
{
    const bool complete = m_form->isComplete();
    const bool named = !m_name->text().trimmed().isEmpty();
    m_test->setEnabled(complete);
    m_save->setEnabled(complete && named);
    m_save->setToolTip(complete ? QString() : tr("Fill in the required fields first."));
    m_test->setToolTip(complete ? QString() : tr("A test needs all required fields."));
    m_draft->setVisible(m_mayBeDraft && !complete);
    m_draft->setEnabled(named);
    m_draft->setToolTip(tr("Keeps what is filled in. No run uses it before it is complete."));
    if (m_signIn)
        m_signIn->setReady(named && m_form->isReadyToSignIn());
}

void IntegrationDialog::test()
{
    m_test->setEnabled(false);
    m_ladder->showTesting();
    Q_EMIT testRequested(connector().name, m_form->values());
}

void IntegrationDialog::save(bool asDraft)
{
    m_save->setEnabled(false);
    m_draft->setEnabled(false);
    Q_EMIT saveRequested(
        NewIntegration{connector().name, m_name->text().trimmed(), m_form->values(), asDraft});
}

void IntegrationDialog::showTestResult(const Result<VerifyReport> &report)
{
    updateActions();
    if (report)
        m_ladder->showReport(*report);
    else
        m_ladder->showError(report.error());
    reveal(m_ladder);
}

void IntegrationDialog::showSaveError(const Error &error)
{
    updateActions();
    m_ladder->showError(error);
    reveal(m_ladder);
}

void IntegrationDialog::reveal(QWidget *widget)
{
    // After the layout knows its new height.
    QMetaObject::invokeMethod(
        widget, [this, widget] { m_scroll->ensureWidgetVisible(widget); }, Qt::QueuedConnection);
}

const ConnectorDescription &IntegrationDialog::connector() const
{
    return m_connectors.at(qMax(0, m_platform->currentIndex()));
}

} // namespace uds
