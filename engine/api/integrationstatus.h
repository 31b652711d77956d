#pragma once

#include "engine/connectors/connectorreader.h"

namespace uds {

/// What is known about a stored integration without asking the platform.
struct IntegrationFacts {
    QString finding; ///< what a person or the newest test or use left: one of the names of status
    bool hasSecrets = false; ///< everything the form requires is stored
    bool isCircuitOpen = false; ///< requests are held back because the server failed several times in a row
    std::optional<QDateTime> lastDay; ///< of the permission; absent = it does not end
    QDateTime nowUtc;
};

/// draft (not complete, never used), disconnected (not tested yet, or its secrets are erased), connected,
/// degraded (works, with warnings or troubles), reauth_required (a person must sign in or renew the key),
/// error (the last test failed for another reason).
[[nodiscard]] QString integrationStatus(const IntegrationFacts &facts);

/// The finding of a connection test.
[[nodiscard]] QString findingOf(const VerifyReport &report);

/// The finding of an error that the credentials got while the integration was used; empty when the error
/// tells nothing about them.
[[nodiscard]] QString findingOf(const Error &error);

} // namespace uds
