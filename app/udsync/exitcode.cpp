#include "app/udsync/exitcode.h"

namespace uds::cli {

ExitCode exitCodeOf(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled)
        return ExitCode::Cancelled;
    const bool isUnusable = error.kind == ErrorKind::Configuration || error.code.startsWith(u"vault.")
        || error.code.startsWith(u"profile.") || error.code == u"store.newer" || error.code == u"run.busy";
    return isUnusable ? ExitCode::Unusable : ExitCode::Failed;
}

ExitCode exitCodeOf(const RunRow &run)
{
    switch (run.state) {
    case RunState::CompletedWithProblems: return ExitCode::Problems;
    case RunState::Failed: return ExitCode::Failed;
    case RunState::Cancelled: return ExitCode::Cancelled;
    case RunState::Queued:
    case RunState::Running:
    case RunState::Completed:
    case RunState::Skipped: return ExitCode::Done;
    }
    Q_UNREACHABLE();
}

} // namespace uds::cli
