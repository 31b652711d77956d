#pragma once

#include "engine/connectors/effect.h"
#include "engine/connectors/quickbooks/quickbooksfault.h"
#include "engine/connectors/quickbooks/quickbooksfaultrules.h"

namespace uds {

/// A fault as an error with code "qbo.<code>". An unknown code becomes ErrorKind::Validation with the remote
/// text.
[[nodiscard]] Error quickBooksError(const QuickBooksFault &fault);

/// Like quickBooksError() for the answer to a write, where one code has several meanings. \a sent is the
/// object as it was sent. Other codes than "qbo.<code>":
/// - "qbo.referenceGone" (610, 2500, 6250): something the document refers to was deleted, merged away or made
///   inactive. The field names the reference ("CustomerRef", "ItemRef", "LinkedTxn"); when the service does
///   not say which one it was, all it can be, separated by ", ". 610 for the changed object itself stays
///   "qbo.610", with the field "Id".
/// - "payment.alreadyPaid" (6000): the invoice has no open balance for this payment.
[[nodiscard]] Error quickBooksWriteError(
    const QuickBooksFault &fault, const Effect &effect, const Json &sent);

/// True for 610, 2500 and 6250: the object itself or one it refers to is gone or may not be used.
[[nodiscard]] bool quickBooksIsAboutGoneRecords(const QuickBooksFault &fault);

/// True when quickBooksWriteError() looks at the object that was sent.
[[nodiscard]] bool needsSentObject(const QuickBooksFault &fault, const Effect &effect);

/// An answer that is not one of the service's own: ErrorKind as told, code "qbo.http.<status>" or \a code.
[[nodiscard]] Error quickBooksAnswerError(ErrorKind kind, const QString &code, const QString &message);

} // namespace uds
