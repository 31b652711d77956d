#pragma once

#include "engine/connectors/connectionladder.h"
#include "engine/connectors/quickbooks/quickbooksqueries.h"
#include "engine/core/clock.h"

namespace uds {

/// The connection test of a company; two requests that read.
class QuickBooksVerification {
public:
    /// Both must outlive the test.
    QuickBooksVerification(QuickBooksQueries &queries, Clock &clock);
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> run(std::stop_token stop);

private:
    [[nodiscard]] QCoro::Task<bool> checkCompany(std::stop_token stop);
    void describeCompany(const Json &info);
    void judgeWriting(const QString &subscription);
    void describeFeatures(const Json &preferences);
    void refused(const Error &error);

    QuickBooksQueries &m_queries;
    Clock &m_clock;
    ConnectionLadder m_ladder;
};

} // namespace uds
