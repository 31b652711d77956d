#pragma once

#include "engine/connectors/quickbooks/quickbooksentities.h"
#include "engine/core/json.h"
#include "engine/core/result.h"

namespace uds {

/// The API shows the first three text fields of a sales form, whatever the edition has.
constexpr int kQuickBooksCustomFields = 3;
constexpr int kQuickBooksCustomFieldLength = 31;

/// Checks CustomField of \a payload: at most three, DefinitionId "1" to "3" each once, texts of at most 31
/// characters, on entities that have them. ErrorKind::Validation, code "qbo.customField", naming the path.
[[nodiscard]] Result<void> checkedQuickBooksCustomFields(const QuickBooksEntity &entity, const Json &payload);

} // namespace uds
