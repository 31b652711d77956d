#pragma once

#include "engine/connectors/connectorreader.h"

namespace uds {

/// What a connector judges a stream by before its first run: the facts of both sides and the stream's
/// settings. Nothing is read for it but facts().
struct PreflightInput {
    bool isSource = false; ///< which side the judging connector is
    Json source; ///< facts of the side that is read
    Json target; ///< facts of the side that is written
    Json settings; ///< of the stream, defaults filled in
    [[nodiscard]] const Json &own() const { return isSource ? source : target; }
    [[nodiscard]] const Json &other() const { return isSource ? target : source; }
};

} // namespace uds
