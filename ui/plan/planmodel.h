#pragma once

#include "engine/api/values.h"

#include <QAbstractTableModel>

namespace uds {

/// The changes of one plan; one action may be chosen. Filters by an index list, not by a proxy.
class PlanModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Action, Number, What, Who, Amount, Reason, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setPlan(const Plan &plan);
    [[nodiscard]] const Plan &plan() const { return m_plan; }
    /// Empty = all.
    void showOnly(const QString &action);
    [[nodiscard]] const PlanChange &changeAt(int row) const;
    [[nodiscard]] int count(const QString &action) const;
    /// Of documents only, without the customers, items and payments that go with them.
    [[nodiscard]] int documentCount(const QString &action) const;
    /// How many changes would be sent.
    [[nodiscard]] int effects() const;
    /// "12,480.20 USD"; empty when there is no money or more than one currency.
    [[nodiscard]] QString money(const QString &action) const;

private:
    [[nodiscard]] QString text(const PlanChange &change, Column column) const;
    void rebuild();

    Plan m_plan;
    QString m_action;
    QList<int> m_visible;
};

} // namespace uds
