#pragma once

#include "engine/api/engineparts.h"

#include <QCoroTask>

namespace uds {

/// Dashboard, explanations and the self-check. Used on the general worker.
class OverviewService {
public:
    /// \a parts must outlive the service.
    explicit OverviewService(EngineParts &parts);

    [[nodiscard]] QCoro::Task<Result<DashboardSummary>> dashboard();
    [[nodiscard]] QCoro::Task<Result<QList<Explanation>>> explain(QString number);
    [[nodiscard]] QCoro::Task<Result<QList<DoctorFinding>>> doctor();

private:
    EngineParts &m_parts;
};

/// One sentence about everything: what needs a person comes first.
[[nodiscard]] QString healthSentence(const DashboardSummary &summary);

} // namespace uds
