#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/connectors/woocommerce/woocommercequeries.h"

namespace uds {

class Clock;

/// The connection test of a shop, from the address upwards; the first failed rung becomes the report's error.
class WooCommerceVerification {
public:
    /// \a queries and \a clock must outlive the verification.
    WooCommerceVerification(WooCommerceQueries &queries, Clock &clock);

    [[nodiscard]] QCoro::Task<Result<VerifyReport>> run(std::stop_token stop);

private:
    enum Rung {
        Reachability,
        Tls,
        Redirect,
        Answer,
        ClockDifference,
        Authorization,
        Read,
        Version,
        Features
    };

    [[nodiscard]] QCoro::Task<bool> checkSite(std::stop_token stop);
    [[nodiscard]] QCoro::Task<bool> checkKey(std::stop_token stop);
    [[nodiscard]] QCoro::Task<bool> describeShop(std::stop_token stop);
    void compareClocks(const QDateTime &serverTimeUtc);
    void pass(Rung rung, const QString &finding);
    void warn(Rung rung, const QString &finding, const QString &advice);
    void fall(Rung rung, const Error &error);
    [[nodiscard]] static Rung rungOf(const Error &error);

    WooCommerceQueries &m_queries;
    Clock &m_clock;
    VerifyReport m_report;
};

} // namespace uds
