#include "ui/dashboard/causeentry.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace uds {

using namespace Qt::StringLiterals;

CauseEntry::CauseEntry(QWidget *parent)
    : QWidget(parent)
    , m_message(new PlainLabel(PlainLabel::Style::Body, this))
    , m_detail(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_open(buttons::quiet(tr("Show"), {}, this))
{
    m_message->setWordWrap(true);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(theme::step() / 4);
    texts->addWidget(m_message);
    texts->addWidget(m_detail);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addLayout(texts, 1);
    line->addWidget(m_open, 0, Qt::AlignVCenter);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT activated(m_causeKey); });
}

void CauseEntry::showCause(const CauseRow &cause, const QDateTime &nowUtc)
{
    m_causeKey = cause.causeKey;
    m_message->setText(cause.error.message);
    QStringList facts{tr("%Ln record(s)", nullptr, cause.count)};
    if (!cause.currency.isEmpty())
        facts << Formats::money(cause.amount, cause.currency);
    facts << tr("oldest %1").arg(Formats::ago(cause.oldestUtc, nowUtc));
    m_detail->setText(facts.join(u" \u00b7 "_s));
    m_open->setAccessibleName(tr("Show the records of: %1").arg(cause.error.message));
}

} // namespace uds
