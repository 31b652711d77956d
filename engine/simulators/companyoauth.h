#pragma once

#include "engine/http/httptypes.h"
#include "engine/simulators/companyoptions.h"

#include <QDateTime>
#include <QHash>
#include <QSet>

namespace uds {

/// The token endpoint and the access tokens it gave out.
class CompanyOAuth {
public:
    /// \a options must outlive this object.
    explicit CompanyOAuth(const CompanyOptions &options);

    /// Answers `POST /oauth2/v1/tokens/bearer`.
    [[nodiscard]] HttpResponse token(const HttpRequest &request, const QDateTime &nowUtc);
    /// Answers `POST /v2/oauth2/tokens/revoke`.
    [[nodiscard]] HttpResponse revoke(const HttpRequest &request);
    [[nodiscard]] bool isAuthorized(const HttpRequest &request, const QDateTime &nowUtc);
    /// What a user does by disconnecting the app: no token works any more.
    void disconnect();

    [[nodiscard]] const QString &refreshToken() const { return m_refreshToken; }
    [[nodiscard]] int refreshes() const { return m_refreshes; }

private:
    [[nodiscard]] bool isClient(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse refreshed(const QString &token, const QDateTime &nowUtc);
    [[nodiscard]] HttpResponse exchanged(const QString &code, const QDateTime &nowUtc);
    [[nodiscard]] HttpResponse granted(const QDateTime &nowUtc);
    void start(const QDateTime &nowUtc);

    const CompanyOptions &m_options;
    QHash<QString, QDateTime> m_accessTokens; ///< with the end of their life
    QString m_refreshToken;
    QDateTime m_refreshSince; ///< when the current value was given out
    QSet<QString> m_replaced;
    bool m_hasStarted = false;
    bool m_isCodeUsed = false;
    int m_refreshes = 0;
    int m_rotations = 0;
};

} // namespace uds
