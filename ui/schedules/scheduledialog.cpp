#include "ui/schedules/scheduledialog.h"

#include "ui/schedules/rhythmform.h"
#include "ui/schedules/scheduletimes.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/scrollcolumn.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/zonepicker.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kLongestCooldown = 24 * 60; // minutes

PlainLabel *caption(const QString &text, QWidget *parent)
{
    auto *label = new PlainLabel(text, PlainLabel::Style::Caption, parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

ScheduleDialog::ScheduleDialog(
    const QStringList &streams, const ScheduleDraft &draft, Purpose purpose, QWidget *parent)
    : QDialog(parent)
    , m_stream(new QComboBox(this))
    , m_rhythm(new RhythmForm(this))
    , m_zone(new ZonePicker(this))
    , m_mode(new QComboBox(this))
    , m_overlap(new QComboBox(this))
    , m_missed(new QComboBox(this))
    , m_cooldown(new QSpinBox(this))
    , m_windows(new QLineEdit(this))
    , m_enabled(new QCheckBox(tr("Sw&itched on"), this))
    , m_sentence(new PlainLabel(PlainLabel::Style::Heading, this))
    , m_runs(new QListWidget(this))
    , m_problem(new PlainLabel(PlainLabel::Style::Body, this))
    , m_save(buttons::primary(purpose == Purpose::Add ? tr("&Add schedule") : tr("&Save"), {}, this))
{
    setWindowTitle(purpose == Purpose::Add ? tr("Add schedule") : tr("Edit schedule"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(150ms);
    nameControls();
    fill(streams, draft);
    arrange();
    follow();
    m_save->setEnabled(false);
    m_soon.start();
}

void ScheduleDialog::nameControls()
{
    m_stream->setObjectName(u"scheduleStream"_s);
    m_zone->setObjectName(u"zone"_s);
    m_mode->setObjectName(u"mode"_s);
    m_overlap->setObjectName(u"overlap"_s);
    m_missed->setObjectName(u"missed"_s);
    m_cooldown->setObjectName(u"cooldown"_s);
    m_windows->setObjectName(u"windows"_s);
    m_runs->setObjectName(u"nextRuns"_s);
    m_problem->setObjectName(u"problem"_s);
    m_runs->setAccessibleName(tr("The next 10 runs"));
}

void ScheduleDialog::fill(const QStringList &streams, const ScheduleDraft &draft)
{
    m_stream->addItems(streams);
    m_stream->setCurrentText(draft.stream);
    m_mode->addItem(tr("What changed since the last run"), int(RunMode::Incremental));
    m_mode->addItem(tr("Everything"), int(RunMode::Full));
    m_overlap->addItem(tr("One run follows"), int(OverlapPolicy::Queue));
    m_overlap->addItem(tr("Skip the run"), int(OverlapPolicy::Skip));
    m_missed->addItem(tr("Run once for all of them"), int(MissedPolicy::Once));
    m_missed->addItem(tr("Skip them"), int(MissedPolicy::Skip));
    m_cooldown->setRange(0, kLongestCooldown);
    m_cooldown->setSuffix(tr(" min"));
    m_cooldown->setButtonSymbols(QSpinBox::NoButtons);
    m_windows->setPlaceholderText(tr("Always"));
    m_rhythm->setCron(draft.cron.isEmpty() ? SimpleSchedule().cron() : draft.cron);
    m_zone->setZone(draft.zone);
    m_mode->setCurrentIndex(m_mode->findData(int(draft.mode)));
    m_overlap->setCurrentIndex(m_overlap->findData(int(draft.overlap)));
    m_missed->setCurrentIndex(m_missed->findData(int(draft.missed)));
    m_cooldown->setValue(draft.cooldownMinutes);
    m_windows->setText(draft.windows);
    m_enabled->setChecked(draft.enabled);
}

QWidget *ScheduleDialog::makeFields()
{
    auto *scroll = new ScrollColumn(tr("Schedule"), this);
    QVBoxLayout *column = scroll->column();
    column->setSpacing(theme::step() * 3 / 2);
    addFormField(column, tr("St&ream"), m_stream);
    addFormField(column, tr("&When"), m_rhythm);
    addFormField(column, tr("Time &zone"), m_zone, tr("Type a part of the name to search."));
    addFormField(column, tr("Rea&d"), m_mode);
    addFormField(column, tr("If the stream is still run&ning"), m_overlap);
    addFormField(column, tr("If runs were &missed"), m_missed,
        tr("While the computer slept or the program was closed."));
    addFormField(column, tr("&Pause after a failed run"), m_cooldown);
    addFormField(column, tr("Run wind&ows (optional)"), m_windows,
        tr("Runs start only then, for example MON-FRI 08:00-18:00; SAT 09:00-12:00"));
    column->addWidget(m_enabled);
    column->addStretch(1);
    return scroll;
}

QWidget *ScheduleDialog::makePreview()
{
    const int step = theme::step();
    auto *preview = new QFrame(this);
    preview->setObjectName(u"inset"_s);
    m_sentence->setWordWrap(true);
    m_runs->setFrameShape(QFrame::NoFrame);
    m_runs->setWordWrap(true);
    m_runs->setSpacing(step / 3);
    m_runs->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *column = new QVBoxLayout(preview);
    column->setContentsMargins(step * 2, step * 3 / 2, step * 2, step * 3 / 2);
    column->setSpacing(step);
    column->addWidget(m_sentence);
    column->addWidget(new PlainLabel(tr("The next 10 runs"), PlainLabel::Style::Strong, preview));
    column->addWidget(m_runs, 1);
    column->addWidget(caption(
        tr("Runs only while this program or “udsync serve” is open on a computer that is awake."), preview));
    return preview;
}

void ScheduleDialog::arrange()
{
    const int step = theme::step();
    m_problem->setTone(Tone::Failure);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *cancel = buttons::secondary(tr("&Cancel"), {}, this);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(step * 2);
    middle->addWidget(makeFields(), 3);
    middle->addWidget(makePreview(), 2);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(step);
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 3, step * 3, step * 2);
    column->setSpacing(step * 3 / 2);
    column->addLayout(middle, 1);
    column->addWidget(m_problem);
    column->addLayout(foot);
    resize(step * 112, step * 84);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void ScheduleDialog::follow()
{
    connect(&m_soon, &QTimer::timeout, this, [this] { Q_EMIT checkRequested(draft()); });
    connect(m_rhythm, &RhythmForm::edited, this, &ScheduleDialog::askForCheck);
    connect(m_zone, &ZonePicker::zoneEdited, this, &ScheduleDialog::askForCheck);
    connect(m_windows, &QLineEdit::textChanged, this, &ScheduleDialog::askForCheck);
    connect(m_cooldown, &QSpinBox::valueChanged, this, &ScheduleDialog::askForCheck);
    for (const QComboBox *choice : {m_stream, m_mode, m_overlap, m_missed})
        connect(choice, &QComboBox::currentIndexChanged, this, &ScheduleDialog::askForCheck);
    connect(m_enabled, &QCheckBox::toggled, this, &ScheduleDialog::askForCheck);
    connect(m_save, &QPushButton::clicked, this, &ScheduleDialog::save);
}

ScheduleDraft ScheduleDialog::draft() const
{
    ScheduleDraft draft;
    draft.stream = m_stream->currentText();
    draft.cron = m_rhythm->cron();
    draft.zone = m_zone->zone();
    draft.mode = RunMode(m_mode->currentData().toInt());
    draft.enabled = m_enabled->isChecked();
    draft.overlap = OverlapPolicy(m_overlap->currentData().toInt());
    draft.missed = MissedPolicy(m_missed->currentData().toInt());
    draft.cooldownMinutes = m_cooldown->value();
    draft.windows = m_windows->text().simplified();
    return draft;
}

void ScheduleDialog::askForCheck()
{
    m_save->setEnabled(false); // until it is known that it can be followed
    m_soon.start();
}

void ScheduleDialog::showCheck(const ScheduleDraft &checked, const Result<ScheduleCheck> &check)
{
    if (checked != draft())
        return;
    m_runs->clear();
    m_sentence->setText(check ? check->sentence : tr("This cannot be followed."));
    m_save->setEnabled(check.has_value());
    m_problem->setVisible(!check);
    if (!check)
        return showProblem(check.error());
    m_save->setToolTip({});
    m_rhythm->setAccessibleDescription(check->sentence);
    for (const PlannedRun &run : check->nextRuns) {
        auto *item = new QListWidgetItem(ScheduleTimes::planned(run), m_runs);
        item->setToolTip(Formats::toolTip(Formats::exact(run.utc)));
    }
}

void ScheduleDialog::showSaveError(const Error &error)
{
    m_save->setEnabled(true);
    showProblem(error);
}

void ScheduleDialog::showProblem(const Error &error)
{
    const QString where = fieldName(error.field);
    const QString text = QStringList{error.message, error.hint}.join(u' ').trimmed();
    m_problem->setText(where.isEmpty() ? text : tr("%1: %2", "field, what is wrong").arg(where, text));
    m_problem->show();
    m_save->setToolTip(Formats::toolTip(m_problem->text()));
    if (QWidget *wrong = control(error.field))
        wrong->setAccessibleDescription(m_problem->text());
}

QString ScheduleDialog::fieldName(const QString &field) const
{
    const QWidget *wrong = control(field);
    return field == "cron"_L1 ? tr("Cron text") : wrong ? wrong->accessibleName() : QString();
}

QWidget *ScheduleDialog::control(const QString &field) const
{
    const QHash<QString, QWidget *> controls{{u"cron"_s, m_rhythm}, {u"zone"_s, m_zone},
        {u"windows"_s, m_windows}, {u"cooldown"_s, m_cooldown}, {u"mode"_s, m_mode}, {u"stream"_s, m_stream}};
    return controls.value(field);
}

void ScheduleDialog::save()
{
    m_save->setEnabled(false);
    Q_EMIT saveRequested(draft());
}

} // namespace uds
