#include "ui/integrations/verifyladder.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/words.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString finding(const VerifyStep &step)
{
    if (!step.finding.isEmpty())
        return step.finding;
    return step.verdict == VerifyStep::Verdict::NotReached ? VerifyLadder::tr("not reached") : QString();
}

} // namespace

VerifyLadder::VerifyLadder(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    hide();
}

QVBoxLayout *VerifyLadder::restart()
{
    delete m_content;
    auto *frame = new QFrame(this);
    frame->setObjectName(u"inset"_s);
    m_content = frame;
    auto *column = new QVBoxLayout(frame);
    const int step = theme::step();
    column->setContentsMargins(step * 3 / 2, step, step * 3 / 2, step);
    column->setSpacing(step / 2);
    m_column->addWidget(frame);
    show();
    return column;
}

void VerifyLadder::showTesting()
{
    restart()->addWidget(new PlainLabel(tr("Testing the connection…"), PlainLabel::Style::Body, m_content));
}

void VerifyLadder::showReport(const VerifyReport &report)
{
    QVBoxLayout *column = restart();
    for (const VerifyStep &step : report.steps)
        column->addWidget(makeStep(step));
    auto *verdict = new PlainLabel(PlainLabel::Style::Strong, m_content);
    verdict->setWordWrap(true);
    verdict->setTone(report.passed() ? Tone::Success : Tone::Failure);
    if (!report.passed())
        verdict->setText(report.error->message);
    else if (report.accountName.isEmpty())
        verdict->setText(tr("Connected."));
    else
        verdict->setText(tr("Connected to %1.").arg(report.accountName));
    column->addWidget(verdict);
}

void VerifyLadder::addPreflight(const QList<Preflight> &reports)
{
    auto *column = m_content ? qobject_cast<QVBoxLayout *>(m_content->layout()) : nullptr;
    if (!column)
        return;
    for (const Preflight &report : reports) {
        if (report.lines.isEmpty())
            continue;
        auto *title = new PlainLabel(
            tr("What the stream “%1” needs").arg(report.stream), PlainLabel::Style::Strong, m_content);
        title->setWordWrap(true);
        column->addWidget(title);
        for (const VerifyStep &line : report.lines)
            column->addWidget(makeStep(line));
    }
}

void VerifyLadder::showError(const Error &error)
{
    QVBoxLayout *column = restart();
    auto *message = new PlainLabel(error.message, PlainLabel::Style::Strong, m_content);
    message->setTone(Tone::Failure);
    message->setWordWrap(true);
    auto *hint = new PlainLabel(error.hint, PlainLabel::Style::Caption, m_content);
    hint->setWordWrap(true);
    column->addWidget(message);
    column->addWidget(hint);
}

QWidget *VerifyLadder::makeStep(const VerifyStep &step)
{
    auto *row = new QWidget(m_content);
    const StateWord word = Words::verifyStep(step.verdict);
    auto *icon = new QLabel(row);
    icon->setPixmap(
        icons::icon(icons::forTone(word.tone), theme::foreground(word.tone)).pixmap(theme::iconSize()));
    icon->setAccessibleName(word.text);
    auto *name = new PlainLabel(step.name, PlainLabel::Style::Body, row);
    auto *found = new PlainLabel(finding(step), PlainLabel::Style::Caption, row);
    found->setWordWrap(true);
    auto *grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::step());
    grid->setVerticalSpacing(0);
    grid->addWidget(icon, 0, 0, Qt::AlignTop);
    grid->addWidget(name, 0, 1, Qt::AlignTop);
    grid->addWidget(found, 0, 2);
    if (!step.advice.isEmpty() && step.verdict != VerifyStep::Verdict::Passed) {
        auto *advice = new PlainLabel(step.advice, PlainLabel::Style::Body, row);
        advice->setWordWrap(true);
        grid->addWidget(advice, 1, 1, 1, 2);
    }
    grid->setColumnMinimumWidth(1, theme::step() * 22);
    grid->setColumnStretch(2, 1);
    return row;
}

} // namespace uds
