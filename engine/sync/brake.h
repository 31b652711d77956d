#pragma once

#include "engine/core/json.h"
#include "engine/sync/plannedchange.h"
#include "engine/sync/syncrequest.h"

#include <QCoroTask>
#include <QHash>

namespace uds {

struct StreamContext;

/// How much one run of a stream may change without anybody having looked at its plan. Zero = no limit.
struct BrakeLimits {
    int voids = 20; ///< documents voided or taken out of use
    int voidPercent = 10; ///< the same, of the documents the stream has at the target; counts above 5 of them
    int updatePercent = 50; ///< documents updated, of those it has; counts above 100 of them
    int creates = 0; ///< documents created
    std::optional<Decimal> money; ///< of all documents that change, in any one currency; none = no limit
    int confirmAbove = 10; ///< changes of any kind that are not sent unasked while somebody can be asked
    /// Settings "brake_voids", "brake_voids_percent", "brake_updates_percent", "brake_creates", "brake_money"
    /// and "confirm_above"; absent ones are as above. ErrorKind::Configuration, code "stream.setting", with
    /// the field, for a value that is none.
    [[nodiscard]] static Result<BrakeLimits> of(const Json &settings);
    /// The same as settings of a stream.
    [[nodiscard]] static Json defaults();
    friend bool operator==(const BrakeLimits &, const BrakeLimits &) = default;
};

/// Stops a run before it changes too much. It is shown every portion of planned changes before anything of it
/// is journaled or sent, so what a run writes never passes a limit.
class Brake {
public:
    /// \a known: documents the stream has at the target, before the run.
    Brake(BrakeLimits limits, int known);
    /// For a run of this stream. Counts its documents once.
    [[nodiscard]] static QCoro::Task<Result<Brake>> of(StreamContext &context, SyncRequest request);

    /// Counts them, unless a limit would be passed: ErrorKind::Conflict, code "brake.voids", "brake.updates",
    /// "brake.creates" or "brake.money"; ErrorKind::Cancelled, code "run.confirm", where a person can be
    /// asked. Then none of them may be sent, and the run ends.
    [[nodiscard]] Result<void> pass(const QList<PlannedChange> &changes);

private:
    struct Counted {
        int changes = 0; // of any kind and purpose
        int creates = 0; // documents, as the rest
        int updates = 0;
        int voids = 0;
        QHash<QString, Decimal> money; // by currency
        void add(const PlannedChange &change);
    };
    [[nodiscard]] std::optional<Error> stops(const Counted &counted) const;
    [[nodiscard]] std::optional<Error> stopsVoids(const Counted &counted) const;
    [[nodiscard]] std::optional<Error> stopsMoney(const Counted &counted) const;
    [[nodiscard]] Error stopped(const QString &code, const QString &what) const;
    [[nodiscard]] bool isMoreThan(int percent, int count) const;
    [[nodiscard]] QString share(int count, int percent) const;

    BrakeLimits m_limits;
    int m_known = 0;
    Counted m_counted;
};

} // namespace uds
