#include "engine/api/accessservice.h"

#include "engine/store/database.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostIdleMinutes = 24 * 60;

SessionRules rulesOf(const AccessPolicy &policy)
{
    return {policy.hasPassphrase(), policy.startRole, std::chrono::minutes(policy.idleLockMinutes)};
}

QString limitsOf(bool hasPassphrase)
{
    const QString guard = QCoreApplication::translate("uds",
        "Roles on one computer are a guard against mistakes, not against attack: whoever can read the "
        "profile's files and open its vault can get around them. To keep credentials from operators, run the "
        "profile under another account of this computer.");
    if (hasPassphrase)
        return guard;
    return QCoreApplication::translate(
               "uds", "There is no administrator passphrase: everybody at this computer is administrator.")
        + u' ' + guard;
}

Json rulesDocument(const AccessPolicy &policy)
{
    return Json::object(
        {{u"start_role"_s, roleName(policy.startRole)}, {u"idle_lock_minutes"_s, policy.idleLockMinutes}});
}

AuditEntry passphraseEntry(bool hadOne, bool hasOne)
{
    const auto text = [](bool has, const QString &word) {
        return Json::object({{u"passphrase"_s, has ? word : u"none"_s}});
    };
    return {u"access.passphrase"_s, u"administrator"_s, text(hadOne, u"set"_s),
        text(hasOne, hadOne ? u"changed"_s : u"set"_s)};
}

Result<void> checkedRules(const AccessRules &rules)
{
    if (rules.startRole == Role::Administrator)
        return fail(Error{ErrorKind::Configuration, u"access.role"_s,
            QCoreApplication::translate("uds", "A session cannot start as administrator."),
            QCoreApplication::translate("uds", "Choose viewer, operator or accountant. Nothing was changed."),
            u"role"_s, {}, {}});
    if (rules.idleLockMinutes < 0 || rules.idleLockMinutes > kMostIdleMinutes)
        return fail(Error{ErrorKind::Configuration, u"access.idle"_s,
            QCoreApplication::translate("uds", "The idle lock is 0 (never) to %1 minutes.")
                .arg(kMostIdleMinutes),
            QCoreApplication::translate("uds", "Nothing was changed."), u"idle_lock_minutes"_s, {}, {}});
    return {};
}

} // namespace

QCoro::Task<Result<void>> AccessService::begin()
{
    const Result<AccessPolicy> stored = co_await policy();
    if (!stored && stored.error().code != u"access.policy")
        co_return tl::unexpected(stored.error());
    AccessPolicy closed;
    m_parts.access.setRules(stored ? rulesOf(*stored) : SessionRules{true, closed.startRole, {}});
    co_return Result<void>();
}

QCoro::Task<Result<AccessState>> AccessService::state()
{
    const Result<AccessPolicy> stored = co_await policy();
    if (!stored)
        co_return tl::unexpected(stored.error());
    co_return stateOf(*stored);
}

QCoro::Task<Result<AccessState>> AccessService::unlock(QByteArray passphrase)
{
    const Result<AccessPolicy> stored = co_await policy();
    if (!stored)
        co_return tl::unexpected(stored.error());
    if (!stored->hasPassphrase())
        co_return stateOf(*stored);
    const Result<void> right = co_await checked(*stored, passphrase);
    if (!right)
        co_return tl::unexpected(right.error());
    const AuditEntry entry{u"access.unlocked"_s, u"administrator"_s, {}, {}};
    const Result<void> noted = co_await note(entry);
    if (!noted)
        co_return tl::unexpected(noted.error());
    m_parts.access.unlock();
    Q_EMIT m_parts.events.changed();
    co_return stateOf(*stored);
}

QCoro::Task<Result<AccessState>> AccessService::setPassphrase(QByteArray current, QByteArray next)
{
    const Result<AccessPolicy> stored = co_await policy();
    if (!stored)
        co_return tl::unexpected(stored.error());
    if (stored->hasPassphrase()) {
        const Result<void> right = co_await checked(*stored, current);
        if (!right)
            co_return tl::unexpected(right.error());
    }
    Result<AccessPolicy> changed = withoutPassphrase(*stored);
    const std::vector<Background::Job> derive{[&changed, stored = *stored, next] {
        if (!next.isEmpty())
            changed = withPassphrase(stored, next);
    }};
    co_await m_parts.background.finish(derive);
    if (!changed)
        co_return tl::unexpected(changed.error());
    const AuditEntry entry = passphraseEntry(stored->hasPassphrase(), changed->hasPassphrase());
    const Result<AccessState> state = co_await store(*changed, entry);
    if (!state)
        co_return tl::unexpected(state.error());
    m_parts.access.unlock(); // whoever set it stays administrator
    co_return stateOf(*changed);
}

QCoro::Task<Result<AccessState>> AccessService::setRules(AccessRules rules)
{
    const Result<void> sensible = checkedRules(rules);
    if (!sensible)
        co_return tl::unexpected(sensible.error());
    const Result<AccessPolicy> stored = co_await policy();
    if (!stored)
        co_return tl::unexpected(stored.error());
    AccessPolicy changed = *stored;
    changed.startRole = rules.startRole;
    changed.idleLockMinutes = rules.idleLockMinutes;
    const AuditEntry entry{u"access.rules"_s, u"sessions"_s, rulesDocument(*stored), rulesDocument(changed)};
    co_return co_await store(changed, entry);
}

QCoro::Task<Result<AccessPolicy>> AccessService::policy()
{
    const auto read
        = [vault = m_parts.vault.get()](Database &database) { return readAccessPolicy(database, *vault); };
    co_return co_await m_parts.store->read(read);
}

QCoro::Task<Result<void>> AccessService::checked(AccessPolicy policy, QByteArray passphrase)
{
    const Result<void> mayTry = m_parts.access.mayTry();
    if (!mayTry)
        co_return mayTry;
    Result<void> right;
    const std::vector<Background::Job> derive{
        [&right, &policy, &passphrase] { right = checkPassphrase(policy, passphrase); }};
    co_await m_parts.background.finish(derive);
    if (right || right.error().code != u"access.passphrase")
        co_return right;
    m_parts.access.noteWrongPassphrase();
    const AuditEntry entry{u"access.unlockFailed"_s, u"administrator"_s, {}, {}};
    const Result<void> noted = co_await note(entry);
    co_return noted ? right : noted;
}

QCoro::Task<Result<void>> AccessService::note(AuditEntry entry)
{
    const auto write
        = [audit = m_parts.audit.get(), entry](Database &database) { return audit->record(database, entry); };
    co_return co_await m_parts.store->write(write);
}

QCoro::Task<Result<AccessState>> AccessService::store(AccessPolicy policy, AuditEntry entry)
{
    const auto write
        = [vault = m_parts.vault.get(), audit = m_parts.audit.get(), policy, entry](Database &database) {
              return writeAccessPolicy(database, *vault, policy).and_then([&] {
                  return audit->record(database, entry);
              });
          };
    const Result<void> written = co_await m_parts.store->write(write);
    if (!written)
        co_return tl::unexpected(written.error());
    m_parts.access.setRules(rulesOf(policy));
    Q_EMIT m_parts.events.changed();
    co_return stateOf(policy);
}

AccessState AccessService::stateOf(const AccessPolicy &policy)
{
    return {m_parts.access.role(), m_parts.access.isUnlocked(), policy.hasPassphrase(), policy.startRole,
        policy.idleLockMinutes, limitsOf(policy.hasPassphrase())};
}

} // namespace uds
