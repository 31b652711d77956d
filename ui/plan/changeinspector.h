#pragma once

#include "engine/api/values.h"

#include <QWidget>

namespace uds {

class Inspector;

/// One planned change: reason, advice, notes, and the exact document that would be sent, as plain text.
class ChangeInspector final : public QWidget {
    Q_OBJECT

public:
    explicit ChangeInspector(QWidget *parent = nullptr);
    void showChange(const PlanChange &change);

Q_SIGNALS:
    void closeRequested();

private:
    Inspector *m_inspector;
};

} // namespace uds
