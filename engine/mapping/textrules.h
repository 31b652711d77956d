#pragma once

#include <QString>

namespace uds {

/// Without blanks at the ends, inner runs of blanks (also U+00A0, zero-width ones and tabs) as one blank.
[[nodiscard]] QString collapsedBlanks(const QString &text);
/// The form in which names and e-mail addresses are compared: NFC, one blank between words, case folded.
[[nodiscard]] QString foldedForMatching(const QString &text);
/// At most \a length characters, cut at a word where one ends in the last third; never inside a surrogate
/// pair.
[[nodiscard]] QString cutAtWord(const QString &text, qsizetype length);
/// Like cutAtWord(), with a suffix made from the whole text, so that two texts equal up to the cut stay
/// different.
[[nodiscard]] QString cutWithHash(const QString &text, qsizetype length);
/// Tags removed; entities are left as they are.
[[nodiscard]] QString withoutTags(const QString &text);
/// Named (the HTML 4 set) and numeric entities decoded exactly once: "&amp;lt;" becomes "&lt;".
[[nodiscard]] QString decodedEntities(const QString &text);
/// Colon becomes a dash, tab and line breaks a blank, double quote an apostrophe.
[[nodiscard]] QString withoutForbidden(const QString &text);
/// Emoji and other pictographs, joiners, variation selectors and control characters removed; letters of all
/// scripts stay.
[[nodiscard]] QString withoutSymbols(const QString &text);
/// One address that a mail program takes: something@host.tld, at most 100 characters.
[[nodiscard]] bool isMailAddress(const QString &text);

} // namespace uds
