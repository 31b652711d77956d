#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QVBoxLayout;

namespace uds {

/// The connection test step by step: which layer works, which one fails, and what to do.
class VerifyLadder final : public QWidget {
    Q_OBJECT

public:
    explicit VerifyLadder(QWidget *parent = nullptr);
    void showTesting();
    void showReport(const VerifyReport &report);
    void showError(const Error &error);
    /// Below a report: what the streams need.
    void addPreflight(const QList<Preflight> &reports);

private:
    [[nodiscard]] QVBoxLayout *restart();
    [[nodiscard]] QWidget *makeStep(const VerifyStep &step);

    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
};

} // namespace uds
