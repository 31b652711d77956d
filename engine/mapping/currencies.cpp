#include "engine/mapping/currencies.h"

#include <QHash>
#include <QString>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// ISO 4217, list one (2024), without funds and metals.
constexpr QStringView kTwoDigits
    = u"AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
      u"CHF CNY COP "
      "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR "
      "ILS INR IRR "
      "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR "
      "MZN NAD NGN "
      "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
      "STN SVC SYP "
      "SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG";
constexpr QStringView kNoDigits = u"BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
constexpr QStringView kThreeDigits = u"BHD IQD JOD KWD LYD OMR TND";

} // namespace

std::optional<int> currencyDigits(QStringView code)
{
    static const QHash<QStringView, int> kDigits = [] {
        QHash<QStringView, int> digits;
        for (const auto &[codes, count] :
            {std::pair(kTwoDigits, 2), std::pair(kNoDigits, 0), std::pair(kThreeDigits, 3)}) {
            for (const QStringView one : codes.split(u' '))
                digits.insert(one, count);
        }
        return digits;
    }();
    const auto at = kDigits.constFind(code);
    return at == kDigits.constEnd() ? std::nullopt : std::optional(*at);
}

} // namespace uds
