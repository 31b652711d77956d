#include "ui/plan/planmodel.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/tone.h"
#include "ui/widgets/words.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

int PlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_visible.size());
}

int PlanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PlanChange &change = changeAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(change, Column(index.column()));
    case Qt::ToolTipRole: return Formats::toolTip(text(change, Column(index.column())));
    case Qt::TextAlignmentRole:
        return index.column() == Amount ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case ToneRole: return int(Words::plannedAction(change.action).tone);
    case IdRole: return m_visible.at(index.row());
    default: return {};
    }
}

QString PlanModel::text(const PlanChange &change, Column column) const
{
    switch (column) {
    case Action: return Words::plannedAction(change.action).text;
    case Number: return change.number.isEmpty() ? change.sourceId : change.number;
    case What:
        return tr("%1 \u2192 %2").arg(Words::entity(change.sourceEntity), Words::entity(change.targetEntity));
    case Who: return change.label;
    case Amount: return Formats::money(change.amount, change.currency);
    case Reason: return change.reason.isEmpty() ? change.notes.join(u' ') : change.reason;
    case ColumnCount: break;
    }
    return {};
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Amount)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Action: return tr("Action");
    case Number: return tr("Number");
    case What: return tr("What");
    case Who: return tr("Who or what");
    case Amount: return tr("Amount");
    case Reason: return tr("Reason or note");
    case ColumnCount: break;
    }
    return {};
}

void PlanModel::setPlan(const Plan &plan)
{
    beginResetModel();
    m_plan = plan;
    m_action.clear();
    rebuild();
    endResetModel();
}

void PlanModel::showOnly(const QString &action)
{
    beginResetModel();
    m_action = action;
    rebuild();
    endResetModel();
}

void PlanModel::rebuild()
{
    m_visible.clear();
    for (int i = 0; i < m_plan.changes.size(); ++i) {
        if (m_action.isEmpty() || m_plan.changes.at(i).action == m_action)
            m_visible << i;
    }
}

const PlanChange &PlanModel::changeAt(int row) const
{
    return m_plan.changes.at(m_visible.at(row));
}

int PlanModel::count(const QString &action) const
{
    const auto same = [&action](const PlanChange &change) { return change.action == action; };
    return int(std::count_if(m_plan.changes.begin(), m_plan.changes.end(), same));
}

int PlanModel::documentCount(const QString &action) const
{
    const auto same = [&action](const PlanChange &change) {
        return change.action == action && change.purpose == "document"_L1;
    };
    return int(std::count_if(m_plan.changes.begin(), m_plan.changes.end(), same));
}

int PlanModel::effects() const
{
    return count(u"create"_s) + count(u"update"_s) + count(u"void"_s);
}

QString PlanModel::money(const QString &action) const
{
    Decimal sum;
    QString currency;
    for (const PlanChange &change : m_plan.changes) {
        // Payments repeat the money of their document, so they are not added to it.
        if (change.action != action || !change.amount || change.purpose != "document"_L1)
            continue;
        if (!currency.isEmpty() && currency != change.currency)
            return {};
        currency = change.currency;
        sum += *change.amount;
    }
    return currency.isEmpty() ? QString() : Formats::money(sum, currency);
}

} // namespace uds
