#include "engine/api/guardedworker.h"

namespace uds {

GuardedWorker::GuardedWorker(const QString &name, AccessSession &access)
    : m_access(access)
    , m_worker(name)
{
}

GuardedWorker::Door GuardedWorker::operator()(Permission permission, Proof proof)
{
    return {*this, permission, proof};
}

GuardedWorker::Door::Door(GuardedWorker &guarded, Permission permission, Proof proof)
    : m_guarded(guarded)
    , m_permission(permission)
    , m_proof(proof)
{
}

Result<void> GuardedWorker::Door::enter()
{
    AccessSession &access = m_guarded.m_access;
    if (const auto permitted = access.check(m_permission); !permitted)
        return permitted;
    if (m_permission != Permission::See) // screens look by themselves, also when nobody is there
        access.noteActivity();
    return m_proof == Proof::Needed ? access.takeProof() : Result<void>();
}

} // namespace uds
