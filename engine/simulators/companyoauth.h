#pragma once

#include "engine/http/httptypes.h"
#include "engine/simulators/companyoptions.h"

#include <QDateTime>
#include <QHash>
#include <QSet>

namespace uds {

/// The sign-in service: consent page, token and revocation endpoints, discovery, and the tokens it gave out.
class CompanyOAuth {
public:
    /// \a options must outlive this object.
    explicit CompanyOAuth(const CompanyOptions &options);

    /// Answers `GET /connect/oauth2` as a person would who agrees at once (or refuses, by the options): sends
    /// the browser back. Wrong keys or an unknown redirect address get a page and do not return.
    [[nodiscard]] HttpResponse authorize(const HttpRequest &request, const QDateTime &nowUtc);
    /// Answers `GET /.well-known/openid_configuration`.
    [[nodiscard]] HttpResponse discovery(const HttpRequest &request) const;
    /// Answers `POST /oauth2/v1/tokens/bearer`.
    [[nodiscard]] HttpResponse token(const HttpRequest &request, const QDateTime &nowUtc);
    /// Answers `POST /v2/oauth2/tokens/revoke`.
    [[nodiscard]] HttpResponse revoke(const HttpRequest &request);
    [[nodiscard]] bool isAuthorized(const HttpRequest &request, const QDateTime &nowUtc);
    /// What a user does by disconnecting the app: no token works any more.
    void disconnect();

    [[nodiscard]] const QString &refreshToken() const { return m_refreshToken; }
    [[nodiscard]] int refreshes() const { return m_refreshes; }
    [[nodiscard]] int revocations() const { return m_revocations; }

private:
    /// What a code was given out for.
    struct Code {
        QString redirectUrl;
        QString challenge; ///< empty without PKCE
        QDateTime givenUtc;
        bool isUsed = false;
    };

    [[nodiscard]] bool isClient(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse refreshed(const HttpRequest &request, const QDateTime &nowUtc);
    [[nodiscard]] HttpResponse exchanged(const HttpRequest &request, const QDateTime &nowUtc);
    [[nodiscard]] bool isExchangeable(
        const Code &code, const HttpRequest &request, const QDateTime &nowUtc) const;
    [[nodiscard]] HttpResponse granted(const HttpRequest &request, const QDateTime &nowUtc);
    [[nodiscard]] bool hasEnded(const QDateTime &nowUtc) const;
    void start(const QDateTime &nowUtc);

    const CompanyOptions &m_options;
    QHash<QString, QDateTime> m_accessTokens; ///< with the end of their life
    QString m_refreshToken;
    QDateTime m_refreshSince; ///< when the current value was given out
    QSet<QString> m_replaced;
    bool m_hasStarted = false;
    QHash<QString, Code> m_codes;
    QDateTime m_permittedUtc; ///< the person's permission
    QDateTime m_lastUseUtc; ///< of the refresh token
    int m_refreshes = 0;
    int m_rotations = 0;
    int m_revocations = 0;
};

} // namespace uds
