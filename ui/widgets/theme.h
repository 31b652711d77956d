#pragma once

#include "ui/widgets/tone.h"

class QApplication;
class QColor;
class QPalette;

/// Colours and sizes of the program. Colours are asked by meaning and exist in a light and a dark table.
namespace uds::theme {

enum class Choice { System, Light, Dark };

enum class Role {
    Page,
    Surface,
    SurfaceAlt,
    Sidebar,
    Border,
    BorderStrong,
    Text,
    Muted,
    Accent,
    AccentHover,
    OnAccent,
    AccentText,
    AccentSoft,
    Success,
    SuccessSoft,
    Warning,
    WarningSoft,
    Failure,
    FailureSoft
};

/// Fusion style, our palette and the style sheet resources/app.qss.
void apply(QApplication &application, Choice choice);

[[nodiscard]] bool isDark(const QPalette &palette);
[[nodiscard]] QColor color(Role role, const QPalette &palette);
[[nodiscard]] Role foreground(Tone tone);
[[nodiscard]] Role background(Tone tone);
/// Half the height of a text line: every distance on screen is a multiple of it.
[[nodiscard]] int step();
/// Side of an icon that stands in a line of text.
[[nodiscard]] int iconSize();

} // namespace uds::theme
