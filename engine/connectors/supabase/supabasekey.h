#pragma once

#include "engine/core/json.h"

namespace uds {

/// A Supabase API key, recognised by its form. Nothing is verified: that is the server's business.
struct SupabaseKey {
    enum class Kind {
        Secret, ///< sb_secret_...: full access, revocable one by one
        Publishable, ///< sb_publishable_...: row level security applies
        LegacyService, ///< JWT of the role service_role: full access
        LegacyAnon, ///< JWT of the role anon: row level security applies
        OtherJwt, ///< JWT of another role, such as a signed-in user
        Unknown
    };
    Kind kind = Kind::Unknown;
    QString role; ///< of a JWT
    QString projectRef; ///< of a JWT, when it tells
    [[nodiscard]] bool isJwt() const
    {
        return kind == Kind::LegacyService || kind == Kind::LegacyAnon || kind == Kind::OtherJwt;
    }
    [[nodiscard]] bool mayWrite() const { return kind == Kind::Secret || kind == Kind::LegacyService; }
    friend bool operator==(const SupabaseKey &, const SupabaseKey &) = default;
};

[[nodiscard]] SupabaseKey supabaseKey(const QString &text);
/// What kind of key it is and what that means, translated; never the key itself.
[[nodiscard]] QString supabaseKeyExplanation(const SupabaseKey &key);

} // namespace uds
