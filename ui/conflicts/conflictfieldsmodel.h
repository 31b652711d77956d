#pragma once

#include "engine/api/conflictvalues.h"

#include <QAbstractTableModel>

#include <optional>

namespace uds {

/// The fields of one conflict: what both sides last agreed on, what each holds, and what it will be. Equal
/// fields are folded.
class ConflictFieldsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Field, Agreed, Source, Target, Outcome, ColumnCount };
    using Choice = ConflictResolution::Choice;

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// The same conflict with other values keeps what was chosen.
    void setConflict(const ConflictView &view);
    [[nodiscard]] const ConflictView &conflict() const { return m_view; }
    [[nodiscard]] int equalCount() const { return m_equal; }
    /// A document is only taken as a whole: there, one choice is for every row.
    void choose(int row, Choice choice);
    void chooseAll(Choice choice);
    /// Nothing as long as a field has no choice.
    [[nodiscard]] std::optional<ConflictResolution> resolution() const;

Q_SIGNALS:
    void choiceChanged();

private:
    [[nodiscard]] QString text(int row, Column column) const;
    [[nodiscard]] bool isChosen(int row, Column column) const;
    [[nodiscard]] QString pathAt(int row) const;

    ConflictView m_view;
    JsonArray m_fields; ///< those that differ
    int m_equal = 0;
    QHash<QString, Choice> m_choices; ///< by path
};

} // namespace uds
