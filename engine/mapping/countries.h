#pragma once

#include <QString>

namespace uds {

/// One country of ISO 3166-1.
struct Country {
    QString alpha2;
    QString alpha3;
    QString callingCode; ///< "49"; empty where nobody can be called
    QString name; ///< in English
    friend bool operator==(const Country &, const Country &) = default;
};

/// The country that a person or a platform means by \a text: a code of two or three letters, or its name in
/// English or in one of its own languages, without regard to case and accents. Null when it is none.
[[nodiscard]] const Country *countryOf(const QString &text);

} // namespace uds
