#include "ui/alerts/ruledialog.h"

#include "ui/alerts/alertwords.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLargest = 1'000'000;

} // namespace

RuleDialog::RuleDialog(const AlertRule &rule, const QStringList &channels, QWidget *parent)
    : QDialog(parent)
    , m_rule(rule)
    , m_enabled(new QCheckBox(tr("Sw&itched on"), this))
    , m_severity(new QComboBox(this))
    , m_threshold(new QSpinBox(this))
    , m_problem(new PlainLabel(PlainLabel::Style::Body, this))
    , m_save(buttons::primary(tr("&Save"), {}, this))
{
    setWindowTitle(tr("Edit rule"));
    m_severity->setObjectName(u"severity"_s);
    m_threshold->setObjectName(u"threshold"_s);
    m_enabled->setChecked(rule.isEnabled);
    for (const AlertSeverity each : AlertWords::severities())
        m_severity->addItem(AlertWords::severity(each).text, alertSeverityName(each));
    m_severity->setCurrentIndex(m_severity->findData(alertSeverityName(rule.severity)));
    m_threshold->setRange(0, kLargest);
    m_threshold->setValue(rule.threshold);
    m_threshold->setButtonSymbols(QSpinBox::NoButtons);
    arrange(channels);
    connect(m_save, &QPushButton::clicked, this, &RuleDialog::save);
}

void RuleDialog::arrange(const QStringList &channels)
{
    const int step = theme::step();
    auto *title = new PlainLabel(AlertWords::condition(m_rule), PlainLabel::Style::Heading, this);
    title->setWordWrap(true);
    m_problem->setTone(Tone::Failure);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 3, step * 3, step * 2);
    column->setSpacing(step * 3 / 2);
    column->addWidget(title);
    column->addWidget(m_enabled);
    m_threshold->setVisible(hasThreshold(m_rule.type));
    if (hasThreshold(m_rule.type))
        addFormField(column, AlertWords::thresholdName(m_rule.type), m_threshold);
    addFormField(column, tr("Se&verity"), m_severity);
    addChannels(*column, channels);
    auto *cancel = buttons::secondary(tr("&Cancel"), {}, this);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(step);
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(m_save);
    column->addStretch(1);
    column->addWidget(m_problem);
    column->addLayout(foot);
    setMinimumWidth(step * 56);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void RuleDialog::addChannels(QVBoxLayout &column, const QStringList &channels)
{
    auto *caption = new PlainLabel(
        tr("With none chosen it is told over every channel."), PlainLabel::Style::Caption, this);
    auto *boxes = new QVBoxLayout;
    boxes->setSpacing(theme::step() / 2);
    boxes->addWidget(new PlainLabel(tr("Only over"), PlainLabel::Style::Strong, this));
    for (const QString &name : channels) {
        auto *box = new QCheckBox(QString(name).replace(u'&', u"&&"_s), this);
        box->setAccessibleName(name);
        box->setAccessibleDescription(caption->text());
        box->setChecked(m_rule.channels.contains(name));
        boxes->addWidget(box);
        m_channels << box;
    }
    boxes->addWidget(caption);
    column.addLayout(boxes);
}

void RuleDialog::save()
{
    m_save->setEnabled(false);
    m_problem->hide();
    JsonArray names;
    for (const QCheckBox *box : std::as_const(m_channels)) {
        if (box->isChecked())
            names << Json(box->accessibleName());
    }
    Json changes = Json::object({{u"enabled"_s, m_enabled->isChecked()},
        {u"severity"_s, m_severity->currentData().toString()}, {u"channels"_s, names}});
    if (hasThreshold(m_rule.type))
        changes.set(u"threshold"_s, m_threshold->value());
    Q_EMIT saveRequested(alertTypeName(m_rule.type), changes);
}

void RuleDialog::showSaveError(const Error &error)
{
    m_save->setEnabled(true);
    m_problem->setText(QStringList{error.message, error.hint}.join(u' ').trimmed());
    m_problem->show();
}

} // namespace uds
