#pragma once

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace uds {

/// A surface with a subtle border, an optional heading and a column for its content.
class Card final : public QFrame {
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);
    explicit Card(const QString &heading, QWidget *parent = nullptr);

    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    /// Puts a control to the right of the heading.
    void addToHeading(QWidget *widget);

private:
    QVBoxLayout *const m_body;
    QHBoxLayout *m_heading = nullptr;
};

} // namespace uds
