#pragma once

#include "engine/core/error.h"

namespace uds {

/// A refusal of the database itself, by the registry that the API's answers go by (supabaseErrorRule()): code
/// "supabase.<SQLSTATE>". Error::detail is the server's sentence; its other lines repeat values of the row
/// and are left out.
[[nodiscard]] Error postgresRefusal(const QString &sqlState, const QString &serverText);

/// True when a code says that the server ended the connection or broke down: what became of a commit that it
/// answers is unknown.
[[nodiscard]] bool isPostgresLoss(const QString &sqlState);

/// The connection broke before a commit was asked for: nothing is stored. Code "postgres.lost".
[[nodiscard]] Error postgresLost(const QString &driverText);
/// The connection broke while a commit was on its way. ErrorKind::Ambiguous, code "postgres.commitLost".
[[nodiscard]] Error postgresCommitLost(const QString &driverText);

/// \a error with the table, column and rule that the server's sentence in its detail names, whatever its
/// language, added to the message.
[[nodiscard]] Error withPostgresPlace(Error error);

/// The names in quotation marks of any language in \a sentence.
[[nodiscard]] QStringList quotedNames(const QString &sentence);

} // namespace uds
