#pragma once

#include "engine/api/engineparts.h"
#include "engine/api/reconcilevalues.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

struct PreparedStream;

/// Compares streams with their books. It sends nothing. Used on the sync worker, but list() on the general
/// one.
class ReconcileService {
public:
    /// \a parts must outlive the service.
    explicit ReconcileService(EngineParts &parts)
        : m_parts(parts)
    {
    }
    [[nodiscard]] QCoro::Task<Result<ReconcileOutcome>> reconcile(
        ReconcileRequest request, std::stop_token caller, std::stop_token engine);
    /// ErrorKind::Conflict, code "reconcile.changed", when the period is not as it was looked at.
    [[nodiscard]] QCoro::Task<Result<SignedPeriod>> signOff(
        ReconcileRequest request, SignOffNote note, std::stop_token engine);
    /// Signed periods, newest first; an empty name = of all streams.
    [[nodiscard]] QCoro::Task<Result<QList<SignedPeriod>>> list(QString stream);
    /// Counts ids on all sides and looks whether signed periods still hold.
    [[nodiscard]] QCoro::Task<Result<CensusOutcome>> census(
        QString stream, std::stop_token caller, std::stop_token engine);
    /// The same for every enabled stream whose last census is a day old.
    [[nodiscard]] QCoro::Task<Result<QList<CensusOutcome>>> dueCensuses(
        std::stop_token caller, std::stop_token engine);
    /// The same for one stream; the report is kept for the doctor.
    [[nodiscard]] QCoro::Task<Result<void>> censusWhenDue(
        QString stream, std::stop_token caller, std::stop_token engine);

private:
    [[nodiscard]] QCoro::Task<Result<QStringList>> due();
    [[nodiscard]] QCoro::Task<Result<SignedPeriod>> keep(QString stream, SignOffRow row);
    [[nodiscard]] QCoro::Task<Result<QList<SignedPeriod>>> announced(
        QString stream, QList<SignOffRow> changed);

    EngineParts &m_parts;
};

} // namespace uds
