#pragma once

#include "engine/api/engineparts.h"
#include "engine/api/integrationchanges.h"
#include "engine/api/integrationsecrets.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// Adds, changes, tests and removes integrations. Used on the general worker, but what calls a stored
/// integration (test, testEdited, preflight) on the sync worker.
class IntegrationService {
public:
    /// \a parts must outlive the service.
    explicit IntegrationService(EngineParts &parts);

    [[nodiscard]] QCoro::Task<Result<QList<IntegrationSummary>>> list();
    [[nodiscard]] QCoro::Task<Result<IntegrationSummary>> add(NewIntegration integration);
    [[nodiscard]] QCoro::Task<Result<IntegrationSummary>> edit(IntegrationEdit edit);
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> test(QString name, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> testSettings(
        QString connector, Json form, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> testEdited(QString name, Json form, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<QList<Preflight>>> preflight(QString name, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString name);
    [[nodiscard]] QCoro::Task<Result<Json>> settings(QString name);
    [[nodiscard]] QCoro::Task<Result<IntegrationSummary>> summaryOf(QString name);

private:
    [[nodiscard]] QCoro::Task<Result<OpenedIntegration>> stored(QString name);
    [[nodiscard]] QCoro::Task<Result<IntegrationSummary>> addDraft(NewIntegration integration);
    [[nodiscard]] QCoro::Task<Result<IntegrationSummary>> insert(IntegrationRow row, Json secrets);
    [[nodiscard]] QCoro::Task<Result<VerifyReport>> verified(IntegrationRow row, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<Json>> factsOf(IntegrationRow row, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<Preflight>> preflightOf(StreamRow stream, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> storeVerdict(qint64 id, VerifyReport report);

    EngineParts &m_parts;
};

} // namespace uds
