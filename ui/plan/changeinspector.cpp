#include "ui/plan/changeinspector.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

void addLine(QVBoxLayout &column, const QString &text, PlainLabel::Style style, QWidget *parent)
{
    if (text.isEmpty())
        return;
    auto *label = new PlainLabel(text, style, parent);
    label->setWordWrap(true);
    column.addWidget(label);
}

} // namespace

ChangeInspector::ChangeInspector(QWidget *parent)
    : QWidget(parent)
    , m_inspector(new Inspector(tr("Planned change"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_inspector);
    connect(m_inspector, &Inspector::closeRequested, this, &ChangeInspector::closeRequested);
}

void ChangeInspector::showChange(const PlanChange &change)
{
    const QString number = change.number.isEmpty() ? change.sourceId : change.number;
    m_inspector->setTitle(tr("%1 %2", "entity, number").arg(Words::entity(change.sourceEntity), number));
    QVBoxLayout *column = m_inspector->restart();
    QWidget *content = m_inspector->content();
    auto *chip = new StatusChip(content);
    const StateWord word = Words::plannedAction(change.action);
    chip->setStatus(word.text, word.tone);
    column->addWidget(chip);
    addLine(*column, change.label, PlainLabel::Style::Strong, content);
    addLine(*column, change.amount ? Formats::money(change.amount, change.currency) : QString(),
        PlainLabel::Style::Body, content);
    addLine(*column, change.reason, PlainLabel::Style::Body, content);
    addLine(*column, change.hint, PlainLabel::Style::Caption, content);
    addLine(*column, change.notes.join(u'\n'), PlainLabel::Style::Caption, content);
    if (change.payload.isNull())
        return column->addStretch(1);
    addLine(*column, tr("What would be sent"), PlainLabel::Style::Strong, content);
    auto *payload = new QPlainTextEdit(content);
    payload->setReadOnly(true);
    payload->setAccessibleName(tr("What would be sent"));
    payload->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    payload->setLineWrapMode(QPlainTextEdit::NoWrap);
    payload->setPlainText(QString::fromUtf8(change.payload.prettyBytes()));
    payload->setMinimumHeight(theme::step() * 34);
    payload->setTabChangesFocus(true);
    column->addWidget(payload, 1);
}

} // namespace uds
