#pragma once

#include "engine/connectors/effect.h"
#include "tests/fuzz/targets/demand.h"

namespace uds {

/// What every reading of an answer to \a call must keep, whatever the answer says: a write is taken for
/// applied only with proof, and for refused only with a reason.
inline void demandSoundOutcomes(const FrozenCall &call, const QList<Outcome> &outcomes)
{
    demand(outcomes.size() == call.effects.size(), "one outcome for each effect");
    for (const Outcome &outcome : outcomes) {
        if (outcome.state == Outcome::State::Applied)
            demand(!outcome.remoteId.isEmpty(), "what is applied has an id");
        if (outcome.state == Outcome::State::Rejected)
            demand(outcome.error && !outcome.error->code.isEmpty(), "what is rejected has a reason");
    }
}

} // namespace uds
