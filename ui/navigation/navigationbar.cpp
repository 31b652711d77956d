#include "ui/navigation/navigationbar.h"

#include "ui/navigation/navigationbutton.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QIcon>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

NavigationBar::NavigationBar(QWidget *parent)
    : QFrame(parent)
    , m_column(new QVBoxLayout)
    , m_logo(new QLabel(this))
    , m_title(new PlainLabel(tr("Universal\nData Sync"), PlainLabel::Style::Strong, this))
    , m_toggle(buttons::iconOnly(tr("Show only icons"), u"sidebar"_s, this))
{
    const int step = theme::step();
    setObjectName(u"sideBar"_s);
    setAccessibleName(tr("Screens"));
    m_logo->setPixmap(QIcon(u":/icons/universal-data-sync.svg"_s).pixmap(step * 4));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(step * 3 / 2, step * 2, step, step * 2);
    head->setSpacing(step * 5 / 4);
    head->addWidget(m_logo);
    head->addWidget(m_title, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(step * 3 / 2, 0, step, step);
    foot->addWidget(m_toggle);
    foot->addStretch(1);
    m_column->setSpacing(step / 4);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(head);
    column->addLayout(m_column);
    column->addStretch(1);
    column->addLayout(foot);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setCollapsed(!m_collapsed); });
}

void NavigationBar::addScreen(const QString &title, const QString &icon)
{
    const auto screen = int(m_buttons.size());
    auto *button = new NavigationButton(title, icon, this);
    const QKeySequence keys(Qt::CTRL | Qt::Key(Qt::Key_1 + screen));
    button->setToolTip(tr("%1 (%2)", "screen, shortcut").arg(title, keys.toString(QKeySequence::NativeText)));
    m_column->addWidget(button);
    m_buttons << button;
    connect(button, &NavigationButton::clicked, this, [this, screen] { Q_EMIT screenChosen(screen); });
    connect(new QShortcut(keys, this), &QShortcut::activated, button, &NavigationButton::click);
}

void NavigationBar::setCurrent(int screen)
{
    m_buttons.at(screen)->setChecked(true);
}

void NavigationBar::setBadge(int screen, int count)
{
    m_buttons.at(screen)->setBadge(count);
}

void NavigationBar::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    m_title->setVisible(!collapsed);
    for (NavigationButton *button : std::as_const(m_buttons))
        button->setCollapsed(collapsed);
    const QString name = collapsed ? tr("Show icons and titles") : tr("Show only icons");
    m_toggle->setAccessibleName(name);
    m_toggle->setToolTip(name);
}

} // namespace uds
