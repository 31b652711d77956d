#pragma once

#include "engine/core/json.h"
#include "engine/http/httptypes.h"

#include <QList>

namespace uds {

/// Who has to act on an error of the database or of PostgREST.
enum class SupabaseSide {
    Warehouse, ///< whoever runs the warehouse: its schema, its keys, its grants
    Data, ///< the record at the source
    Mapping, ///< the mapping between the two
    Service, ///< nobody here: wait
    Program ///< this program is wrong
};

/// What an error says about a write.
enum class SupabaseEffect {
    RowRefused, ///< one row is at fault; its neighbours in the same call were not written either
    CallTooLarge, ///< the same rows in smaller calls may do
    CallRefused, ///< nothing was written, and smaller calls would not help
    Unknown ///< the transaction may have been finished
};

/// One row of the registry of error codes. A code ending in '*' stands for all that begin so.
struct SupabaseErrorRule {
    const char *code;
    ErrorKind kind;
    SupabaseSide side;
    SupabaseEffect effect;
    const char *text; ///< source text for translation, context "uds"
    const char *nextStep; ///< source text for translation, context "uds"
};

[[nodiscard]] const QList<SupabaseErrorRule> &supabaseErrorRules();
/// The rule for \a code itself, else the one for its class; null for a code without any.
[[nodiscard]] const SupabaseErrorRule *supabaseErrorRule(QStringView code);

/// An answer that is not a success.
struct SupabaseFault {
    Error error; ///< code "supabase.<code>", or "supabase.http.<status>" for an answer without a code
    SupabaseEffect effect = SupabaseEffect::Unknown;
};
/// What \a response means. The server's "details" repeat whole rows and are left out of the error.
[[nodiscard]] SupabaseFault supabaseFault(const HttpResponse &response);
[[nodiscard]] Error supabaseError(
    ErrorKind kind, const QString &code, const QString &message, const QString &hint);

} // namespace uds
