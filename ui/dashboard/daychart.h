#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QBarCategoryAxis;
class QBarSet;
class QChart;
class QChartView;
class QValueAxis;

namespace uds {

class PlainLabel;

/// Records per hour of the last day by result, stacked, with the same facts as a sentence.
class DayChart final : public QWidget {
    Q_OBJECT

public:
    explicit DayChart(QWidget *parent = nullptr);
    void showHours(const QList<HistoryHour> &hours);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void recolour();
    void replaceBars(const QList<HistoryHour> &hours);

    QList<HistoryHour> m_hours;
    QChart *m_chart;
    QChartView *m_view;
    QBarSet *m_done = nullptr; ///< owned by their series in the chart
    QBarSet *m_failed = nullptr;
    QBarCategoryAxis *m_time;
    QValueAxis *m_amount;
    PlainLabel *m_sentence;
};

} // namespace uds
