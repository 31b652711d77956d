#include "engine/store/intentstates.h"

namespace uds {

using namespace Qt::StringLiterals;

const QList<IntentState> &undecidedStates()
{
    static const QList<IntentState> states{
        IntentState::Planned, IntentState::Ready, IntentState::Inflight, IntentState::Ambiguous};
    return states;
}

QString quotedNames(const QList<IntentState> &states)
{
    QStringList names;
    for (const IntentState state : states)
        names.append(u'\'' + intentStateName(state) + u'\'');
    return names.join(u", "_s);
}

} // namespace uds
