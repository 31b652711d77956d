#include "ui/widgets/noticebar.h"

#include "engine/api/values.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/plainlabel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_text(new PlainLabel(PlainLabel::Style::Strong, this))
    , m_action(buttons::quiet({}, {}, this))
    , m_close(buttons::iconOnly(tr("Close this notice"), u"close"_s, this))
{
    const int step = theme::step();
    setObjectName(u"noticeBar"_s);
    m_text->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(step * 5, step / 2, step, step / 2);
    row->setSpacing(step);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_timer.setSingleShot(true);
    m_action->hide();
    hide();
    connect(&m_timer, &QTimer::timeout, this, &NoticeBar::expire);
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::expire);
    connect(m_action, &QPushButton::clicked, this, &NoticeBar::act);
}

void NoticeBar::post(Notice notice)
{
    expire();
    m_notice = std::move(notice);
    m_text->setText(m_notice.text);
    m_action->setText(m_notice.action);
    m_action->setAccessibleName(QString(m_notice.action).remove(u'&'));
    m_action->setVisible(!m_notice.action.isEmpty());
    show();
    update();
    if (m_notice.tone != Tone::Failure)
        m_timer.start(8s);
    setAccessibleName(m_notice.text);
    QAccessibleEvent announcement(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
}

void NoticeBar::postError(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled)
        return post({tr("Stopped. Nothing was left half done."), Tone::Neutral, {}, {}, {}});
    const QString text
        = error.hint.isEmpty() ? error.message : tr("%1 %2", "error, advice").arg(error.message, error.hint);
    post({text, Tone::Failure, {}, {}, {}});
}

void NoticeBar::expire()
{
    m_timer.stop();
    hide();
    const auto expired = std::exchange(m_notice.onExpired, {});
    if (expired)
        expired();
}

void NoticeBar::act()
{
    m_notice.onExpired = {};
    const auto action = std::exchange(m_notice.onAction, {});
    expire();
    if (action)
        action();
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    const int step = theme::step();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = theme::color(theme::foreground(m_notice.tone), palette());
    painter.fillRect(rect(), theme::color(theme::background(m_notice.tone), palette()));
    const QRect icon(step * 2, (height() - theme::iconSize()) / 2, theme::iconSize(), theme::iconSize());
    icons::paint(painter, icon, icons::forTone(m_notice.tone), ink);
}

} // namespace uds
