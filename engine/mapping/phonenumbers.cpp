#include "engine/mapping/phonenumbers.h"

#include "engine/mapping/countries.h"

#include <QRegularExpression>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// The digits that are dialled, with a leading + where one was written; empty when there is anything else.
QString dialled(const QString &text)
{
    static const QRegularExpression kExtension(
        u"(?:\\s|,|;)*(?:ext\\.?|x|#)\\s*\\d{1,7}$"_s, QRegularExpression::CaseInsensitiveOption);
    QString digits;
    QString number = text.trimmed();
    number.remove(kExtension);
    number.remove(u"(0)"_s); // +44 (0)20 ...: dialled only inside of the country
    for (const QChar c : number) {
        if (c.unicode() >= u'0' && c.unicode() <= u'9')
            digits += c;
        else if (c == u'+' && digits.isEmpty())
            digits += c;
        else if (!c.isSpace() && !u"()-./\u2010\u2011\u2013"_s.contains(c))
            return {};
    }
    return digits;
}

/// Without the digit that is dialled before a number inside of the country only. Italy's zero belongs to the
/// number; in the others named here a zero never comes first.
QString withoutTrunk(QString national, const Country &country)
{
    static const QStringList kKeep{u"IT"_s, u"SM"_s, u"VA"_s};
    if (country.callingCode == u"1")
        return national.size() == 11 && national.startsWith(u'1') ? national.mid(1) : national;
    if (country.callingCode == u"7")
        return national.size() == 11 && national.startsWith(u'8') ? national.mid(1) : national;
    if (country.alpha2 == u"HU")
        return national.startsWith(u"06"_s) ? national.mid(2) : national;
    if (!kKeep.contains(country.alpha2) && national.startsWith(u'0'))
        national.remove(0, 1);
    return national;
}

bool hasPlausibleLength(const QString &digits)
{
    if (digits.startsWith(u'1'))
        return digits.size() == 11; // all of North America
    return digits.size() >= 8 && digits.size() <= 15;
}

} // namespace

QString internationalPhone(const QString &text, const QString &country)
{
    QString digits = dialled(text);
    const Country *home = countryOf(country);
    const bool isAmerican = home != nullptr && home->callingCode == u"1";
    QString international;
    if (digits.startsWith(u'+'))
        international = digits.mid(1);
    else if (digits.startsWith(u"011"_s) && isAmerican)
        international = digits.mid(3);
    else if (digits.startsWith(u"00"_s) && !isAmerican)
        international = digits.mid(2);
    else if (home != nullptr && !home->callingCode.isEmpty() && digits.size() >= 5)
        international = home->callingCode + withoutTrunk(digits, *home);
    return hasPlausibleLength(international) ? u'+' + international : QString();
}

} // namespace uds
