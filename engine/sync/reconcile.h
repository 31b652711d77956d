#pragma once

#include "engine/store/reconcilerepository.h"
#include "engine/sync/reconciliation.h"
#include "engine/sync/streamcontext.h"

#include <QCoroTask>
#include <QTimeZone>

#include <stop_token>

namespace uds {

/// Compares periods of one stream and keeps what was signed off.
class Reconcile {
public:
    enum class Basis {
        Accounts, ///< both sides are read now
        Local ///< the store alone
    };
    /// \a context must outlive it.
    explicit Reconcile(StreamContext &context)
        : m_context(context)
    {
    }
    /// ErrorKind::Configuration: "reconcile.period", "reconcile.unsupported".
    [[nodiscard]] QCoro::Task<Result<Reconciliation>> compare(
        ReconcilePeriod period, Basis basis, std::stop_token stop);
    /// What is to be kept when somebody vouches for \a result as it is; signer and note are still open.
    [[nodiscard]] QCoro::Task<Result<SignOffRow>> signOff(Reconciliation result, std::stop_token stop);
    /// Notes at the sign-offs of the period that it is no longer what was signed; those that were not noted
    /// before.
    [[nodiscard]] QCoro::Task<Result<QList<SignOffRow>>> noteChanges(Reconciliation result);
    /// The same for every signed period of the stream, by what the store knows.
    [[nodiscard]] QCoro::Task<Result<QList<SignOffRow>>> checkSigned(std::stop_token stop);

private:
    [[nodiscard]] QCoro::Task<Result<QTimeZone>> zone(Basis basis, std::stop_token stop) const;
    [[nodiscard]] QCoro::Task<Result<QList<SignOffRow>>> standing() const;
    [[nodiscard]] QCoro::Task<Result<bool>> note(SignOffRow signedRow, Reconciliation now) const;
    StreamContext &m_context;
};

} // namespace uds
