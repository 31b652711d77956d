#include "ui/history/runinspector.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Fact {
    QString name;
    QString value;
};

QList<Fact> factsOf(const RunRow &run)
{
    const RunCounts &counts = run.counts;
    const QString duration = run.finishedUtc.isValid()
        ? Formats::duration(std::chrono::seconds(run.startedUtc.secsTo(run.finishedUtc)))
        : RunInspector::tr("still running");
    return {
        {RunInspector::tr("Read"), Formats::count(counts.read)},
        {RunInspector::tr("Created"), Formats::count(counts.created)},
        {RunInspector::tr("Updated"), Formats::count(counts.updated)},
        {RunInspector::tr("Voided"), Formats::count(counts.voided)},
        {RunInspector::tr("Unchanged"), Formats::count(counts.unchanged)},
        {RunInspector::tr("Skipped"), Formats::count(counts.skipped)},
        {RunInspector::tr("Failed"), Formats::count(counts.failed)},
        {RunInspector::tr("Waiting"), Formats::count(counts.waiting)},
        {RunInspector::tr("Write requests"), Formats::count(run.calls)},
        {RunInspector::tr("Duration"), duration},
        {RunInspector::tr("Started"), Formats::exact(run.startedUtc)},
        {RunInspector::tr("Trigger"), Words::trigger(run)},
    };
}

} // namespace

RunInspector::RunInspector(QWidget *parent)
    : QWidget(parent)
    , m_inspector(new Inspector(tr("Run"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_inspector);
    connect(m_inspector, &Inspector::closeRequested, this, &RunInspector::closeRequested);
}

void RunInspector::showRun(const RunSummary &run)
{
    m_inspector->setTitle(tr("Run %1 of %2").arg(QString::number(run.run.id), run.stream));
    QVBoxLayout *column = m_inspector->restart();
    QWidget *content = m_inspector->content();
    auto *chip = new StatusChip(content);
    const StateWord word = Words::runState(run.run.state);
    chip->setStatus(word.text, word.tone);
    column->addWidget(chip);
    auto *sentence = new PlainLabel(Words::counts(run.run.counts), PlainLabel::Style::Body, content);
    sentence->setWordWrap(true);
    column->addWidget(sentence);
    const QString error = run.run.error[u"message"].string();
    if (!error.isEmpty()) {
        auto *reason = new PlainLabel(error, PlainLabel::Style::Body, content);
        reason->setWordWrap(true);
        reason->setTone(Tone::Failure);
        column->addWidget(reason);
    }
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(theme::step() * 2);
    form->setVerticalSpacing(theme::step() / 2);
    for (const Fact &fact : factsOf(run.run)) {
        auto *value = new PlainLabel(fact.value, PlainLabel::Style::Body, content);
        value->setWordWrap(true);
        form->addRow(new PlainLabel(fact.name, PlainLabel::Style::Caption, content), value);
    }
    column->addLayout(form);
    auto *records = buttons::primary(tr("Show &records"), {}, content);
    column->addWidget(records, 0, Qt::AlignLeft);
    column->addStretch(1);
    connect(records, &QPushButton::clicked, this, [this, id = run.run.id] { Q_EMIT recordsRequested(id); });
}

} // namespace uds
