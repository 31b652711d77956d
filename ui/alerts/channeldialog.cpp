#include "ui/alerts/channeldialog.h"

#include "ui/alerts/alertwords.h"
#include "ui/alerts/channelfields.h"
#include "ui/integrations/connectorform.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/scrollcolumn.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QStringList namesIn(const QString &text)
{
    QStringList names = text.split(u',', Qt::SkipEmptyParts);
    for (QString &name : names)
        name = name.trimmed();
    names.removeAll(QString());
    return names;
}

} // namespace

ChannelDialog::ChannelDialog(QWidget *parent)
    : QDialog(parent)
    , m_isNew(true)
{
    m_channel.kind = ChannelKind::Email;
    build();
    setWindowTitle(tr("Add channel"));
}

ChannelDialog::ChannelDialog(const AlertChannelSummary &channel, QWidget *parent)
    : QDialog(parent)
    , m_isNew(false)
    , m_channel(channel.channel)
{
    build();
    setWindowTitle(tr("Edit channel"));
    m_kind->setEnabled(false);
    m_fields->setValues(channelTextsFrom(m_channel.settings));
    updateActions();
}

void ChannelDialog::build()
{
    m_kind = new QComboBox(this);
    m_name = new QLineEdit(m_channel.name, this);
    m_severity = new QComboBox(this);
    m_integrations = new QLineEdit(m_channel.integrations.join(u", "_s), this);
    m_enabled = new QCheckBox(tr("Sw&itched on"), this);
    m_place = new QVBoxLayout;
    m_problem = new PlainLabel(PlainLabel::Style::Body, this);
    m_save = buttons::primary(m_isNew ? tr("&Add channel") : tr("&Save"), {}, this);
    for (const ChannelKind each :
        {ChannelKind::Email, ChannelKind::Slack, ChannelKind::Webhook, ChannelKind::Desktop})
        m_kind->addItem(AlertWords::kind(each), int(each));
    for (const AlertSeverity each : AlertWords::severities())
        m_severity->addItem(AlertWords::severity(each).text, alertSeverityName(each));
    m_kind->setCurrentIndex(m_kind->findData(int(m_channel.kind)));
    m_severity->setCurrentIndex(m_severity->findData(alertSeverityName(m_channel.minimumSeverity)));
    m_enabled->setChecked(m_channel.isEnabled);
    nameControls();
    arrange();
    chooseKind();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ChannelDialog::chooseKind);
    connect(m_name, &QLineEdit::textChanged, this, &ChannelDialog::updateActions);
    connect(m_save, &QPushButton::clicked, this, &ChannelDialog::save);
}

void ChannelDialog::nameControls()
{
    m_kind->setObjectName(u"channelKind"_s);
    m_name->setObjectName(u"channelName"_s);
    m_severity->setObjectName(u"minimumSeverity"_s);
    m_integrations->setObjectName(u"integrations"_s);
    m_problem->setObjectName(u"problem"_s);
}

void ChannelDialog::arrange()
{
    const int step = theme::step();
    m_problem->setTone(Tone::Failure);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *scroll = new ScrollColumn(tr("Channel"), this);
    QVBoxLayout *column = scroll->column();
    column->setSpacing(step * 3 / 2);
    addFormField(column, tr("&Kind"), m_kind);
    addFormField(column, tr("&Name"), m_name);
    column->addLayout(m_place);
    addFormField(column, tr("Only from this se&verity on"), m_severity);
    addFormField(column, tr("Only about these integrations (&optional)"), m_integrations,
        tr("Names, separated by commas; empty means all."));
    column->addWidget(m_enabled);
    column->addStretch(1);
    auto *cancel = buttons::secondary(tr("&Cancel"), {}, this);
    auto *note = new PlainLabel(tr("Secrets are encrypted on this computer and never shown again."),
        PlainLabel::Style::Caption, this);
    note->setWordWrap(true);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(step);
    foot->addWidget(note, 1);
    foot->addWidget(cancel);
    foot->addWidget(m_save);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(step * 3, step * 3, step * 3, step * 2);
    whole->setSpacing(step * 3 / 2);
    whole->addWidget(scroll, 1);
    whole->addWidget(m_problem);
    whole->addLayout(foot);
    resize(step * 68, step * 84);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

ChannelKind ChannelDialog::kind() const
{
    return ChannelKind(m_kind->currentData().toInt());
}

void ChannelDialog::chooseKind()
{
    delete m_fields;
    const auto purpose = m_isNew ? ConnectorForm::Purpose::Add : ConnectorForm::Purpose::Edit;
    m_fields = new ConnectorForm(channelFields(kind()), purpose, this);
    m_place->addWidget(m_fields);
    setTabOrder(m_name, m_fields);
    connect(m_fields, &ConnectorForm::edited, this, &ChannelDialog::updateActions);
    if (m_isNew && !m_name->isModified())
        m_name->setText(AlertWords::kind(kind()));
    updateActions();
}

void ChannelDialog::updateActions()
{
    const bool isComplete = !m_name->text().trimmed().isEmpty() && m_fields->isComplete();
    m_save->setEnabled(isComplete);
    m_save->setToolTip(isComplete ? QString() : tr("Fill in the fields that are not optional first."));
}

void ChannelDialog::save()
{
    m_save->setEnabled(false);
    m_problem->hide();
    AlertChannelForm form;
    form.name = m_name->text().trimmed();
    form.kind = channelKindName(kind());
    form.isEnabled = m_enabled->isChecked();
    form.minimumSeverity = m_severity->currentData().toString();
    form.integrations = namesIn(m_integrations->text());
    form.entities = m_channel.entities;
    form.errorKinds = m_channel.errorKinds;
    form.settings = channelSettingsFrom(m_fields->values());
    Q_EMIT saveRequested(form);
}

QString ChannelDialog::labelOf(const QString &field) const
{
    const auto *editor = field.isEmpty() ? nullptr : findChild<QWidget *>(field);
    return editor ? editor->accessibleName() : QString();
}

void ChannelDialog::showSaveError(const Error &error)
{
    updateActions();
    const QString text = QStringList{error.message, error.hint}.join(u' ').trimmed();
    const QString where = labelOf(error.field);
    m_problem->setText(where.isEmpty() ? text : tr("%1: %2", "field, what is wrong").arg(where, text));
    m_problem->show();
}

} // namespace uds
