#pragma once

#include <QString>

class QPushButton;
class QWidget;

namespace uds {

/// The first button that is not hidden and whose text begins so, mnemonic apart; null when there is none.
[[nodiscard]] QPushButton *button(const QWidget &root, const QString &startOfText);

} // namespace uds
