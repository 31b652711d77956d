#include "engine/mapping/transliteration.h"

#include <QHash>
#include <QStringList>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Letters that are not a plain letter with an accent. Upper case follows from these.
constexpr auto kLetters
    = u"ß ss|æ ae|ø o|œ oe|đ d|ð d|þ th|ł l|ħ h|ı i|ĳ ij|ŋ n|ŧ t|ĸ k|ſ s|ə e|"
      u"а a|б b|в v|г g|д d|е e|ж zh|з z|и i|й y|к k|л l|м m|н n|о o|п p|р r|с s|т t|у u|ф f|х kh|ц ts|ч "
      u"ch|ш sh|"
      u"щ shch|ъ |ы y|ь |э e|ю yu|я ya|є ye|і i|ї yi|ґ g|ё yo|ђ dj|ј j|љ lj|њ nj|ћ c|џ dz|ў u|ѓ g|ќ k|ѕ dz|"
      u"α a|β v|γ g|δ d|ε e|ζ z|η i|θ th|ι i|κ k|λ l|μ m|ν n|ξ x|ο o|π p|ρ r|σ s|ς s|τ t|υ y|φ f|χ ch|ψ ps|ω "
      u"o";
constexpr auto kSigns
    = u"‘ '|’ '|‚ '|“ \"|” \"|„ \"|« \"|» \"|‹ '|› '|– -|— -|− -|… ...|№ No.|× x|€ EUR|£ GBP";

QHash<QChar, QString> spellings()
{
    QHash<QChar, QString> all;
    for (const QString &entry : QString::fromUtf16(kLetters).split(u'|')) {
        const QChar letter = entry.at(0);
        const QString spelling = entry.mid(2);
        all.insert(letter, spelling);
        if (letter.toUpper() != letter)
            all.insert(letter.toUpper(), spelling.left(1).toUpper() + spelling.mid(1));
    }
    for (const QString &entry : QString::fromUtf16(kSigns).split(u'|'))
        all.insert(entry.at(0), entry.mid(2));
    return all;
}

} // namespace

QString transliterated(const QString &text)
{
    static const QHash<QChar, QString> kSpellings = spellings();
    QString out;
    out.reserve(text.size());
    // Composed first: й is a letter of its own, not an и with an accent.
    for (const QChar letter : text.normalized(QString::NormalizationForm_C)) {
        if (const auto known = kSpellings.constFind(letter); known != kSpellings.constEnd()) {
            out += *known;
            continue;
        }
        const QString parts = QString(letter).normalized(QString::NormalizationForm_D);
        const auto known = kSpellings.constFind(parts.at(0));
        const bool plain = parts.at(0).unicode() < 0x80;
        if (known != kSpellings.constEnd() && parts.size() > 1)
            out += *known; // ώ and ў
        else
            out += plain ? QString(parts.at(0)) : QString(letter);
    }
    return out;
}

} // namespace uds
