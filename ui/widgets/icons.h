#pragma once

#include "ui/widgets/theme.h"

#include <QIcon>
#include <QPixmap>

/// One-colour line icons from resources/icons, drawn in the colour of a role of the current theme.
namespace uds::icons {

/// \a name is the file name without ".svg".
[[nodiscard]] QIcon icon(const QString &name, theme::Role role = theme::Role::Text);
[[nodiscard]] QString forTone(Tone tone);
void paint(QPainter &painter, const QRect &rect, const QString &name, const QColor &color);

} // namespace uds::icons
