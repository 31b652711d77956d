#include "engine/core/textkey.h"

namespace uds {

namespace {

bool isInvisible(QChar character)
{
    switch (character.unicode()) {
    case 0x00AD: // soft hyphen
    case 0x200B: // zero-width space
    case 0x200C: // zero-width non-joiner
    case 0x200D: // zero-width joiner
    case 0x200E: // left-to-right mark
    case 0x200F: // right-to-left mark
    case 0x2060: // word joiner
    case 0xFEFF: // byte order mark
        return true;
    default: return false;
    }
}

} // namespace

QString foldedKey(const QString &text)
{
    QString visible;
    visible.reserve(text.size());
    for (const QChar character : text) {
        if (!isInvisible(character))
            visible += character;
    }
    // Folding can take a composed letter apart, hence the second composition.
    const QString composed = visible.normalized(QString::NormalizationForm_C).simplified();
    return composed.toCaseFolded().normalized(QString::NormalizationForm_C);
}

} // namespace uds
