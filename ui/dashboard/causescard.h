#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QVBoxLayout;

namespace uds {

/// What needs a person: at most five causes with their count and money.
class CausesCard final : public QWidget {
    Q_OBJECT

public:
    explicit CausesCard(QWidget *parent = nullptr);
    void showCauses(const QList<CauseRow> &causes, const QDateTime &nowUtc);

Q_SIGNALS:
    void causeActivated(const QString &causeKey);

private:
    [[nodiscard]] QWidget *makeRow(const CauseRow &cause, const QDateTime &nowUtc);

    QVBoxLayout *m_rows;
    QWidget *m_content = nullptr;
};

} // namespace uds
