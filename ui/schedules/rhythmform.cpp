#include "ui/schedules/rhythmform.h"

#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QScopedValueRollback>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCustom = -1;

} // namespace

RhythmForm::RhythmForm(QWidget *parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_every(new QComboBox(this))
    , m_at(new QTimeEdit(this))
    , m_monthDay(new QComboBox(this))
    , m_weekdayRow(makeWeekdays())
    , m_cron(new QLineEdit(this))
    , m_custom(new PlainLabel(
          tr("Custom: the cron text is used as it is written."), PlainLabel::Style::Caption, this))
{
    using Kind = SimpleSchedule::Kind;
    for (const auto &[text, kind] :
        {std::pair{tr("Every few minutes"), Kind::Minutes}, {tr("Every few hours"), Kind::Hours},
            {tr("Every day"), Kind::Daily}, {tr("Every weekday"), Kind::Weekdays},
            {tr("On days of the week"), Kind::Weekly}, {tr("Once a month"), Kind::Monthly}})
        m_kind->addItem(text, int(kind));
    m_kind->addItem(tr("Custom"), kCustom);
    for (int day = 1; day <= 31; ++day)
        m_monthDay->addItem(tr("Day %1").arg(day), day);
    m_monthDay->addItem(tr("Last day"), SimpleSchedule::kLastDay);
    m_at->setDisplayFormat(u"HH:mm"_s);
    m_at->setButtonSymbols(QTimeEdit::NoButtons);
    m_at->setTime(SimpleSchedule().at);
    nameControls();
    arrange();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &RhythmForm::chooseKind);
    connect(m_every, &QComboBox::currentIndexChanged, this, &RhythmForm::writeCron);
    connect(m_at, &QTimeEdit::timeChanged, this, &RhythmForm::writeCron);
    connect(m_monthDay, &QComboBox::currentIndexChanged, this, &RhythmForm::writeCron);
    connect(m_cron, &QLineEdit::textEdited, this, &RhythmForm::readCron);
    setCron(SimpleSchedule().cron());
}

void RhythmForm::nameControls()
{
    m_kind->setObjectName(u"rhythm"_s);
    m_every->setObjectName(u"every"_s);
    m_at->setObjectName(u"at"_s);
    m_monthDay->setObjectName(u"monthDay"_s);
    m_cron->setObjectName(u"cron"_s);
    m_kind->setAccessibleName(tr("How often"));
    m_every->setAccessibleName(tr("Distance between runs"));
    m_at->setAccessibleName(tr("Time of day"));
    m_monthDay->setAccessibleName(tr("Day of the month"));
    m_cron->setAccessibleName(tr("Cron text"));
    m_cron->setAccessibleDescription(tr("Minute, hour, day of month, month, day of week"));
}

QWidget *RhythmForm::makeWeekdays()
{
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::step());
    for (int day = 1; day <= 7; ++day) {
        auto *box = new QCheckBox(QLocale().dayName(day, QLocale::ShortFormat), row);
        box->setAccessibleName(QLocale().dayName(day, QLocale::LongFormat));
        connect(box, &QCheckBox::toggled, this, &RhythmForm::keepOneWeekday);
        line->addWidget(box);
        m_weekdays << box;
    }
    line->addStretch(1);
    return row;
}

void RhythmForm::arrange()
{
    const int step = theme::step();
    auto *choices = new QHBoxLayout;
    choices->setSpacing(step);
    choices->addWidget(m_kind, 2);
    choices->addWidget(m_every, 2);
    choices->addWidget(m_monthDay, 2);
    choices->addWidget(m_at, 1);
    auto *text = new QHBoxLayout;
    text->setSpacing(step);
    auto *label = new PlainLabel(tr("Cron &text"), PlainLabel::Style::Caption, this);
    label->setBuddy(m_cron);
    text->addWidget(label);
    text->addWidget(m_cron, 1);
    m_custom->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(step);
    column->addLayout(choices);
    column->addWidget(m_weekdayRow);
    column->addLayout(text);
    column->addWidget(m_custom);
}

void RhythmForm::focusFirst()
{
    m_kind->setFocus();
}

void RhythmForm::setCron(const QString &cron)
{
    m_cron->setText(cron);
    readCron();
}

