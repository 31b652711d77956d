#include "ui/widgets/buttons.h"

#include "ui/widgets/icons.h"

#include <QPushButton>
#include <QToolButton>

namespace uds::buttons {

using namespace Qt::StringLiterals;

namespace {

struct Look {
    QString kind;
    theme::Role ink;
};

QPushButton *make(const QString &text, const QString &icon, const Look &look, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setProperty("kind", look.kind);
    button->setAutoDefault(false);
    button->setAccessibleName(QString(text).remove(u'&'));
    if (!icon.isEmpty())
        button->setIcon(icons::icon(icon, look.ink));
    button->setIconSize({theme::iconSize() * 5 / 4, theme::iconSize()});
    return button;
}

} // namespace

QPushButton *primary(const QString &text, const QString &icon, QWidget *parent)
{
    return make(text, icon, {u"primary"_s, theme::Role::OnAccent}, parent);
}

QPushButton *secondary(const QString &text, const QString &icon, QWidget *parent)
{
    return make(text, icon, {u"secondary"_s, theme::Role::Text}, parent);
}

QPushButton *quiet(const QString &text, const QString &icon, QWidget *parent)
{
    return make(text, icon, {u"quiet"_s, theme::Role::AccentText}, parent);
}

QToolButton *iconOnly(const QString &name, const QString &icon, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icons::icon(icon, theme::Role::Muted));
    button->setIconSize({theme::iconSize(), theme::iconSize()});
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace uds::buttons
