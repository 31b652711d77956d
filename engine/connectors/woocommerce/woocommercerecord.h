#pragma once

#include "engine/connectors/record.h"
#include "engine/connectors/woocommerce/woocommercekeyset.h"

namespace uds {

/// \a document as a record. Its hash ignores what changes without a change of content: links, modification
/// dates, addresses for paying, and counters. Without a usable id the record is unreadable.
[[nodiscard]] Record wooRecord(const QString &entity, Json document);

/// A row the shop cannot show: its other members are unknown.
[[nodiscard]] Record unreadableWooRecord(const QString &entity, const Json &summary, const Error &reason);

/// "2026-11-01T08:30:00" of a *_gmt member as UTC; invalid when null or malformed.
[[nodiscard]] QDateTime wooTime(const Json &date);

/// Modification date in UTC, or the creation date of a row without one.
[[nodiscard]] QDateTime wooModified(const Json &document);

/// Id and modification second of a row, as stepping through a list needs them.
[[nodiscard]] WooRow wooRow(const Json &document);

} // namespace uds
