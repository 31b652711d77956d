#pragma once

#include <QString>

class QPushButton;
class QToolButton;
class QWidget;

/// The few kinds of buttons that the screens use. The accessible name is the text without its mnemonic.
namespace uds::buttons {

/// The one button of a place that moves work forward.
[[nodiscard]] QPushButton *primary(const QString &text, const QString &icon, QWidget *parent);
[[nodiscard]] QPushButton *secondary(const QString &text, const QString &icon, QWidget *parent);
/// Without a border until the pointer or the focus is on it.
[[nodiscard]] QPushButton *quiet(const QString &text, const QString &icon, QWidget *parent);
/// Only an icon; \a name is its accessible name and tooltip.
[[nodiscard]] QToolButton *iconOnly(const QString &name, const QString &icon, QWidget *parent);

} // namespace uds::buttons
