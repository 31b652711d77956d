#include "ui/reconcile/reconcileform.h"

#include "ui/reconcile/reconcilewords.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDateEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace uds {

ReconcileForm::ReconcileForm(const QDate &today, QWidget *parent)
    : QWidget(parent)
    , m_today(today)
    , m_stream(new QComboBox(this))
    , m_span(new QComboBox(this))
    , m_from(new QDateEdit(this))
    , m_to(new QDateEdit(this))
    , m_basis(new QComboBox(this))
{
    m_span->addItem(tr("Last month"), int(Span::LastMonth));
    m_span->addItem(tr("This month"), int(Span::ThisMonth));
    m_span->addItem(tr("This year"), int(Span::ThisYear));
    m_span->addItem(tr("Other days"), int(Span::Other));
    m_basis->addItem(tr("Read both sides now"), false);
    m_basis->addItem(tr("What this program knows"), true);
    m_basis->setToolTip(tr("Reading both sides takes requests, but sees what people changed there."));
    for (QDateEdit *edit : {m_from, m_to}) {
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(ReconcileWords::dayFormat());
    }
    arrange();
    applySpan();
    connect(m_span, &QComboBox::currentIndexChanged, this, &ReconcileForm::applySpan);
    for (QDateEdit *edit : {m_from, m_to})
        connect(edit, &QDateEdit::dateChanged, this, [this] {
            m_span->setCurrentIndex(m_span->findData(int(Span::Other)));
            Q_EMIT changed();
        });
    connect(m_stream, &QComboBox::currentIndexChanged, this, &ReconcileForm::changed);
    connect(m_basis, &QComboBox::currentIndexChanged, this, &ReconcileForm::changed);
}

void ReconcileForm::arrange()
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::step() * 3 / 2);
    const std::pair<QString, QWidget *> fields[] = {{tr("&Stream"), m_stream}, {tr("Per&iod"), m_span},
        {tr("Fr&om"), m_from}, {tr("&To"), m_to}, {tr("&Basis"), m_basis}};
    for (const auto &[heading, control] : fields) {
        auto *column = new QVBoxLayout;
        addFormField(column, heading, control);
        row->addLayout(column, control == m_stream ? 1 : 0);
    }
}

void ReconcileForm::applySpan()
{
    const QDate thisMonth(m_today.year(), m_today.month(), 1);
    const QSignalBlocker fromBlocker(m_from);
    const QSignalBlocker toBlocker(m_to);
    switch (Span(m_span->currentData().toInt())) {
    case Span::LastMonth:
        m_from->setDate(thisMonth.addMonths(-1));
        m_to->setDate(thisMonth.addDays(-1));
        break;
    case Span::ThisMonth:
        m_from->setDate(thisMonth);
        m_to->setDate(m_today);
        break;
    case Span::ThisYear:
        m_from->setDate(QDate(m_today.year(), 1, 1));
        m_to->setDate(m_today);
        break;
    case Span::Other: break;
    }
    Q_EMIT changed();
}

void ReconcileForm::setStreams(const QList<StreamSummary> &streams)
{
    const QString chosen = m_stream->currentText();
    const QSignalBlocker blocker(m_stream);
    m_stream->clear();
    for (const StreamSummary &stream : streams)
        m_stream->addItem(stream.name);
    if (const int row = m_stream->findText(chosen); row >= 0)
        m_stream->setCurrentIndex(row);
}

void ReconcileForm::setRequest(const ReconcileRequest &request)
{
    m_stream->setCurrentText(request.stream);
    m_from->setDate(request.from);
    m_to->setDate(request.to);
    m_basis->setCurrentIndex(m_basis->findData(request.localOnly));
}

ReconcileRequest ReconcileForm::request() const
{
    return {m_stream->currentText(), m_from->date(), m_to->date(), m_basis->currentData().toBool()};
}

} // namespace uds
