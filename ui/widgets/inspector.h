#pragma once

#include <QWidget>

class QVBoxLayout;

namespace uds {

class PlainLabel;
class ScrollColumn;

/// The panel beside a table that tells more about the chosen row.
class Inspector final : public QWidget {
    Q_OBJECT

public:
    explicit Inspector(const QString &name, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// Throws away what was shown and gives the empty column.
    [[nodiscard]] QVBoxLayout *restart();
    [[nodiscard]] QWidget *content() const { return m_content; }

Q_SIGNALS:
    void closeRequested();

private:
    PlainLabel *m_title;
    ScrollColumn *m_scroll;
    QWidget *m_content = nullptr;
};

} // namespace uds
