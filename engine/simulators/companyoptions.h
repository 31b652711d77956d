#pragma once

#include <QDate>
#include <QString>
#include <QStringList>

#include <chrono>

namespace uds {

/// How the make-believe company works out sales tax.
enum class CompanyTax {
    AutomatedHonoured, ///< US, automated: a tax total in the request is kept
    AutomatedIgnored, ///< US, automated: tax is always worked out anew
    AutomatedCentOff, ///< US, automated: worked out anew and one cent higher
    Manual, ///< US, the document's tax code decides
    Other, ///< outside the US: a real tax code on every line
    None ///< the company uses no sales tax
};

/// Switches of CompanySimulator. Facts that no public source settles can be set either way.
struct CompanyOptions {
    QString realmId = QStringLiteral("9341453000000101");
    CompanyTax tax = CompanyTax::AutomatedHonoured;
    bool customTxnNumbers = true;
    bool warnDuplicates = true; ///< duplicate document numbers are refused
    bool allowShipping = true;
    bool allowDiscount = true;
    bool multiCurrency = false;
    QString homeCurrency; ///< empty = the currency of the company's country
    QDate bookCloseDate; ///< invalid = books are open
    std::chrono::seconds requestIdRetention = std::chrono::hours(24); ///< zero = request ids do nothing
    bool replayFaults = true; ///< a request id is answered with its first fault again
    bool enforceLimits = true; ///< 500 requests and 40 batches a minute, 10 requests a second
    bool refuseEmojiInNames = true;
    bool refuseNegativeLines = false;
    bool tellNameHolder = false; ///< a duplicate name's fault quotes the id that holds it
    bool subscriptionEnded = false; ///< reads go on, writes do not
    bool lowerCaseFaults = false; ///< faults come in the gateway's spelling
    bool faultsWithStatus200 = false;
    quint64 seed = 1;

    QString clientId = QStringLiteral("simulated-client");
    QString clientSecret = QStringLiteral("simulated-client-secret");
    QString accessToken = QStringLiteral("simulated-access-token");
    QString refreshToken = QStringLiteral("simulated-refresh-token");
    QString authorizationCode; ///< may be exchanged once; empty = there is none
    QStringList redirectUrls; ///< registered for the app; empty = any
    bool deniesConsent = false; ///< the person in the browser says no
    bool offersPkce = false; ///< the discovery document names S256; a challenge is checked in any case
    std::chrono::seconds codeLifetime = std::chrono::minutes(10);
    std::chrono::seconds refreshLifetime = std::chrono::hours(24 * 100); ///< starts again with each use
    std::chrono::seconds hardLifetime = std::chrono::hours(24 * 365 * 5); ///< since the person's permission
    bool refusesRevocation = false; ///< the revocation endpoint is out of order
    std::chrono::seconds accessLifetime = std::chrono::seconds(3600);
    std::chrono::seconds refreshRotation
        = std::chrono::hours(24); ///< age at which a refresh token is replaced
    bool punishTokenRace = true; ///< a replaced refresh token that comes again ends the connection
};

} // namespace uds
