#pragma once

#include <QFrame>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace uds {

class NavigationButton;
class PlainLabel;

/// The screens at the left edge; can shrink to icons.
class NavigationBar final : public QFrame {
    Q_OBJECT

public:
    explicit NavigationBar(QWidget *parent = nullptr);

    /// Screens are numbered from 0 in the order in which they are added; Ctrl+1 opens the first.
    void addScreen(const QString &title, const QString &icon);
    void setCurrent(int screen);
    void setBadge(int screen, int count);
    void setCollapsed(bool collapsed);
    [[nodiscard]] bool isCollapsed() const { return m_collapsed; }

Q_SIGNALS:
    void screenChosen(int screen);

private:
    QVBoxLayout *m_column;
    QList<NavigationButton *> m_buttons;
    QLabel *m_logo;
    PlainLabel *m_title;
    QToolButton *m_toggle;
    bool m_collapsed = false;
};

} // namespace uds
