#pragma once

#include <QString>

class QProcess;

namespace uds {

/// PostgreSQL refuses to run as root. These do nothing for an ordinary user; for root they use the account
/// "postgres", or "nobody" where that is missing.

/// Lets \a process run under the account and end with this program.
void runUnderServerAccount(QProcess &process);

/// Gives \a path to the account. False when that is not possible.
[[nodiscard]] bool giveToServerAccount(const QString &path);

} // namespace uds
