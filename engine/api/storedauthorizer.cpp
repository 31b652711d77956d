#include "engine/api/storedauthorizer.h"

#include "engine/api/engineparts.h"
#include "engine/api/integrationfinding.h"
#include "engine/api/integrationsecrets.h"
#include "engine/api/integrationstatus.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QByteArray hashOf(const ConnectorSettings &settings)
{
    return sha256Hex(settings.values.canonicalBytes() + '\n' + settings.secrets.canonicalBytes());
}

bool hasEnded(const Error &error)
{
    return error.code == "oauth.expired"_L1 || error.code == "oauth.revoked"_L1;
}

// A person who connected the account anew meanwhile must not find the old connection stored again.
bool wasReplaced(const Json &known, const Json &stored, const Json &rotated)
{
    for (const JsonMember &member : rotated.object()) {
        if (stored[member.name] != known[member.name])
            return true;
    }
    return false;
}

Result<void> storeRotated(
    Database &database, const Vault &vault, const StoredAccount &account, const Json &rotated)
{
    const Result<Json> stored = storedSecrets(database, vault, account.integrationId);
    if (!stored)
        return tl::unexpected(stored.error());
    if (wasReplaced(account.settings.secrets, *stored, rotated))
        return {};
    const Result<QList<SecretRow>> sealed = sealedSecrets(vault, account.integrationId, rotated);
    if (!sealed)
        return tl::unexpected(sealed.error());
    return IntegrationRepository(database).putSecrets(account.integrationId, *sealed);
}

} // namespace

StoredAuthorizer::StoredAuthorizer(
    EngineParts &parts, const ConnectorFactory &factory, StoredAccount account, HttpTransport &transport)
    : m_parts(parts)
    , m_factory(factory)
    , m_account(std::move(account))
    , m_transport(transport)
    , m_known({hashOf(m_account.settings)})
    , m_current(made())
{
}

StoredAuthorizer::~StoredAuthorizer() = default;

QCoro::Task<Result<HttpRequest>> StoredAuthorizer::authorized(HttpRequest request, std::stop_token stop)
{
    const std::shared_ptr<Authorizer> first = m_current;
    Result<HttpRequest> answer = co_await first->authorized(request, stop);
    bool isReplaced = false;
    if (!answer && hasEnded(answer.error()))
        isReplaced = co_await takeStored(first);
    if (isReplaced) {
        const std::shared_ptr<Authorizer> second = m_current;
        answer = co_await second->authorized(request, stop);
    }
    if (!answer)
        co_await noteRefusal(answer.error());
    co_return answer;
}

QCoro::Task<Result<bool>> StoredAuthorizer::renew(std::stop_token stop)
{
    const std::shared_ptr<Authorizer> first = m_current;
    Result<bool> renewed = co_await first->renew(stop);
    bool isReplaced = false;
    if (!renewed && hasEnded(renewed.error()))
        isReplaced = co_await takeStored(first);
    if (isReplaced) {
        const std::shared_ptr<Authorizer> second = m_current;
        renewed = co_await second->renew(stop);
    }
    if (!renewed)
        co_await noteRefusal(renewed.error());
    co_return renewed;
}

QCoro::Task<void> StoredAuthorizer::noteRefusal(Error error)
{
    const QString finding = findingOf(error);
    if (finding.isEmpty() || m_isRefusalNoted)
        co_return;
    m_isRefusalNoted = true;
    const auto note = [id = m_account.integrationId, finding](Database &database) {
        return noteFinding(database, id, {finding, {}, {}});
    };
    const Result<void> noted = co_await m_parts.store->write(note);
    if (!noted)
        qWarning("That an integration must be signed in again could not be noted: %s",
            qUtf8Printable(noted.error().message));
    Q_EMIT m_parts.events.changed();
}

bool StoredAuthorizer::knows(const ConnectorSettings &settings) const
{
    return m_known.contains(hashOf(settings));
}

std::shared_ptr<Authorizer> StoredAuthorizer::made()
{
    const SecretStore store = [this](Json rotated) { return keep(std::move(rotated)); };
    return m_factory.authorizer(m_account.settings, m_transport, m_parts.clock, store);
}

QCoro::Task<bool> StoredAuthorizer::takeStored(std::shared_ptr<Authorizer> failed)
{
    const auto find = [vault = m_parts.vault.get(), id = m_account.integrationId](
                          Database &database) { return storedSecrets(database, *vault, id); };
    const Result<Json> stored = co_await m_parts.store->read(find);
    // Another request that failed as well may have been faster.
    if (m_current != failed)
        co_return true;
    if (!stored || *stored == m_account.settings.secrets)
        co_return false;
    m_account.settings.secrets = *stored;
    m_known.insert(hashOf(m_account.settings));
    m_current = made();
    co_return true;
}

QCoro::Task<Result<void>> StoredAuthorizer::keep(Json rotated)
{
    ConnectorSettings merged = m_account.settings;
    for (const JsonMember &member : rotated.object())
        merged.secrets.set(member.name, member.value);
    // Known before it is stored: whoever reads it there next shall find that it is ours.
    m_known.insert(hashOf(merged));
    const auto store = [vault = m_parts.vault.get(), account = m_account, rotated](
                           Database &database) { return storeRotated(database, *vault, account, rotated); };
    const Result<void> stored = co_await m_parts.store->write(store);
    if (stored)
        m_account.settings.secrets = merged.secrets;
    co_return stored;
}

} // namespace uds
