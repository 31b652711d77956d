#pragma once

#include "engine/access/accesspolicy.h"
#include "engine/api/accessvalues.h"
#include "engine/api/engineparts.h"

#include <QCoroTask>

namespace uds {

/// The administrator passphrase and the rules of a session. Used on the general worker.
class AccessService {
public:
    /// \a parts must outlive the service.
    explicit AccessService(EngineParts &parts)
        : m_parts(parts)
    {
    }
    /// At opening: the session takes the stored rules. Rules that were altered make nobody administrator.
    [[nodiscard]] QCoro::Task<Result<void>> begin();
    [[nodiscard]] QCoro::Task<Result<AccessState>> state();
    /// Administrator until locked or idle, with the proof for one guarded action. Codes "access.passphrase",
    /// "access.wait". Both outcomes are in the audit.
    [[nodiscard]] QCoro::Task<Result<AccessState>> unlock(QByteArray passphrase);
    /// Sets or changes it; an empty \a next removes it. \a current is not looked at when there was none.
    [[nodiscard]] QCoro::Task<Result<AccessState>> setPassphrase(QByteArray current, QByteArray next);
    [[nodiscard]] QCoro::Task<Result<AccessState>> setRules(AccessRules rules);

private:
    [[nodiscard]] QCoro::Task<Result<AccessPolicy>> policy();
    [[nodiscard]] QCoro::Task<Result<void>> checked(AccessPolicy policy, QByteArray passphrase);
    [[nodiscard]] QCoro::Task<Result<void>> note(AuditEntry entry);
    [[nodiscard]] QCoro::Task<Result<AccessState>> store(AccessPolicy policy, AuditEntry entry);
    [[nodiscard]] AccessState stateOf(const AccessPolicy &policy);

    EngineParts &m_parts;
};

} // namespace uds
