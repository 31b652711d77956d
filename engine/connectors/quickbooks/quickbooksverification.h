#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/connectors/quickbooks/quickbooksqueries.h"
#include "engine/core/clock.h"

namespace uds {

/// The connection test, rung by rung; nothing below a failed rung is tried.
class QuickBooksVerification {
public:
    /// Both must outlive the test.
    QuickBooksVerification(QuickBooksQueries &queries, Clock &clock);
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> run(std::stop_token stop);

private:
    enum Rung {
        Address,
        Reachability,
        Tls,
        Redirect,
        Authorization,
        Answer,
        ClockDifference,
        Read,
        Company,
        Features
    };

    void pass(Rung rung, const QString &finding);
    void warn(Rung rung, const QString &finding, const QString &advice);
    void fall(Rung rung, const Error &error);
    void passConnection();
    void compareClocks(const QDateTime &serverTimeUtc);
    [[nodiscard]] QCoro::Task<bool> checkCompany(std::stop_token stop);
    void describeFeatures(const Json &preferences);
    [[nodiscard]] static Rung rungOf(const Error &error);

    QuickBooksQueries &m_queries;
    Clock &m_clock;
    VerifyReport m_report;
};

} // namespace uds
