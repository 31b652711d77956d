#pragma once

#include "engine/connectors/quickbooks/quickbooksfault.h"

#include <QStringList>

namespace uds {

/// Names of the references an object holds at any depth ("CustomerRef", "ItemRef", "LinkedTxn"), each once:
/// first those to records that are kept in step (people, items, transactions), then those to the company's
/// lists.
[[nodiscard]] QStringList quickBooksReferences(const Json &object);

/// The references of \a sent a fault 610, 2500 or 6250 can be about, narrowed down as far as the fault tells.
[[nodiscard]] QStringList quickBooksReferencesAtFault(const QuickBooksFault &fault, const Json &sent);

/// True when the words of a fault 610 speak of an inactive reference. A translated text counts as one of a
/// missing object.
[[nodiscard]] bool quickBooksIsAboutInactive(const QuickBooksFault &fault);

} // namespace uds
