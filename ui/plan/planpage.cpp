#include "ui/plan/planpage.h"

#include "engine/api/planeffects.h"
#include "ui/plan/changeinspector.h"
#include "ui/plan/planmodel.h"
#include "ui/plan/planningview.h"
#include "ui/plan/plantiles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

PlanPage::PlanPage(PlanModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_header(new PageHeader(tr("Plan"), this))
    , m_sentence(new PlainLabel(PlainLabel::Style::Heading, this))
    , m_tiles(new PlanTiles(this))
    , m_table(new TableView(tr("Planned changes"), this))
    , m_inspector(new ChangeInspector(this))
    , m_planning(new PlanningView(this))
    , m_discard(buttons::secondary(tr("&Discard"), {}, this))
    , m_save(buttons::secondary(tr("&Save plan…"), u"save"_s, this))
    , m_apply(buttons::primary(tr("&Apply"), u"play"_s, this))
{
    const int step = theme::step();
    m_states = new StateStack(makeContent(), this);
    m_states->addWidget(m_planning);
    for (QWidget *control : {m_discard, m_save, m_apply})
        m_header->addControl(control);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 2, step * 3, step * 2);
    column->setSpacing(step * 3 / 2);
    column->addWidget(m_header);
    column->addWidget(m_states, 1);
    connect(m_states, &StateStack::retryRequested, this, &PlanPage::replanRequested);
    connect(m_states, &StateStack::emptyActionTriggered, this, &PlanPage::discardRequested);
    connect(m_planning, &PlanningView::cancelRequested, this, &PlanPage::cancelRequested);
    connect(m_discard, &QPushButton::clicked, this, &PlanPage::discardRequested);
    connect(m_save, &QPushButton::clicked, this, &PlanPage::saveRequested);
    connect(m_apply, &QPushButton::clicked, this, &PlanPage::applyRequested);
    connect(m_tiles, &PlanTiles::actionChosen, &m_model, &PlanModel::showOnly);
    connect(m_table, &TableView::currentRowChanged, this, &PlanPage::inspect);
    connect(m_table, &TableView::clicked, this, [this](const QModelIndex &index) { inspect(index.row()); });
    connect(m_inspector, &ChangeInspector::closeRequested, this, &PlanPage::closeInspector);
}

QWidget *PlanPage::makeContent()
{
    const int step = theme::step();
    m_table->setModel(&m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setChipColumn(PlanModel::Action);
    m_table->setColumnWidths({13, 14, 23, 26, 14, 20}, PlanModel::Reason);
    m_sentence->setWordWrap(true);
    auto *card = new Card(this);
    card->body()->setContentsMargins(1, step / 2, 1, 1);
    card->body()->addWidget(m_table);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(u"planSplitter"_s);
    splitter->setHandleWidth(step * 3 / 2);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(card);
    splitter->addWidget(m_inspector);
    splitter->setStretchFactor(0, 1);
    m_inspector->hide();
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(step * 3 / 2);
    column->addWidget(m_sentence);
    column->addWidget(m_tiles);
    column->addWidget(splitter, 1);
    return content;
}

void PlanPage::showPlanning(const QString &stream)
{
    m_header->setTitle(tr("Plan for %1").arg(stream));
    m_header->setCaption({});
    hideActions();
    m_planning->start(tr("Planning %1…").arg(stream), tr("Only reading: a dry run changes nothing."));
    m_states->setCurrentWidget(m_planning);
}

void PlanPage::showApplying()
{
    hideActions();
    m_header->setCaption({});
    m_planning->start(tr("Applying the plan for %1…").arg(m_model.plan().stream),
        tr("It stops at the next safe point when you cancel it."));
    m_states->setCurrentWidget(m_planning);
}

void PlanPage::hideActions()
{
    for (QWidget *control : {m_discard, m_save, m_apply})
        control->hide();
}

void PlanPage::showProgress(const RunProgress &progress)
{
    m_planning->showProgress(progress);
}

void PlanPage::showPlan()
{
    const Plan &plan = m_model.plan();
    m_header->setTitle(tr("Plan for %1").arg(plan.stream));
    m_header->setCaption(tr("Made %1 \u00b7 about %2 requests \u00b7 nothing has been changed yet")
                             .arg(Formats::exact(plan.createdUtc), Formats::count(plan.estimatedCalls)));
    const int effects = m_model.effects();
    m_discard->setVisible(!plan.changes.isEmpty());
    m_save->setVisible(effects > 0);
    m_apply->setVisible(effects > 0);
    m_apply->setText(tr("&Apply %Ln change(s)", nullptr, effects));
    m_apply->setAccessibleName(m_apply->text().remove(u'&'));
    m_tiles->showCounts(m_model);
    m_sentence->setText(sentence());
    m_inspector->hide();
    m_table->setColumnsHidden({PlanModel::Reason}, false);
    if (plan.changes.isEmpty())
        return m_states->showEmpty(tr("Everything matches: there is nothing to do."), {}, tr("&Back"));
    m_states->showContent();
    m_table->setFocus();
}

QString PlanPage::sentence() const
{
    const QString money = m_model.money(u"create"_s);
    QStringList parts;
    const int creates = m_model.documentCount(u"create"_s);
    if (creates > 0)
        parts << (money.isEmpty() ? tr("create %Ln document(s)", nullptr, creates)
                                  : tr("create %Ln document(s) (%1)", nullptr, creates).arg(money));
    if (const int updates = m_model.documentCount(u"update"_s); updates > 0)
        parts << tr("update %Ln document(s)", nullptr, updates);
    if (const int voids = m_model.documentCount(u"void"_s); voids > 0)
        parts << tr("void %Ln document(s)", nullptr, voids);
    if (const int others = effectsOf(m_model.plan()).otherCount(); others > 0)
        parts << tr("send %Ln customer(s), item(s) or payment(s) with them", nullptr, others);
    const int nothing = m_model.count(u"unchanged"_s) + m_model.count(u"skipped"_s);
    if (nothing > 0)
        parts << tr("nothing for %Ln", nullptr, nothing);
    if (const int blocked = m_model.count(u"blocked"_s); blocked > 0)
        parts << tr("%Ln cannot be sent", nullptr, blocked);
    return tr("This run would %1.").arg(parts.join(u", "_s));
}

void PlanPage::showError(const Error &error)
{
    m_discard->show();
    m_states->showError(error);
}

void PlanPage::closeInspector()
{
    m_inspector->hide();
    m_table->setColumnsHidden({PlanModel::Reason}, false);
    m_table->setFocus();
}

void PlanPage::inspect(int row)
{
    if (row >= 0)
        m_inspector->showChange(m_model.changeAt(row));
    m_inspector->setVisible(row >= 0);
    m_table->setColumnsHidden({PlanModel::Reason}, row >= 0); // the inspector tells it
}

} // namespace uds
