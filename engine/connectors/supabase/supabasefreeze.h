#pragma once

#include "engine/connectors/effect.h"
#include "engine/core/result.h"

namespace uds {

/// Most rows one call carries.
constexpr int kSupabaseBatchLimit = 500;

/// The one request for these effects. One request is one statement on one table, so a call carries what fits
/// together: creates before updates before voids, of one table, each row once, at most about a megabyte.
/// Effects that do not fit are members of the call all the same; no byte of the body is theirs, and
/// supabaseOutcomes() says NotSent for them. At least one effect is always carried, so that sending the
/// others again comes to an end.
///
/// Errors: Validation "supabase.key" for a row without its key, Internal "supabase.freeze" for an effect that
/// no request can express.
[[nodiscard]] Result<FrozenCall> freezeSupabaseCall(const QList<Effect> &effects, const QString &callToken);

/// Tokens of the effects that the call's bytes carry, with the text that names their row: the key of an
/// upserted row, the id of a voided one.
struct SupabaseMember {
    QString token; ///< empty for a voided row, which is known by its id
    QString row;
    friend bool operator==(const SupabaseMember &, const SupabaseMember &) = default;
};
[[nodiscard]] QList<SupabaseMember> supabaseMembers(const FrozenCall &call);
/// The table a frozen call goes to.
[[nodiscard]] QString supabaseTableOf(const FrozenCall &call);

/// An upsert of several rows as two that carry half of them each.
[[nodiscard]] QList<FrozenCall> supabaseHalves(const FrozenCall &call);

} // namespace uds
