#pragma once

#include "engine/core/json.h"
#include "engine/core/result.h"

namespace uds {

/// Which way a stream's records flow, as seen from its source.
enum class Direction {
    Push, ///< to the target; what people change there is not looked at
    Pull, ///< only the stream of the other direction sends
    Bidirectional, ///< both: what changed on one side goes to the other
    Disabled
};

/// Which side's value is taken where both changed the same field.
enum class Strategy {
    Newest,
    Source,
    Target,
    Merge, ///< a value beats an emptied field; else the newest
    Ask ///< a person decides; nothing is sent until then
};

/// What becomes of a record at the target when it was deleted at the source.
enum class DeletePolicy {
    LocalOnly, ///< it stays as it is
    ArchiveRemote ///< it is made inactive there, where its platform can do that
};

/// How a stream deals with the two sides; settings "direction", "strategy" and "on_delete".
struct SyncRules {
    Direction direction = Direction::Push;
    Strategy strategy = Strategy::Merge;
    DeletePolicy onDelete = DeletePolicy::LocalOnly;
    /// ErrorKind::Configuration, code "stream.rule", for a word that is none; absent settings are the
    /// defaults above.
    [[nodiscard]] static Result<SyncRules> of(const Json &settings);
    [[nodiscard]] bool sends() const
    {
        return direction == Direction::Push || direction == Direction::Bidirectional;
    }
    friend bool operator==(const SyncRules &, const SyncRules &) = default;
};

/// What a stream does not send is not read either: it is all there when the direction changes.
/// ErrorKind::Configuration, code "stream.direction", for a stream that sends nothing.
[[nodiscard]] Result<void> maySend(const Json &settings);
[[nodiscard]] QString directionName(Direction direction); ///< "push", "pull", "bidirectional", "disabled"
[[nodiscard]] QString strategyName(Strategy strategy); ///< "newest", "source", "target", "merge", "ask"
/// The same rule as the stream of the other direction would say it.
[[nodiscard]] Strategy seenFromTarget(Strategy strategy);

} // namespace uds
