#pragma once

#include "ui/widgets/tone.h"

#include <QString>

class QFontMetrics;
class QPainter;
class QPalette;
class QRect;
class QSize;

namespace uds {

/// A status as a pill: icon and word on a soft ground. One drawing for widgets and table cells.
struct Chip {
    QString text;
    Tone tone = Tone::Neutral;
    QString icon; ///< empty = the icon of the tone

    [[nodiscard]] QSize size(const QFontMetrics &metrics) const;
    void paint(QPainter &painter, const QRect &rect, const QPalette &palette) const;
};

} // namespace uds
