#pragma once

#include <QByteArray>
#include <QString>
#include <QTimeZone>
#include <QUrl>

#include <chrono>

namespace uds {

/// What a simulated shop is like.
struct ShopSettings {
    enum class KeyRights { Read, Write, ReadWrite };

    QByteArray consumerKey = QByteArrayLiteral("ck_5170a7ed5170a7ed5170a7ed5170a7ed5170a7ed");
    QByteArray consumerSecret = QByteArrayLiteral("cs_0a0b0c0d0a0b0c0d0a0b0c0d0a0b0c0d0a0b0c0d");
    KeyRights rights = KeyRights::Read;
    QString name = QStringLiteral("Lab Store (fictitious)");
    QUrl address = QUrl(QStringLiteral("https://shop.example.test")); ///< the shop's own idea of its address
    QTimeZone zone = QTimeZone("America/Los_Angeles");
    QString version = QStringLiteral("11.0.1");
    QString currency = QStringLiteral("USD");
    int decimals = 2;
    bool pricesIncludeTax = false;
    bool roundAtSubtotal = false;
    /// Orders in their own tables: totals are 0 beyond the last page.
    bool ordersInOwnTables = true;
    /// Whether PHP learns that the connection is encrypted; otherwise Basic credentials are ignored.
    bool seesTls = true;
    /// By how much the shop's clock is ahead of its clients', who sign by theirs.
    std::chrono::seconds aheadOfClients{0};
    /// A plug-in that takes the API away: every wc/v3 route is 404 rest_no_route.
    bool apiBlocked = false;
    /// A host that does not pass the Authorization header on.
    bool stripsAuthorization = false;
    /// Permalinks set to "Plain": /wp-json/ is redirected, and ?rest_route= does not honour keys.
    bool hasPlainPermalinks = false;
    /// Written before every JSON body, as a careless plug-in does.
    QByteArray noiseBeforeJson;
};

} // namespace uds