QString RhythmForm::cron() const
{
    return m_cron->text().simplified();
}

bool RhythmForm::isSimple() const
{
    return m_kind->currentData().toInt() != kCustom;
}

SimpleSchedule RhythmForm::simple() const
{
    SimpleSchedule simple;
    simple.kind = SimpleSchedule::Kind(m_kind->currentData().toInt());
    simple.every = m_every->currentData().toInt();
    simple.at = m_at->time();
    simple.weekdays.clear();
    for (int day = 1; day <= 7; ++day) {
        if (m_weekdays.at(day - 1)->isChecked())
            simple.weekdays << day;
    }
    simple.monthDay = m_monthDay->currentData().toInt();
    return simple;
}

void RhythmForm::offerSteps(SimpleSchedule::Kind kind, int chosen)
{
    const bool isHours = kind == SimpleSchedule::Kind::Hours;
    m_every->clear();
    for (const int step : isHours ? SimpleSchedule::hourSteps() : SimpleSchedule::minuteSteps()) {
        const QString hours = step == 1 ? tr("Every hour") : tr("Every %1 hours").arg(step);
        m_every->addItem(isHours ? hours : tr("Every %1 minutes").arg(step), step);
    }
    m_every->setCurrentIndex(qMax(0, m_every->findData(chosen)));
}

void RhythmForm::chooseKind()
{
    if (m_isShowing)
        return;
    const SimpleSchedule before = simple();
    {
        const QScopedValueRollback showing(m_isShowing, true);
        const bool isHours = before.kind == SimpleSchedule::Kind::Hours;
        offerSteps(before.kind, isHours ? 1 : 15);
        if (before.weekdays.isEmpty())
            m_weekdays.constFirst()->setChecked(true);
    }
    showAskedControls();
    if (isSimple())
        writeCron();
    else
        m_cron->setFocus();
}

void RhythmForm::keepOneWeekday()
{
    if (m_isShowing)
        return;
    auto *box = qobject_cast<QCheckBox *>(sender());
    if (simple().weekdays.isEmpty() && box)
        box->setChecked(true); // a week without days never runs
    else
        writeCron();
}

void RhythmForm::writeCron()
{
    if (m_isShowing || !isSimple())
        return;
    m_cron->setText(simple().cron());
    Q_EMIT edited();
}

void RhythmForm::readCron()
{
    const std::optional<SimpleSchedule> said = SimpleSchedule::fromCron(m_cron->text());
    {
        const QScopedValueRollback showing(m_isShowing, true);
        if (said)
            showSimple(*said);
        else
            m_kind->setCurrentIndex(m_kind->findData(kCustom));
    }
    showAskedControls();
    Q_EMIT edited();
}

void RhythmForm::showSimple(const SimpleSchedule &simple)
{
    using Kind = SimpleSchedule::Kind;
    m_kind->setCurrentIndex(m_kind->findData(int(simple.kind)));
    offerSteps(simple.kind, simple.every);
    if (simple.kind == Kind::Hours)
        m_at->setTime(QTime(m_at->time().hour(), simple.at.minute())); // the hour is for another choice
    else if (simple.kind != Kind::Minutes)
        m_at->setTime(simple.at);
    if (simple.kind == Kind::Weekly) {
        for (int day = 1; day <= 7; ++day)
            m_weekdays.at(day - 1)->setChecked(simple.weekdays.contains(day));
    }
    if (simple.kind == Kind::Monthly)
        m_monthDay->setCurrentIndex(m_monthDay->findData(simple.monthDay));
}

void RhythmForm::showAskedControls()
{
    using Kind = SimpleSchedule::Kind;
    const Kind kind = simple().kind;
    const bool isOften = isSimple() && (kind == Kind::Minutes || kind == Kind::Hours);
    m_every->setVisible(isOften);
    m_at->setVisible(isSimple() && kind != Kind::Minutes);
    // Of a run every few hours only the minute counts.
    m_at->setDisplayFormat(kind == Kind::Hours ? tr("'at minute' mm") : u"HH:mm"_s);
    m_monthDay->setVisible(isSimple() && kind == Kind::Monthly);
    m_weekdayRow->setVisible(isSimple() && kind == Kind::Weekly);
    m_custom->setVisible(!isSimple());
}

} // namespace uds
