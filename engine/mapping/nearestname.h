#pragma once

#include <QStringList>

namespace uds {

/// The one of \a known that somebody who wrote \a wanted most likely meant; empty when none is near.
[[nodiscard]] QString nearestName(const QString &wanted, const QStringList &known);

/// Of something that is not known: "Did you mean "x"?", or which there are when nothing is near.
[[nodiscard]] QString suggestionFor(const QString &wanted, const QStringList &known);

} // namespace uds
