#pragma once

#include "engine/api/engineparts.h"
#include "engine/api/integrationform.h"
#include "engine/store/integrationrepository.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// Adds, changes, tests and removes integrations. Used on the general worker, but test() on the sync worker.
class IntegrationService {
public:
    /// \a parts must outlive the service.
    explicit IntegrationService(EngineParts &parts);

    [[nodiscard]] QCoro::Task<Result<QList<IntegrationSummary>>> list();
    [[nodiscard]] QCoro::Task<Result<IntegrationSummary>> add(NewIntegration integration);
    [[nodiscard]] QCoro::Task<Result<IntegrationSummary>> edit(QString name, Json form);
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> test(QString name, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> testSettings(
        QString connector, Json form, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString name);
    [[nodiscard]] QCoro::Task<Result<Json>> settings(QString name);

private:
    [[nodiscard]] QCoro::Task<Result<IntegrationSummary>> summaryOf(QString name);
    [[nodiscard]] QCoro::Task<Result<void>> storeVerdict(qint64 id, VerifyReport report);

    EngineParts &m_parts;
};

} // namespace uds
