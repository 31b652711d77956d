#pragma once

#include <QAbstractButton>

namespace uds {

/// One screen in the navigation: icon, title, and a badge with a number that needs attention.
class NavigationButton final : public QAbstractButton {
    Q_OBJECT

public:
    NavigationButton(const QString &title, const QString &icon, QWidget *parent);

    void setBadge(int count);
    void setCollapsed(bool collapsed);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void drawBadge(QPainter &painter) const;

    QString m_title;
    QString m_icon;
    int m_badge = 0;
    bool m_collapsed = false;
    bool m_showsFocus = false;
};

} // namespace uds
