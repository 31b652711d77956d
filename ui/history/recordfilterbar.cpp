#include "ui/history/recordfilterbar.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/words.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAnyTime = -1;

QComboBox *makeChoice(const QString &name, QWidget *parent)
{
    auto *choice = new QComboBox(parent);
    choice->setAccessibleName(name);
    choice->setToolTip(name);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return choice;
}

} // namespace

RecordFilterBar::RecordFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_stream(makeChoice(tr("Stream"), this))
    , m_action(makeChoice(tr("Result"), this))
    , m_period(makeChoice(tr("Period"), this))
    , m_run(buttons::secondary({}, u"close"_s, this))
    , m_clear(buttons::quiet(tr("&Clear filters"), {}, this))
{
    m_search->setAccessibleName(tr("Find a number"));
    m_search->setPlaceholderText(tr("Order or invoice number"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icons::icon(u"search"_s, theme::Role::Muted), QLineEdit::LeadingPosition);
    m_search->setMinimumWidth(theme::step() * 34);
    m_run->setToolTip(tr("Show the records of all runs"));
    fillChoices();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::step());
    for (QWidget *control :
        std::initializer_list<QWidget *>{m_search, m_stream, m_action, m_period, m_run, m_clear})
        row->addWidget(control);
    row->addStretch(1);

    connect(m_search, &QLineEdit::textChanged, this, &RecordFilterBar::changed);
    for (QComboBox *choice : {m_stream, m_action, m_period})
        connect(choice, &QComboBox::currentIndexChanged, this, &RecordFilterBar::changed);
    connect(m_run, &QPushButton::clicked, this, [this] {
        setRun(0);
        Q_EMIT changed();
    });
    connect(m_clear, &QPushButton::clicked, this, &RecordFilterBar::clear);
    connect(this, &RecordFilterBar::changed, this, &RecordFilterBar::updateClear);
    setRun(0);
}

void RecordFilterBar::fillChoices()
{
    m_stream->addItem(tr("All streams"), qint64(0));
    m_action->addItem(tr("All results"), QString());
    for (const QString &action : {u"created"_s, u"updated"_s, u"voided"_s, u"adopted"_s, u"unchanged"_s,
             u"skipped"_s, u"failed"_s, u"unknown"_s, u"unlinked"_s, u"deleted"_s, u"merged"_s})
        m_action->addItem(Words::recordAction(action).text, action);
    m_period->addItem(tr("Any time"), kAnyTime);
    m_period->addItem(tr("Today"), 0);
    m_period->addItem(tr("Last 7 days"), 7);
    m_period->addItem(tr("Last 30 days"), 30);
}

HistoryFilter RecordFilterBar::filter(const QDateTime &nowUtc) const
{
    HistoryFilter filter;
    filter.streamId = m_stream->currentData().toLongLong();
    filter.action = m_action->currentData().toString();
    filter.runId = m_runId;
    filter.text = m_search->text().trimmed();
    if (filter.text.startsWith(u'#'))
        filter.text.remove(0, 1);
    const int days = m_period->currentData().toInt();
    if (days != kAnyTime)
        filter.fromUtc = nowUtc.toLocalTime().date().addDays(-days).startOfDay().toUTC();
    return filter;
}

void RecordFilterBar::setStreams(const QList<StreamSummary> &streams)
{
    const QSignalBlocker silent(m_stream);
    const qint64 chosen = m_stream->currentData().toLongLong();
    m_stream->clear();
    m_stream->addItem(tr("All streams"), qint64(0));
    for (const StreamSummary &stream : streams)
        m_stream->addItem(stream.name, stream.id);
    m_stream->setCurrentIndex(qMax(0, m_stream->findData(chosen)));
}

void RecordFilterBar::setRun(qint64 runId)
{
    m_runId = runId;
    m_run->setText(tr("Run %1").arg(runId));
    m_run->setAccessibleName(tr("Only run %1; press to show all runs").arg(runId));
    m_run->setVisible(runId != 0);
    updateClear();
}

void RecordFilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void RecordFilterBar::clear()
{
    {
        const QSignalBlocker noSearch(m_search);
        const QSignalBlocker noStream(m_stream);
        const QSignalBlocker noAction(m_action);
        const QSignalBlocker noPeriod(m_period);
        m_search->clear();
        for (QComboBox *choice : {m_stream, m_action, m_period})
            choice->setCurrentIndex(0);
    }
    setRun(0);
    Q_EMIT changed();
}

void RecordFilterBar::updateClear()
{
    m_clear->setVisible(filter(QDateTime::currentDateTimeUtc()) != HistoryFilter{});
}

} // namespace uds
