#pragma once

#include "engine/core/result.h"
#include "engine/http/httptypes.h"

#include <QStringList>

namespace uds {

/// The secrets a request carries in its address: consumer_key, consumer_secret, access_token and the like.
/// Taken before the request is handed to the transport.
[[nodiscard]] QStringList queryCredentials(const QUrl &url);

/// What an authorizer put into the headers of a request: every value of \a authorized that \a request did
/// not have.
[[nodiscard]] QList<QByteArray> headerCredentials(const HttpRequest &request, const HttpRequest &authorized);

/// Careless servers and debugging plug-ins repeat a request in their answer. Removes the credential that
/// \a authorization carried from \a response, in all its spellings, so that nobody above can show or store
/// it. Large successful answers are data and are left as they are.
void removeCredential(const QByteArray &authorization, HttpResponse *response);
/// The same for secrets that travelled in the address.
void removeCredentials(const QStringList &secrets, HttpResponse *response);
/// The network's own errors may name the whole address.
void removeCredentials(const QList<QByteArray> &headers, const QStringList &secrets, Error *error);

} // namespace uds
