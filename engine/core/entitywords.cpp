#include "engine/core/entitywords.h"

namespace uds {

QString entityWords(const QString &name)
{
    QString words;
    for (const QChar character : name) {
        if (words.isEmpty())
            words += character.toUpper();
        else if (character == u'_')
            words += u' ';
        else if (character.isUpper())
            words += u' ' + character.toLower();
        else
            words += character;
    }
    return words;
}

} // namespace uds
