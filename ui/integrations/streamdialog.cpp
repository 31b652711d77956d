#include "ui/integrations/streamdialog.h"

#include "ui/integrations/presetwords.h"
#include "ui/integrations/streamsettingsform.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/scrollcolumn.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
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
}

} // namespace

StreamDialog::StreamDialog(
    const QList<PresetDescription> &presets, const QList<IntegrationSummary> &integrations, QWidget *parent)
    : QDialog(parent)
    , m_presets(presets)
    , m_integrations(integrations)
    , m_name(new QLineEdit(this))
    , m_source(new QComboBox(this))
    , m_target(new QComboBox(this))
    , m_preset(new QComboBox(this))
    , m_explanation(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_scroll(new ScrollColumn(tr("Stream"), this))
    , m_settingsPlace(new QVBoxLayout)
    , m_problem(new PlainLabel(PlainLabel::Style::Body, this))
    , m_save(buttons::primary(tr("&Add stream"), {}, this))
{
    setWindowTitle(tr("Add stream"));
    for (const IntegrationSummary &integration : integrations) {
        const QString title = tr("%1 (%2)").arg(integration.name, integration.connectorTitle);
        m_source->addItem(title, integration.name);
        m_target->addItem(title, integration.name);
    }
    m_name->setObjectName(u"streamName"_s);
    m_preset->setObjectName(u"preset"_s);
    m_source->setObjectName(u"source"_s);
    m_target->setObjectName(u"target"_s);
    arrange();
    chooseFirstPair();
    offerPresets();
    connect(m_name, &QLineEdit::textChanged, this, &StreamDialog::updateActions);
    connect(m_source, &QComboBox::currentIndexChanged, this, &StreamDialog::offerPresets);
    connect(m_target, &QComboBox::currentIndexChanged, this, &StreamDialog::offerPresets);
    connect(m_preset, &QComboBox::currentIndexChanged, this, &StreamDialog::showPreset);
    connect(m_save, &QPushButton::clicked, this, &StreamDialog::save);
}

void StreamDialog::arrange()
{
    const int step = theme::step();
    m_explanation->setWordWrap(true);
    m_problem->setWordWrap(true);
    QVBoxLayout *fields = m_scroll->column();
    fields->setSpacing(step / 2);
    for (const auto &[text, editor] : {std::pair<QString, QWidget *>{tr("&From"), m_source},
             {tr("In&to"), m_target}, {tr("&What flows"), m_preset}}) {
        addField(*fields, text, editor);
        if (editor == m_preset)
            fields->addWidget(m_explanation);
        fields->addSpacing(step);
    }
    addField(*fields, tr("&Name"), m_name);
    fields->addSpacing(step);
    fields->addLayout(m_settingsPlace);
    fields->addStretch(1);
    auto *note = new PlainLabel(
        tr("Nothing is sent by adding a stream. Start with a dry run."), PlainLabel::Style::Caption, this);
    auto *cancel = buttons::secondary(tr("&Cancel"), {}, this);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(step);
    foot->addWidget(note, 1);
    foot->addWidget(cancel);
    foot->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 3, step * 3, step * 2);
    column->setSpacing(step * 3 / 2);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_problem);
    column->addLayout(foot);
    resize(step * 68, step * 88);
    setTabOrder(m_source, m_target);
    setTabOrder(m_target, m_preset);
    setTabOrder(m_preset, m_name);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void StreamDialog::chooseFirstPair()
{
    for (int source = 0; source < m_source->count(); ++source) {
        m_source->setCurrentIndex(source);
        for (int target = 0; target < m_target->count(); ++target) {
            m_target->setCurrentIndex(target);
            if (std::any_of(m_presets.begin(), m_presets.end(),
                    [this](const PresetDescription &each) { return isFitting(each); }))
                return;
        }
    }
}

bool StreamDialog::isFitting(const PresetDescription &each) const
{
    return each.sourceConnector == connectorOf(*m_source) && each.targetConnector == connectorOf(*m_target);
}

void StreamDialog::offerPresets()
{
    const QString before = m_preset->currentData().toString();
    {
        const QSignalBlocker quiet(m_preset);
        m_preset->clear();
        for (const PresetDescription &each : std::as_const(m_presets)) {
            if (isFitting(each))
                m_preset->addItem(each.title, each.name);
        }
        m_preset->setCurrentIndex(m_preset->count() == 0 ? -1 : qMax(0, m_preset->findData(before)));
    }
    m_preset->setEnabled(m_preset->count() > 0);
    showPreset();
}

void StreamDialog::showPreset()
{
    const PresetDescription *chosen = preset();
    delete m_settings;
    m_settings = nullptr;
    m_explanation->setText(chosen ? PresetWords::explanation(chosen->name) : QString());
    m_explanation->setVisible(!m_explanation->text().isEmpty());
    m_preset->setAccessibleDescription(m_explanation->text());
    if (chosen) {
        m_settings = new StreamSettingsForm(chosen->settings, this);
        m_settingsPlace->addWidget(m_settings);
        setTabOrder(m_name, m_settings);
        connect(m_settings, &StreamSettingsForm::edited, this, &StreamDialog::updateActions);
        if (!m_name->isModified())
            m_name->setText(chosen->title);
    }
    updateActions();
}

QString StreamDialog::problem() const
{
    if (m_source->currentData() == m_target->currentData())
        return tr("Choose two different integrations.");
    if (!preset())
        return tr("Nothing can flow from %1 into %2. Choose another pair.")
            .arg(m_source->currentText(), m_target->currentText());
    return m_settings->problem();
}

void StreamDialog::updateActions()
{
    const QString wrong = problem();
    m_problem->setTone(Tone::Failure);
    m_problem->setText(wrong);
    m_problem->setVisible(!wrong.isEmpty());
    m_save->setEnabled(wrong.isEmpty() && !m_name->text().trimmed().isEmpty());
    m_save->setToolTip(m_save->isEnabled() || !wrong.isEmpty() ? wrong : tr("Give the stream a name."));
}

void StreamDialog::save()
{
    m_save->setEnabled(false);
    NewStream stream;
    stream.name = m_name->text().trimmed();
    stream.preset = m_preset->currentData().toString();
    stream.source = m_source->currentData().toString();
    stream.target = m_target->currentData().toString();
    stream.settings = m_settings->overrides();
    Q_EMIT saveRequested(stream);
}

void StreamDialog::showSaveError(const Error &error)
{
    updateActions();
    m_problem->setText(QStringList{error.message, error.hint}.join(u' ').trimmed());
    m_problem->show();
}

QString StreamDialog::connectorOf(const QComboBox &integration) const
{
    const int at = integration.currentIndex();
    return at < 0 ? QString() : m_integrations.at(at).connector;
}

const PresetDescription *StreamDialog::preset() const
{
    const QString name = m_preset->currentData().toString();
    const auto same = [&name](const PresetDescription &each) { return each.name == name; };
    const auto found = std::find_if(m_presets.begin(), m_presets.end(), same);
    return found == m_presets.end() ? nullptr : &*found;
}

} // namespace uds
