#pragma once

#include "engine/core/result.h"

namespace uds {

/// \a name as an SQL identifier, always in double quotes. ErrorKind::Validation, code "postgres.identifier",
/// for an empty name, one longer than the server keeps (63 bytes) and one with a NUL character.
[[nodiscard]] Result<QString> quotedIdentifier(QStringView name);

/// \a text as an SQL string constant, read the same whatever the server's settings are.
/// ErrorKind::Validation, code "postgres.nul", for a text with a NUL character, which PostgreSQL cannot
/// store.
[[nodiscard]] Result<QString> quotedText(const QString &text);

/// "schema"."table"
[[nodiscard]] Result<QString> quotedTable(QStringView schema, QStringView table);

/// Identifiers, each quoted, separated by commas; \a prefix is put in front of each.
[[nodiscard]] Result<QString> quotedList(const QStringList &names, const QString &prefix = {});

/// "id" in ('17', '18'): constants without a type take the column's, so that its index is used. "false"
/// when there are no values.
[[nodiscard]] Result<QString> quotedMembership(const QString &column, const QStringList &values);

} // namespace uds
