#pragma once

#include <QStringList>

namespace uds {

/// The statements that make an empty file a store of version 1. Conventions: times are whole milliseconds
/// UTC, amounts are decimal text, documents are UTF-8 bytes, an absent value is NULL and an empty text is ''.
[[nodiscard]] QStringList schemaVersion1();
/// What deliveries of the platforms spoke of.
[[nodiscard]] QStringList webhookTables();
/// What was read and what is sent, apart from the rows whose state changes: a change of state then writes
/// some bytes instead of a whole document (half of what a run wrote to disk, measured).
[[nodiscard]] QStringList documentTables();

} // namespace uds
