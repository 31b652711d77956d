#include "ui/alerts/policydialog.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/zonepicker.h"

#include <QCheckBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDay = 24 * 60; // minutes
constexpr int kMostMessages = 1000;

QString clockText(const QTime &time)
{
    return time.toString(u"HH:mm"_s);
}

} // namespace

PolicyDialog::PolicyDialog(const AlertPolicy &policy, const QStringList &channels, QWidget *parent)
    : QDialog(parent)
    , m_isQuiet(new QCheckBox(tr("&Quiet hours: only critical messages go out"), this))
    , m_from(new QTimeEdit(this))
    , m_to(new QTimeEdit(this))
    , m_zone(new ZonePicker(this))
    , m_grouping(new QSpinBox(this))
    , m_maximum(new QSpinBox(this))
    , m_escalation(new QSpinBox(this))
    , m_channel(new QComboBox(this))
    , m_problem(new PlainLabel(PlainLabel::Style::Body, this))
    , m_save(buttons::primary(tr("&Save"), {}, this))
{
    setWindowTitle(tr("Quiet hours and limits"));
    fill(policy, channels);
    arrange();
    updateControls();
    connect(m_isQuiet, &QCheckBox::toggled, this, &PolicyDialog::updateControls);
    connect(m_escalation, &QSpinBox::valueChanged, this, &PolicyDialog::updateControls);
    connect(m_save, &QPushButton::clicked, this, &PolicyDialog::save);
}

void PolicyDialog::fill(const AlertPolicy &policy, const QStringList &channels)
{
    m_isQuiet->setChecked(policy.quietFrom.isValid());
    m_from->setTime(policy.quietFrom.isValid() ? policy.quietFrom : QTime(22, 0));
    m_to->setTime(policy.quietTo.isValid() ? policy.quietTo : QTime(7, 0));
    m_zone->setZone(
        policy.quietZone.isEmpty() ? ZonePicker::localZone() : QString::fromUtf8(policy.quietZone));
    for (QTimeEdit *edit : {m_from, m_to})
        edit->setDisplayFormat(u"HH:mm"_s);
    for (QAbstractSpinBox *edit :
        std::initializer_list<QAbstractSpinBox *>{m_from, m_to, m_grouping, m_maximum, m_escalation})
        edit->setButtonSymbols(QAbstractSpinBox::NoButtons);
    for (QSpinBox *minutes : {m_grouping, m_escalation}) {
        minutes->setRange(0, kDay);
        minutes->setSuffix(tr(" min"));
        minutes->setSpecialValueText(tr("Never"));
    }
    m_maximum->setRange(1, kMostMessages);
    m_grouping->setValue(policy.groupingMinutes);
    m_maximum->setValue(policy.maximumPerHour);
    m_escalation->setValue(policy.escalateAfterMinutes);
    m_channel->addItem(tr("Every channel"), QString());
    for (const QString &name : channels)
        m_channel->addItem(name, name);
    m_channel->setCurrentIndex(qMax(0, m_channel->findData(policy.escalationChannel)));
}

QWidget *PolicyDialog::makeQuietHours()
{
    m_from->setAccessibleName(tr("Quiet from"));
    m_to->setAccessibleName(tr("Quiet until"));
    m_zone->setAccessibleName(tr("Time zone of the quiet hours"));
    auto *place = new QWidget(this);
    auto *row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::step());
    row->addWidget(m_from);
    row->addWidget(new PlainLabel(tr("until"), PlainLabel::Style::Body, place));
    row->addWidget(m_to);
    row->addWidget(m_zone, 1);
    return place;
}

void PolicyDialog::arrange()
{
    const int step = theme::step();
    m_problem->setTone(Tone::Failure);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *cancel = buttons::secondary(tr("&Cancel"), {}, this);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(step);
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 3, step * 3, step * 2);
    column->setSpacing(step * 3 / 2);
    column->addWidget(m_isQuiet);
    column->addWidget(makeQuietHours());
    addFormField(column, tr("&Group what follows a message within"), m_grouping);
    addFormField(column, tr("At &most so many messages per hour and channel"), m_maximum,
        tr("What is above is counted and told in one summary."));
    addFormField(column, tr("Tell once mo&re what nobody acknowledged after"), m_escalation);
    addFormField(column, tr("&Over"), m_channel);
    column->addStretch(1);
    column->addWidget(m_problem);
    column->addLayout(foot);
    setMinimumWidth(step * 62);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void PolicyDialog::updateControls()
{
    for (QWidget *widget : std::initializer_list<QWidget *>{m_from, m_to, m_zone})
        widget->setEnabled(m_isQuiet->isChecked());
    m_channel->setEnabled(m_escalation->value() > 0);
}

void PolicyDialog::save()
{
    m_save->setEnabled(false);
    m_problem->hide();
    const bool isQuiet = m_isQuiet->isChecked();
    Q_EMIT saveRequested(Json::object({{u"quiet_from"_s, isQuiet ? clockText(m_from->time()) : QString()},
        {u"quiet_to"_s, isQuiet ? clockText(m_to->time()) : QString()}, {u"quiet_zone"_s, m_zone->zone()},
        {u"grouping_minutes"_s, m_grouping->value()}, {u"maximum_per_hour"_s, m_maximum->value()},
        {u"escalate_after_minutes"_s, m_escalation->value()},
        {u"escalation_channel"_s, m_channel->currentData().toString()}}));
}

void PolicyDialog::showSaveError(const Error &error)
{
    m_save->setEnabled(true);
    m_problem->setText(QStringList{error.message, error.hint}.join(u' ').trimmed());
    m_problem->show();
}

} // namespace uds
