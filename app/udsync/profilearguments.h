#pragma once

#include "app/udsync/arguments.h"
#include "engine/api/syncapi.h"

namespace uds::cli {

/// What --profile and --passphrase-file say. ErrorKind::Configuration when the file cannot be read or is
/// empty.
[[nodiscard]] Result<ProfileOptions> profileOptions(const Arguments &arguments);

} // namespace uds::cli
