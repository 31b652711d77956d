#pragma once

#include "engine/api/values.h"

#include <QAbstractListModel>

namespace uds {

/// The causes of open failures, most money first, below one row that stands for all of them.
class CausesModel final : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void setCauses(const QList<CauseRow> &causes, const QDateTime &nowUtc);
    [[nodiscard]] bool isEmpty() const { return m_causes.isEmpty(); }
    /// Null for the row "all".
    [[nodiscard]] const CauseRow *causeAt(int row) const;
    [[nodiscard]] int rowOf(const QString &causeKey) const; ///< 0, the row "all", when it is gone
    [[nodiscard]] int total() const;

private:
    [[nodiscard]] QString caption(const CauseRow &cause) const;

    QList<CauseRow> m_causes;
    QDateTime m_nowUtc;
};

} // namespace uds
