#pragma once

#include "engine/sync/draft.h"
#include "engine/sync/streamcontext.h"

#include <QCoroTask>

namespace uds {

/// A record at the target that is only brought up to date belongs to one source record: two that mean the
/// same one would undo each other's values for ever.
class TargetClaims {
public:
    /// \a context must outlive the claims.
    explicit TargetClaims(StreamContext &context);

    /// Refuses updates of what another record of the stream holds already. The hold of one that is excluded
    /// meanwhile, an item that was replaced, is given up instead.
    [[nodiscard]] QCoro::Task<Result<void>> settle(QList<Draft> *drafts) const;

private:
    struct Claim {
        LinkRow link;
        bool flows = false; ///< its record is one of the stream's still
    };
    using Claims = QHash<QString, QList<Claim>>; // by id at the target

    [[nodiscard]] QCoro::Task<Result<Claims>> held(QString entity, QStringList ids) const;
    [[nodiscard]] Draft release(const LinkRow &link, const Draft &newer) const;

    StreamContext &m_context;
};

} // namespace uds
