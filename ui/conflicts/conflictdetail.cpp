#include "ui/conflicts/conflictdetail.h"

#include "ui/conflicts/conflictfieldsmodel.h"
#include "ui/conflicts/conflictwords.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;
using Choice = ConflictResolution::Choice;

ConflictDetail::ConflictDetail(QWidget *parent)
    : QWidget(parent)
    , m_model(new ConflictFieldsModel(this))
    , m_title(new PlainLabel(PlainLabel::Style::Heading, this))
    , m_reason(new PlainLabel(PlainLabel::Style::Body, this))
    , m_lock(new PlainLabel(PlainLabel::Style::Strong, this))
    , m_times(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_folded(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_fields(new TableView(tr("Fields in conflict"), this))
    , m_consequence(new PlainLabel(PlainLabel::Style::Body, this))
    , m_allSource(buttons::secondary({}, {}, this))
    , m_allTarget(buttons::secondary({}, {}, this))
    , m_resolve(buttons::primary(tr("&Resolve"), u"check"_s, this))
{
    const int step = theme::step();
    m_fields->setModel(m_model);
    m_fields->setSelectionMode(QAbstractItemView::SingleSelection);
    m_fields->setColumnWidths({18, 20, 24, 24, 20}, ConflictFieldsModel::Outcome);
    m_fields->setMinimumHeight(step * 12);
    m_consequence->setWordWrap(true);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(step);
    actions->addWidget(m_allSource);
    actions->addWidget(m_allTarget);
    actions->addStretch(1);
    actions->addWidget(m_resolve);
    auto *card = new Card(this);
    card->body()->addWidget(makeReason());
    card->body()->addWidget(m_fields, 1);
    card->body()->addWidget(m_folded);
    card->body()->addWidget(m_consequence);
    card->body()->addLayout(actions);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    connect(m_model, &ConflictFieldsModel::choiceChanged, this, &ConflictDetail::showChoice);
    connect(m_fields, &TableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == ConflictFieldsModel::Source)
            m_model->choose(index.row(), Choice::Source);
        else if (index.column() == ConflictFieldsModel::Target)
            m_model->choose(index.row(), Choice::Target);
    });
    connect(m_allSource, &QPushButton::clicked, this, [this] { m_model->chooseAll(Choice::Source); });
    connect(m_allTarget, &QPushButton::clicked, this, [this] { m_model->chooseAll(Choice::Target); });
    connect(m_resolve, &QPushButton::clicked, this, &ConflictDetail::resolve);
}

QWidget *ConflictDetail::makeReason()
{
    auto *widget = new QWidget(this);
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::step() / 2);
    m_lock->setTone(Tone::Warning);
    for (PlainLabel *label : {m_title, m_lock, m_reason, m_times}) {
        label->setWordWrap(true);
        column->addWidget(label);
    }
    return widget;
}

void ConflictDetail::showConflict(const ConflictView &view, const QDateTime &nowUtc)
{
    const ConflictRow before = m_model->conflict().conflict;
    const bool isSame = before.id == view.conflict.id;
    if (isSame && m_model->conflict() == view)
        return;
    const bool isUpdated = isSame && before.fingerprint != view.conflict.fingerprint;
    m_allSource->setText(tr("All from %1").arg(view.source));
    m_allTarget->setText(tr("All from %1").arg(view.target));
    for (QPushButton *button : {m_allSource, m_allTarget})
        button->setAccessibleName(button->text());
    m_model->setConflict(view);
    if (m_model->rowCount() > 0)
        m_fields->selectRow(0);
    showReason(view, nowUtc);
    if (isUpdated)
        m_times->setText(tr("The values have changed since you opened it; look at them again."));
    m_times->setTone(isUpdated ? Tone::Warning : Tone::Neutral);
}

void ConflictDetail::showReason(const ConflictView &view, const QDateTime &nowUtc)
{
    const ConflictRow &conflict = view.conflict;
    m_title->setText(tr("%1 in %2 and %3 in %4")
                         .arg(ConflictWords::record(conflict), view.source, ConflictWords::document(conflict),
                             view.target));
    m_lock->setText(tr("Locked: money in %1 depends on this document.").arg(view.target));
    m_lock->setVisible(ConflictWords::isLocked(conflict));
    m_reason->setText(conflict.reason);
    QStringList times;
    if (conflict.sourceModifiedUtc.isValid())
        times << tr("Changed in %1 %2").arg(view.source, Formats::ago(conflict.sourceModifiedUtc, nowUtc));
    if (conflict.targetModifiedUtc.isValid())
        times << tr("Changed in %1 %2").arg(view.target, Formats::ago(conflict.targetModifiedUtc, nowUtc));
    m_times->setText(times.join(u" \u00b7 "_s));
    m_folded->setText(tr("%Ln equal field(s) not shown", nullptr, m_model->equalCount()));
    m_folded->setVisible(m_model->equalCount() > 0);
}

void ConflictDetail::setBusy(bool busy)
{
    m_busy = busy;
    m_fields->setEnabled(!busy);
    showChoice();
}

void ConflictDetail::choose(Choice choice)
{
    if (m_busy || m_model->conflict().conflict.state != ConflictState::Open)
        return;
    const int row = qMax(0, m_fields->currentIndex().row());
    m_model->choose(row, choice);
    if (row + 1 < m_model->rowCount())
        m_fields->selectRow(row + 1); // on to the next one
}

void ConflictDetail::focusFields()
{
    m_fields->setFocus();
}

void ConflictDetail::showChoice()
{
    const ConflictView &view = m_model->conflict();
    const bool isOpen = view.conflict.state == ConflictState::Open;
    const auto resolution = m_model->resolution();
    for (QWidget *control : std::initializer_list<QWidget *>{m_allSource, m_allTarget, m_resolve})
        control->setVisible(isOpen);
    for (QWidget *control : {m_allSource, m_allTarget})
        control->setEnabled(!m_busy);
    m_resolve->setEnabled(isOpen && resolution && !m_busy);
    m_resolve->setText(resolution ? ConflictWords::action(view, *resolution) : tr("&Resolve"));
    m_resolve->setAccessibleName(m_resolve->text().remove(u'&'));
    if (!isOpen)
        m_consequence->setText(tr("It is decided; there is nothing to do here."));
    else if (m_busy)
        m_consequence->setText(tr("Doing it…"));
    else if (resolution)
        m_consequence->setText(ConflictWords::consequence(view, *resolution));
    else
        m_consequence->setText(tr("Choose a side for each field: click its value, or press 1 or 2."));
}

void ConflictDetail::resolve()
{
    if (const auto resolution = m_model->resolution())
        Q_EMIT resolveRequested(m_model->conflict().conflict.id, *resolution);
}

} // namespace uds
