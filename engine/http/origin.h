#pragma once

#include "engine/core/result.h"

#include <QString>
#include <QUrl>

namespace uds {

/// Same scheme, host and port; a port left out is the scheme's own.
[[nodiscard]] bool sameOrigin(const QUrl &left, const QUrl &right);

/// Credentials leave only for the origin they were issued for: ErrorKind::Configuration, code
/// "http.foreignOrigin".
[[nodiscard]] Result<void> checkOrigin(const QUrl &url, const QUrl &origin);

/// 127.0.0.0/8, ::1 or the name "localhost".
[[nodiscard]] bool isLoopbackHost(const QString &host);

} // namespace uds
