#include "engine/alerts/mailbox.h"

#include <QRegularExpression>

namespace uds {

using namespace Qt::StringLiterals;

bool isMailboxAddress(const QString &text)
{
    static const QRegularExpression shape(
        u"\\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
        "@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\\z"_s);
    return text.size() <= 254 && shape.match(text).hasMatch();
}

} // namespace uds
