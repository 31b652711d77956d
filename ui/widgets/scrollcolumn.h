#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace uds {

/// A column of cards that scrolls vertically when the window is small.
class ScrollColumn final : public QScrollArea {
    Q_OBJECT

public:
    explicit ScrollColumn(const QString &name, QWidget *parent = nullptr);
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }

private:
    QVBoxLayout *m_column;
};

} // namespace uds
