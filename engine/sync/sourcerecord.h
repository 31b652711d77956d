#pragma once

#include "engine/core/json.h"
#include "engine/store/inboxrepository.h"

namespace uds {

/// A record on its way from the source to the planner.
struct SourceRecord {
    InboxRow row; ///< its id is zero until it is captured
    Json document; ///< row.document, parsed already; null when nobody has done so yet

    [[nodiscard]] Result<Json> parsed() const
    {
        if (!document.isNull())
            return document;
        return Json::parse(row.document);
    }
};

} // namespace uds
