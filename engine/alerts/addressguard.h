#pragma once

#include "engine/core/background.h"
#include "engine/core/result.h"

#include <QCoroTask>
#include <QHostAddress>

namespace uds {

/// Not of the public Internet: loopback, private, link-local (cloud metadata is there), shared, multicast and
/// reserved addresses, also when an IPv6 address carries one of them.
[[nodiscard]] bool isPrivateAddress(const QHostAddress &address);

/// ErrorKind::Configuration, code "alert.private".
[[nodiscard]] Error privateAddressError(const QString &host);

/// Looks the name up and refuses it when any of its addresses is private. Looking up anew fills Qt's cache
/// for a minute, so that a request right after it goes to the addresses that were checked.
/// ErrorKind::Network, code "http.host", when there is no such name.
[[nodiscard]] QCoro::Task<Result<void>> checkPublicHost(QString host, Background *background);

} // namespace uds
