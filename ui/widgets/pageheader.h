#pragma once

#include <QWidget>

class QHBoxLayout;

namespace uds {

class PlainLabel;

/// Title of a screen, a muted line below it, and its actions at the right.
class PageHeader final : public QWidget {
    Q_OBJECT

public:
    explicit PageHeader(const QString &title, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    void setCaption(const QString &caption);
    void addControl(QWidget *control);

private:
    PlainLabel *const m_title;
    PlainLabel *const m_caption;
    QHBoxLayout *const m_row;
};

} // namespace uds
