#include "tests/ui/controls.h"

#include <QPushButton>

namespace uds {

QPushButton *button(const QWidget &root, const QString &startOfText)
{
    for (QPushButton *candidate : root.findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&').startsWith(startOfText) && !candidate->isHidden())
            return candidate;
    }
    return nullptr;
}

} // namespace uds
