#pragma once

#include "ui/shell/workspaceframe.h"
#include "ui/shell/workspacepages.h"

namespace uds {

/// Fills the screens of \a frame as the controllers would, from sample data and without an engine.
void showSampleData(WorkspaceFrame &frame);

} // namespace uds
