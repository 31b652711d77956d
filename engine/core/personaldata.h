#pragma once

#include <QString>

namespace uds {

// Personal data by its shape (reliability.md 4.6). Each leaves every other character as it is. Names and
// postal addresses have no shape: they are never logged in the first place.

/// Card numbers: an issuer's range and a right check digit, and not the value of an id field.
[[nodiscard]] QString withoutCards(const QString &text);
/// Account numbers: a country's length and a right check number.
[[nodiscard]] QString withoutAccounts(const QString &text);
/// With + in front, or behind a word like "phone"; bare digits are order numbers.
[[nodiscard]] QString withoutPhones(const QString &text);
/// 3-2-4 digits behind a word like "SSN".
[[nodiscard]] QString withoutSocialSecurityNumbers(const QString &text);
[[nodiscard]] QString withoutEmails(const QString &text);

/// "j***@5f0c3a": the first letter, and a hash that is equal for equal domains.
[[nodiscard]] QString maskedEmail(const QString &address);

} // namespace uds
