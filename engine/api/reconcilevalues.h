#pragma once

#include "engine/core/error.h"
#include "engine/store/reconcilerepository.h"
#include "engine/sync/census.h"
#include "engine/sync/reconciliation.h"

#include <QList>
#include <QString>

namespace uds {

/// Which period of which stream to compare, in days of the company's time zone, both inclusive.
struct ReconcileRequest {
    QString stream;
    QDate from;
    QDate to;
    /// From the store alone: fast and without calls, but blind for what was changed at either side since.
    bool localOnly = false;
};

struct SignOffNote {
    QString signedBy; ///< empty = the one whose session it is
    QString note;
    /// Of the reconciliation that was looked at; empty = whatever it is now.
    QByteArray fingerprint;
};

struct SignedPeriod {
    QString stream;
    SignOffRow signOff;
    QList<SignOffEventRow> changes; ///< later changes, oldest first
    friend bool operator==(const SignedPeriod &, const SignedPeriod &) = default;
};

struct ReconcileOutcome {
    QString stream;
    Reconciliation result;
    QList<SignedPeriod>
        changed; ///< sign-offs of this period that no longer hold, seen now for the first time
    friend bool operator==(const ReconcileOutcome &, const ReconcileOutcome &) = default;
};

struct CensusOutcome {
    QString stream;
    CensusReport report;
    QList<SignedPeriod> changed; ///< as of ReconcileOutcome, of all signed periods
    friend bool operator==(const CensusOutcome &, const CensusOutcome &) = default;
};

} // namespace uds
