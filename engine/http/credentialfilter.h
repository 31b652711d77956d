#pragma once

#include "engine/http/httptypes.h"

namespace uds {

/// Careless servers and debugging plug-ins repeat a request in their answer. Removes the credential that
/// \a authorization carried from \a response, in all its spellings, so that nobody above can show or store
/// it. Large successful answers are data and are left as they are.
void removeCredential(const QByteArray &authorization, HttpResponse *response);

} // namespace uds
