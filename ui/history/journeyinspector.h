#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QVBoxLayout;

namespace uds {

class Inspector;

/// What became of one number: verdict, advice, and every step in time order.
class JourneyInspector final : public QWidget {
    Q_OBJECT

public:
    explicit JourneyInspector(QWidget *parent = nullptr);

    void showLoading(const QString &number);
    void showJourney(const QString &number, const QList<Explanation> &explanations);

Q_SIGNALS:
    void closeRequested();

private:
    void addExplanation(QVBoxLayout &column, const Explanation &explanation);
    [[nodiscard]] QWidget *makeStep(const HistoryRow &step);

    Inspector *m_inspector;
    QString m_number; ///< answers about another number come too late
};

} // namespace uds
