#include "ui/history/journeyinspector.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

PlainLabel *makeLabel(const QString &text, PlainLabel::Style style, QWidget *parent)
{
    auto *label = new PlainLabel(text, style, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

JourneyInspector::JourneyInspector(QWidget *parent)
    : QWidget(parent)
    , m_inspector(new Inspector(tr("Journey of the record"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_inspector);
    connect(m_inspector, &Inspector::closeRequested, this, &JourneyInspector::closeRequested);
}

void JourneyInspector::showLoading(const QString &number)
{
    m_number = number;
    m_inspector->setTitle(tr("What became of %1").arg(number));
    QVBoxLayout *column = m_inspector->restart();
    column->addWidget(
        makeLabel(tr("Reading its journey…"), PlainLabel::Style::Caption, m_inspector->content()));
    column->addStretch(1);
}

void JourneyInspector::showJourney(const QString &number, const QList<Explanation> &explanations)
{
    if (number != m_number)
        return;
    QVBoxLayout *column = m_inspector->restart();
    if (explanations.isEmpty()) {
        const QString nothing = tr("Nothing is known about this number.");
        column->addWidget(makeLabel(nothing, PlainLabel::Style::Body, m_inspector->content()));
    }
    for (const Explanation &explanation : explanations)
        addExplanation(*column, explanation);
    column->addStretch(1);
}

void JourneyInspector::addExplanation(QVBoxLayout &column, const Explanation &explanation)
{
    QWidget *content = m_inspector->content();
    auto *chip = new StatusChip(content);
    const StateWord word = Words::verdict(explanation.verdict);
    chip->setStatus(word.text, word.tone);
    auto *head = new QHBoxLayout;
    head->addWidget(chip);
    const QString which
        = tr("%1 %2 in %3", "entity, id, stream")
              .arg(Words::entity(explanation.sourceEntity), explanation.sourceId, explanation.stream);
    head->addWidget(makeLabel(which, PlainLabel::Style::Caption, content), 1);
    column.addLayout(head);
    column.addWidget(makeLabel(explanation.sentence, PlainLabel::Style::Body, content));
    if (!explanation.hint.isEmpty())
        column.addWidget(makeLabel(explanation.hint, PlainLabel::Style::Caption, content));
    for (const HistoryRow &step : explanation.journey)
        column.addWidget(makeStep(step));
    column.addSpacing(theme::step());
}

QWidget *JourneyInspector::makeStep(const HistoryRow &step)
{
    auto *row = new QFrame(m_inspector->content());
    row->setObjectName(u"inset"_s);
    const StateWord word = Words::recordAction(step.action);
    auto *action = new PlainLabel(word.text, PlainLabel::Style::Strong, row);
    action->setTone(word.tone);
    const QString when = Formats::when(step.atUtc, QDateTime::currentDateTimeUtc());
    auto *time = new PlainLabel(when, PlainLabel::Style::Caption, row);
    time->setToolTip(Formats::toolTip(Formats::exact(step.atUtc)));
    auto *head = new QHBoxLayout;
    head->addWidget(action, 1);
    head->addWidget(time);
    QStringList facts;
    if (!step.targetId.isEmpty())
        facts << tr("%1 %2", "entity, number")
                     .arg(Words::entity(step.targetEntity),
                         step.targetNumber.isEmpty() ? step.targetId : step.targetNumber);
    if (step.amount)
        facts << Formats::money(step.amount, step.currency);
    facts << tr("run %1").arg(step.runId);
    auto *column = new QVBoxLayout(row);
    column->setContentsMargins(theme::step(), theme::step(), theme::step(), theme::step());
    column->setSpacing(theme::step() / 4);
    column->addLayout(head);
    column->addWidget(makeLabel(facts.join(u" \u00b7 "_s), PlainLabel::Style::Caption, row));
    if (!step.message.isEmpty())
        column->addWidget(makeLabel(step.message, PlainLabel::Style::Body, row));
    return row;
}

} // namespace uds
