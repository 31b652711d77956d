#include "ui/integrations/streamdialog.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

void addField(QVBoxLayout &column, const QString &text, QWidget *editor)
{
    auto *label = new PlainLabel(text, PlainLabel::Style::Strong, editor->parentWidget());
    label->setBuddy(editor);
    editor->setAccessibleName(QString(text).remove(u'&'));
    column.addWidget(label);
    column.addWidget(editor);
    column.addSpacing(theme::step());
}

int firstOf(const QList<IntegrationSummary> &integrations, const QString &connector)
{
    const auto same
        = [&connector](const IntegrationSummary &integration) { return integration.connector == connector; };
    const auto found = std::find_if(integrations.begin(), integrations.end(), same);
    return found == integrations.end() ? 0 : int(std::distance(integrations.begin(), found));
}

} // namespace

StreamDialog::StreamDialog(
    const QList<PresetDescription> &presets, const QList<IntegrationSummary> &integrations, QWidget *parent)
    : QDialog(parent)
    , m_name(new QLineEdit(this))
    , m_preset(new QComboBox(this))
    , m_source(new QComboBox(this))
    , m_target(new QComboBox(this))
    , m_problem(new PlainLabel(PlainLabel::Style::Body, this))
    , m_save(buttons::primary(tr("&Add stream"), {}, this))
{
    setWindowTitle(tr("Add stream"));
    for (const PresetDescription &preset : presets)
        m_preset->addItem(preset.title, preset.name);
    for (const IntegrationSummary &integration : integrations) {
        const QString title = tr("%1 (%2)").arg(integration.name, integration.connectorTitle);
        m_source->addItem(title, integration.name);
        m_target->addItem(title, integration.name);
    }
    m_source->setCurrentIndex(firstOf(integrations, u"woocommerce"_s));
    m_target->setCurrentIndex(firstOf(integrations, u"quickbooks"_s));
    m_name->setText(tr("Orders to books"));
    m_problem->setTone(Tone::Failure);
    m_problem->setWordWrap(true);
    m_problem->hide();
    arrange();
    connect(m_name, &QLineEdit::textChanged, this, &StreamDialog::updateActions);
    connect(m_source, &QComboBox::currentIndexChanged, this, &StreamDialog::updateActions);
    connect(m_target, &QComboBox::currentIndexChanged, this, &StreamDialog::updateActions);
    connect(m_save, &QPushButton::clicked, this, &StreamDialog::save);
    updateActions();
}

void StreamDialog::arrange()
{
    const int step = theme::step();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 3, step * 3, step * 2);
    column->setSpacing(step / 2);
    addField(*column, tr("&Name"), m_name);
    addField(*column, tr("&What flows"), m_preset);
    addField(*column, tr("&From"), m_source);
    addField(*column, tr("In&to"), m_target);
    auto *note = new PlainLabel(
        tr("Nothing is sent by adding a stream. Start with a dry run."), PlainLabel::Style::Caption, this);
    column->addWidget(note);
    column->addWidget(m_problem);
    column->addStretch(1);
    auto *cancel = buttons::secondary(tr("&Cancel"), {}, this);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(step);
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(m_save);
    column->addLayout(foot);
    resize(step * 60, step * 50);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void StreamDialog::updateActions()
{
    const bool different = m_source->currentData() != m_target->currentData();
    m_save->setEnabled(different && !m_name->text().trimmed().isEmpty() && m_preset->count() > 0);
    m_save->setToolTip(different ? QString() : tr("Choose two different integrations."));
}

void StreamDialog::save()
{
    m_save->setEnabled(false);
    NewStream stream;
    stream.name = m_name->text().trimmed();
    stream.preset = m_preset->currentData().toString();
    stream.source = m_source->currentData().toString();
    stream.target = m_target->currentData().toString();
    stream.settings = JsonObject();
    Q_EMIT saveRequested(stream);
}

void StreamDialog::showSaveError(const Error &error)
{
    updateActions();
    m_problem->setText(error.message);
    m_problem->show();
}

} // namespace uds
