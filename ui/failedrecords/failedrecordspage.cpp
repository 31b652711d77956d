#include "ui/failedrecords/failedrecordspage.h"

#include "ui/failedrecords/causedelegate.h"
#include "ui/failedrecords/causesmodel.h"
#include "ui/failedrecords/exclusiondialog.h"
#include "ui/failedrecords/failuresmodel.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

FailedRecordsPage::FailedRecordsPage(CausesModel &causes, FailuresModel &failures, QWidget *parent)
    : QWidget(parent)
    , m_causes(causes)
    , m_failures(failures)
    , m_header(new PageHeader(tr("Failed records"), this))
    , m_causeList(new QListView(this))
    , m_table(new TableView(tr("Failed records of this cause"), this))
    , m_message(new PlainLabel(PlainLabel::Style::Heading, this))
    , m_hint(new PlainLabel(PlainLabel::Style::Body, this))
    , m_owner(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_retry(buttons::primary(tr("&Retry"), u"refresh"_s, this))
    , m_exclude(buttons::secondary(tr("&Exclude…"), u"exclude"_s, this))
    , m_assign(buttons::secondary(tr("&Assign…"), {}, this))
    , m_note(buttons::secondary(tr("&Note…"), u"edit"_s, this))
    , m_acknowledge(buttons::secondary(tr("Ac&knowledge"), u"check"_s, this))
{
    const int step = theme::step();
    m_causeList->setModel(&causes);
    m_table->setModel(&failures);
    m_table->setChipColumn(FailuresModel::State);
    m_table->setColumnWidths({8, 8, 13, 21, 6, 14, 12, 10, 12, 20}, FailuresModel::Reason);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(u"failedRecordsSplitter"_s);
    splitter->setHandleWidth(step * 3 / 2);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeCauses());
    splitter->addWidget(makeRecords());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({step * 40, step * 90});
    m_states = new StateStack(splitter, this);
    m_states->showLoading(tr("Reading the failed records…"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 2, step * 3, step * 2);
    column->setSpacing(step * 3 / 2);
    column->addWidget(m_header);
    column->addWidget(m_states, 1);

    connect(m_states, &StateStack::retryRequested, this, &FailedRecordsPage::refreshRequested);
    connect(m_causeList->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &FailedRecordsPage::showCurrentCause);
    connect(m_table, &TableView::rowSelectionChanged, this, &FailedRecordsPage::updateActions);
    connect(&failures, &KeysetModel::pageArrived, this, &FailedRecordsPage::updateActions);
    connectActions();
    updateActions();
}

void FailedRecordsPage::connectActions()
{
    const auto act = [this](QPushButton *button, Qt::Key key, void (FailedRecordsPage::*action)()) {
        connect(button, &QPushButton::clicked, this, action);
        connect(new QShortcut(key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut),
            &QShortcut::activated, this, action);
    };
    act(m_retry, Qt::Key_R, &FailedRecordsPage::retry);
    act(m_exclude, Qt::Key_E, &FailedRecordsPage::exclude);
    act(m_assign, Qt::Key_A, &FailedRecordsPage::assign);
    act(m_note, Qt::Key_N, &FailedRecordsPage::note);
    connect(m_acknowledge, &QPushButton::clicked, this, &FailedRecordsPage::acknowledge);
}

QWidget *FailedRecordsPage::makeCauses()
{
    auto *card = new Card(tr("Causes"), this);
    m_causeList->setAccessibleName(tr("Causes"));
    m_causeList->setItemDelegate(new CauseDelegate(m_causeList));
    m_causeList->setFrameShape(QFrame::NoFrame);
    m_causeList->setMouseTracking(true);
    m_causeList->setUniformItemSizes(true);
    m_causeList->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_causeList->setResizeMode(QListView::Adjust);
    m_causeList->setMinimumWidth(theme::step() * 30);
    card->body()->addWidget(m_causeList, 1);
    return card;
}

QWidget *FailedRecordsPage::makeRecords()
{
    auto *card = new Card(this);
    for (PlainLabel *label : {m_message, m_hint, m_owner})
        label->setWordWrap(true);
    card->body()->addWidget(m_message);
    card->body()->addWidget(m_hint);
    card->body()->addWidget(m_owner);
    card->body()->addLayout(makeActions());
    card->body()->addWidget(m_table, 1);
    return card;
}

QLayout *FailedRecordsPage::makeActions()
{
    m_retry->setToolTip(tr("Read the records again from the shop and run them with the current mapping (R)"));
    m_exclude->setToolTip(tr("Leave the selected records out of every run (E)"));
    m_assign->setToolTip(tr("Say who takes care of the selected records (A)"));
    m_note->setToolTip(tr("Write a note to the selected records (N)"));
    m_acknowledge->setToolTip(tr("Say that you know of the selected records; nothing else changes"));
    auto *actions = new QHBoxLayout;
    actions->setSpacing(theme::step());
    for (QPushButton *button : {m_retry, m_exclude, m_assign, m_note, m_acknowledge})
        actions->addWidget(button);
    actions->addStretch(1);
    return actions;
}

void FailedRecordsPage::showCauses()
{
    const int total = m_causes.total();
    m_header->setCaption(total == 0
            ? QString()
            : tr("%Ln record(s) could not be synced, grouped by what stops them", nullptr, total));
    if (m_causes.isEmpty())
        return m_states->showEmpty(
            tr("Nothing needs you."), tr("Records that cannot be synced appear here, grouped by cause."));
    m_states->showContent();
    m_causeList->setCurrentIndex(m_causes.index(m_causes.rowOf(m_wanted)));
    showCurrentCause();
}

bool FailedRecordsPage::isAtRest() const
{
    return m_table->verticalScrollBar()->value() == 0 && m_table->selectedIds().isEmpty();
}

void FailedRecordsPage::showError(const Error &error)
{
    m_states->showError(error);
}

void FailedRecordsPage::selectCause(const QString &causeKey)
{
    m_wanted = causeKey;
    if (!m_causes.isEmpty())
        m_causeList->setCurrentIndex(m_causes.index(m_causes.rowOf(causeKey)));
}

QString FailedRecordsPage::causeKey() const
{
    const CauseRow *cause = m_causes.causeAt(m_causeList->currentIndex().row());
    return cause ? cause->causeKey : QString();
}

void FailedRecordsPage::showCurrentCause()
{
    const CauseRow *cause = m_causes.causeAt(m_causeList->currentIndex().row());
    m_message->setText(cause ? cause->error.message : tr("All failed records"));
    // Within one cause every row would say the same.
    m_table->setColumnsHidden(
        {FailuresModel::Tries, FailuresModel::NextTry, FailuresModel::Note}, cause == nullptr);
    m_table->setColumnsHidden({FailuresModel::LastSeen}, true); // told by the tries' tooltip
    m_table->setColumnsHidden({FailuresModel::Kind, FailuresModel::Reason}, cause != nullptr);
    m_hint->setText(cause ? cause->error.hint : QString());
    m_hint->setVisible(!m_hint->text().isEmpty());
    m_owner->setText(
        cause ? Words::owner(cause->error.kind) : tr("Choose a cause to see what to do about it."));
    if (!m_causeList->currentIndex().isValid())
        return;
    m_wanted = causeKey();
    if (m_shown == m_wanted)
        return; // the same cause with new numbers
    m_shown = m_wanted;
    Q_EMIT causeChanged();
}

void FailedRecordsPage::updateActions()
{
    const auto selected = int(m_table->selectedIds().size());
    const CauseRow *cause = m_causes.causeAt(m_causeList->currentIndex().row());
    const int all = cause ? cause->count : m_causes.total();
    m_retry->setText(
        selected > 0 ? tr("&Retry %Ln selected", nullptr, selected) : tr("&Retry all %Ln", nullptr, all));
    m_retry->setAccessibleName(m_retry->text().remove(u'&'));
    m_retry->setEnabled(all > 0);
    for (QPushButton *button : {m_exclude, m_assign, m_note, m_acknowledge})
        button->setEnabled(selected > 0);
}

void FailedRecordsPage::retry()
{
    const QList<qint64> ids = m_table->selectedIds();
    if (ids.isEmpty())
        Q_EMIT retryAllRequested();
    else
        Q_EMIT retryRequested(ids);
}

void FailedRecordsPage::exclude()
{
    const QList<qint64> ids = m_table->selectedIds();
    if (ids.isEmpty())
        return;
    auto *dialog = new ExclusionDialog(int(ids.size()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, ids] {
        Q_EMIT excludeRequested(ids, dialog->exclusion());
        m_table->clearSelection(); // the rows can no longer be chosen
    });
    dialog->open();
}

FailureCareRow FailedRecordsPage::chosenCare() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const FailureView *view = rows.size() == 1 ? m_failures.rowAt(rows.constFirst().row()) : nullptr;
    return view ? view->care : FailureCareRow();
}

void FailedRecordsPage::assign()
{
    remark(RemarkDialog::Subject::Owner, chosenCare().assignee);
}

void FailedRecordsPage::note()
{
    remark(RemarkDialog::Subject::Note, chosenCare().note);
}

void FailedRecordsPage::remark(RemarkDialog::Subject subject, const QString &text)
{
    const QList<qint64> ids = m_table->selectedIds();
    if (ids.isEmpty())
        return;
    auto *dialog = new RemarkDialog(subject, text, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
        [this, dialog, ids] { Q_EMIT remarkRequested(ids, dialog->remark()); });
    dialog->open();
}

void FailedRecordsPage::acknowledge()
{
    FailureRemark remark;
    remark.acknowledges = true;
    Q_EMIT remarkRequested(m_table->selectedIds(), remark);
}

} // namespace uds
