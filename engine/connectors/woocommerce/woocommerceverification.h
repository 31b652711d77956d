#pragma once

#include "engine/connectors/connectionladder.h"
#include "engine/connectors/woocommerce/woocommercequeries.h"

namespace uds {

class Clock;

/// The connection test of a shop, with GET requests only.
class WooCommerceVerification {
public:
    /// \a queries and \a clock must outlive the verification. \a keyInAddress is the key as query items,
    /// tried when the header does not arrive; empty = not tried.
    WooCommerceVerification(WooCommerceQueries &queries, Clock &clock, WooParameters keyInAddress);

    [[nodiscard]] QCoro::Task<Result<VerifyReport>> run(std::stop_token stop);

private:
    [[nodiscard]] QCoro::Task<bool> checkSite(std::stop_token stop);
    [[nodiscard]] QCoro::Task<bool> checkKey(std::stop_token stop);
    [[nodiscard]] QCoro::Task<bool> checkVersion(std::stop_token stop);
    [[nodiscard]] QCoro::Task<bool> checkFeatures(std::stop_token stop);
    /// What keeps the key from being seen: a host that drops the header, when the key works in the address.
    [[nodiscard]] QCoro::Task<Error> explained(Error keyNotSeen, std::stop_token stop);
    void judgeWriting(const QByteArray &allowedVerbs);

    WooCommerceQueries &m_queries;
    Clock &m_clock;
    WooParameters m_keyInAddress;
    ConnectionLadder m_ladder;
    QString m_features; ///< currency and decimals, known with the version
};

} // namespace uds
