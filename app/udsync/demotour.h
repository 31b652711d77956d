#pragma once

#include "engine/api/demoworkspace.h"

#include <stop_token>

namespace uds::cli {

class Console;

/// What a dry run, a run and a second run of the demo's stream led to, counted on both sides.
struct DemoTour {
    Plan plan;
    RunSummary firstRun;
    RunSummary secondRun;
    QList<CauseRow> causes;
    int writesOfPlan = 0;
    int writesOfSecondRun = 0;
    Decimal shopTotal; ///< of the orders that have a document
    Decimal companyTotal; ///< of the documents, as the company's own ledger says
    int duplicates = 0; ///< document numbers that exist more than once

    [[nodiscard]] bool totalsAreEqual() const { return shopTotal == companyTotal; }
    /// Failed records are fine, since the recorded shop holds orders that need a person; lost money is not.
    [[nodiscard]] bool passed() const;
};

/// \a workspace and \a console must outlive the tour.
[[nodiscard]] QCoro::Task<Result<DemoTour>> takeDemoTour(
    DemoWorkspace *workspace, Console *console, std::stop_token stop);

} // namespace uds::cli
