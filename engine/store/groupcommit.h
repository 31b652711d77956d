#pragma once

#include "engine/store/storelane.h"

namespace uds {

/// Runs write jobs so that those which wait at the same moment share one transaction and one sync of the
/// disk, which is what a commit mostly costs. A job that fails is undone by itself; a commit that fails fails
/// them all. After a failed sync nothing is written any more: the system may have dropped the pages, and
/// trying again would report success for lost data.
class GroupCommit {
public:
    [[nodiscard]] QList<Result<void>> operator()(
        Database &database, const QList<const StoreLane::Job *> &jobs);

private:
    [[nodiscard]] Result<QList<Result<void>>> together(
        Database &database, const QList<const StoreLane::Job *> &jobs);
    std::optional<Error> m_broken;
};

} // namespace uds
