#pragma once

#include <QString>

namespace uds {

/// "anna on office-pc": who works here, as this computer knows it. Not proof of anything.
[[nodiscard]] QString localUser();

} // namespace uds
