#pragma once

#include <QFrame>

namespace uds {

class PlainLabel;
struct DashboardSummary;

/// The first answer of the dashboard: is everything right?
class HealthBanner final : public QFrame {
    Q_OBJECT

public:
    explicit HealthBanner(QWidget *parent = nullptr);
    void showSummary(const DashboardSummary &summary);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_healthy = true;
    PlainLabel *const m_sentence;
    PlainLabel *const m_detail;
};

} // namespace uds
