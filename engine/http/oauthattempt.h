#pragma once

#include "engine/core/clock.h"
#include "engine/core/random.h"
#include "engine/core/result.h"

#include <QUrl>

namespace uds {

/// What the authorization page of a platform needs to know (RFC 6749 section 4.1).
struct OAuthPage {
    QUrl url;
    QString clientId;
    QStringList scopes;
    QUrl redirectUrl; ///< exactly as registered for the app
    bool withPkce = false; ///< RFC 7636, S256
    friend bool operator==(const OAuthPage &, const OAuthPage &) = default;
};

/// One try to get a person's permission in the browser: a secret state of 256 bits that is good for five
/// minutes and for one answer.
class OAuthAttempt {
public:
    static constexpr std::chrono::minutes kLifetime{5};

    /// \a random must be the system's: the state and the verifier must not be guessable. \a relayPort is the
    /// local port an https relay page shall send the browser on to; it is told within the state. Zero = none.
    OAuthAttempt(OAuthPage page, Clock &clock, Random &random, quint16 relayPort = 0);

    /// The page for the person's browser.
    [[nodiscard]] QUrl address() const;
    /// The code in the address that the browser ended at. The state is compared first, in constant time;
    /// nothing else of a foreign address is looked at. Authentication: "oauth.state", "oauth.denied",
    /// "oauth.late", "oauth.scope", "oauth.declined"; Configuration: "oauth.address" for what is no such
    /// address (it may be tried again).
    [[nodiscard]] Result<QString> codeIn(const QUrl &returned);

    [[nodiscard]] const OAuthPage &page() const { return m_page; }
    [[nodiscard]] const QByteArray &verifier() const { return m_verifier; } ///< empty without PKCE
    [[nodiscard]] std::chrono::milliseconds left() const;

private:
    OAuthPage m_page;
    Clock &m_clock;
    std::chrono::milliseconds m_begun;
    QByteArray m_state; ///< empty once an answer with it has come
    QByteArray m_verifier;
};

/// The address in a text that a person pasted: blanks and line breaks cut, also of the whole query alone.
[[nodiscard]] QUrl pastedAddress(const QString &text);

} // namespace uds
