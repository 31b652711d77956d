#include "ui/dashboard/causescard.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace uds {

using namespace Qt::StringLiterals;

CausesCard::CausesCard(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout)
{
    auto *card = new Card(tr("Needs you"), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    card->body()->addLayout(m_rows);
    card->body()->addStretch(1);
}

void CausesCard::showCauses(const QList<CauseRow> &causes, const QDateTime &nowUtc)
{
    delete m_content;
    m_content = new QWidget(this);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::step());
    if (causes.isEmpty()) {
        auto *nothing = new PlainLabel(tr("Nothing needs you."), PlainLabel::Style::Body, m_content);
        nothing->setTone(Tone::Neutral);
        column->addWidget(nothing);
    }
    for (const CauseRow &cause : causes)
        column->addWidget(makeRow(cause, nowUtc));
    m_rows->addWidget(m_content);
}

QWidget *CausesCard::makeRow(const CauseRow &cause, const QDateTime &nowUtc)
{
    auto *row = new QWidget(m_content);
    auto *message = new PlainLabel(cause.error.message, PlainLabel::Style::Body, row);
    message->setWordWrap(true);
    QStringList facts{tr("%Ln record(s)", nullptr, cause.count)};
    if (!cause.currency.isEmpty())
        facts << Formats::money(cause.amount, cause.currency);
    facts << tr("oldest %1").arg(Formats::ago(cause.oldestUtc, nowUtc));
    auto *detail = new PlainLabel(facts.join(u" \u00b7 "_s), PlainLabel::Style::Caption, row);
    auto *open = buttons::quiet(tr("Show"), {}, row);
    open->setAccessibleName(tr("Show the records of: %1").arg(cause.error.message));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(theme::step() / 4);
    texts->addWidget(message);
    texts->addWidget(detail);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addLayout(texts, 1);
    line->addWidget(open, 0, Qt::AlignVCenter);
    connect(open, &QPushButton::clicked, this, [this, key = cause.causeKey] { Q_EMIT causeActivated(key); });
    return row;
}

} // namespace uds
