#pragma once

#include "engine/core/json.h"

#include <QDateTime>

namespace uds {

/// One instance of an entity as the platform shows it.
struct Record {
    QString entity; ///< "order", "Invoice" ...: the platform's own name
    QString id; ///< unique within the entity
    QString number; ///< what people call it: order number, DocNumber, SKU; may be empty
    QDateTime modifiedUtc; ///< server's time; invalid when the platform does not tell
    QString version; ///< optimistic-lock token (SyncToken), empty where there is none
    QByteArray contentHash; ///< sha256Hex of the canonical document without volatile members
    Json document;
    /// Set when the row could not be read as a record: it becomes a failed record, the page goes on.
    std::optional<Error> unreadable;
    friend bool operator==(const Record &, const Record &) = default;
};

} // namespace uds
