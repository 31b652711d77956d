#pragma once

#include <QWidget>

namespace uds {

class PlanModel;
class PlanTile;

/// Counts and money per action; pressing one shows only its changes.
class PlanTiles final : public QWidget {
    Q_OBJECT

public:
    explicit PlanTiles(QWidget *parent = nullptr);
    void showCounts(const PlanModel &model);

Q_SIGNALS:
    void actionChosen(const QString &action); ///< empty = all

private:
    void choose(const QString &action, bool checked);

    QList<PlanTile *> m_tiles;
};

} // namespace uds
