#include "engine/api/signinservice.h"

#include "engine/api/auditedchange.h"
#include "engine/api/integrationchanges.h"
#include "engine/api/integrationform.h"
#include "engine/api/integrationsecrets.h"
#include "engine/api/linkedstop.h"
#include "engine/api/streamsummaries.h"
#include "engine/connectors/signin.h"
#include "engine/http/oauthattempt.h"
#include "engine/http/oauthexchange.h"
#include "engine/http/oauthredirectlistener.h"
#include "engine/http/origin.h"
#include "engine/http/qnamtransport.h"

#include <QCoreApplication>
#include <QUrlQuery>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// Where an https page that relays the answer sends the browser on to.
constexpr auto kRelayPath = "/callback"_L1;

OAuthClient clientOf(const ConnectorSettings &settings, const SignInAddresses &addresses)
{
    return {
        settings.values[u"client_id"].string(), settings.secrets[u"client_secret"].string(), addresses.token};
}

Result<const ConnectorFactory *> signInFactory(const QString &connector)
{
    const Result<const ConnectorFactory *> factory = factoryFor(connector);
    if (factory && !(*factory)->signIn())
        return fail(ErrorKind::Configuration, u"signin.none"_s,
            QCoreApplication::translate("uds", "%1 has no sign-in in the browser.")
                .arg((*factory)->description().title),
            QCoreApplication::translate("uds", "Enter its keys in the form."));
    return factory;
}

Error unknownSignIn()
{
    return {ErrorKind::NotFound, u"signin.unknown"_s,
        QCoreApplication::translate("uds", "There is no such sign-in under way."),
        QCoreApplication::translate("uds", "Start it again."), {}, {}, std::nullopt};
}

Error otherCompany(const IntegrationRow &row)
{
    const QString name = row.accountName.isEmpty() ? row.accountKey.section(u':', 1) : row.accountName;
    return {ErrorKind::Authentication, u"signin.otherCompany"_s,
        QCoreApplication::translate("uds",
            "Another account was chosen in the browser than “%1” is connected to (%2). Nothing was changed.")
            .arg(row.name, name),
        QCoreApplication::translate(
            "uds", "Sign in again and choose %1, or disconnect the integration first.")
            .arg(name),
        {}, {}, std::nullopt};
}

Json withMembers(Json object, const Json &members)
{
    for (const JsonMember &member : members.object())
        object.set(member.name, member.value);
    return object;
}

} // namespace

struct SignInService::Pending {
    SignInRequest request;
    const ConnectorFactory *factory = nullptr;
    OpenedIntegration stored;
    ConnectorSettings settings; ///< as they shall be stored, tokens still missing
    SignInAddresses addresses;
    std::unique_ptr<OAuthAttempt> attempt;
    OAuthRedirectListener listener;
    QnamTransport transport;
    std::stop_source stop;
};

SignInService::SignInService(EngineParts &parts)
    : m_parts(parts)
{
}

SignInService::~SignInService() = default;

QCoro::Task<Result<SignInStart>> SignInService::begin(SignInRequest request, std::stop_token stop)
{
    const auto made = co_await prepared(std::move(request));
    if (!made)
        co_return tl::unexpected(made.error());
    const std::shared_ptr<Pending> pending = *made;
    const SignIn &signIn = *pending->factory->signIn();
    const QUrl redirect = signIn.redirectUrl(pending->settings);
    const bool isLocal = redirect.scheme() == "http"_L1;
    const quint16 port = isLocal ? quint16(redirect.port()) : 0;
    const Result<void> listening
        = pending->listener.listen(port, isLocal ? redirect.path() : QString(kRelayPath));
    OAuthExchange exchange(
        clientOf(pending->settings, pending->addresses), pending->transport, m_parts.clock);
    OAuthPage page{pending->addresses.authorization, pending->settings.values[u"client_id"].string(),
        signIn.scopes(), redirect, false};
    if (!pending->addresses.discovery.isEmpty())
        page.withPkce = co_await exchange.offersPkce(pending->addresses.discovery, stop);
    const quint16 relayPort = isLocal || !listening ? quint16(0) : pending->listener.port();
    pending->attempt = std::make_unique<OAuthAttempt>(page, m_parts.clock, m_parts.random, relayPort);
    if (m_hasEnded)
        co_return fail(ErrorKind::Cancelled, u"oauth.cancelled"_s,
            QCoreApplication::translate("uds", "The sign-in was cancelled."));
    const quint64 id = ++m_lastId;
    m_pending.emplace(id, pending);
    co_return SignInStart{
        id, pending->attempt->address(), redirect, listening.has_value(), pending->attempt->left()};
}

QCoro::Task<Result<std::shared_ptr<SignInService::Pending>>> SignInService::prepared(SignInRequest request)
{
    auto pending = std::make_shared<Pending>();
    Result<OpenedIntegration> known = co_await stored(request.integration);
    const bool isNew = !known && known.error().code == "integration.unknown"_L1;
    if (!known && !isNew)
        co_return tl::unexpected(known.error());
    if (known)
        pending->stored = std::move(*known);
    const QString connector = isNew ? request.connector : pending->stored.row.connector;
    const Result<const ConnectorFactory *> factory = signInFactory(connector);
    if (!factory)
        co_return tl::unexpected(factory.error());
    pending->factory = *factory;
    if (isNew && request.integration.trimmed().isEmpty())
        co_return fail(ErrorKind::Configuration, u"integration.name"_s,
            QCoreApplication::translate("uds", "An integration needs a name."));
    const Json form = request.settings.isObject() ? request.settings : Json::object({});
    const Result<ConnectorSettings> typed = splitSettings((*factory)->description(), form);
    if (!typed)
        co_return tl::unexpected(typed.error());
    ConnectorSettings merged = withStoredSecrets(*typed, pending->stored.secrets);
    merged.values = withMembers(isNew ? Json::object({}) : pending->stored.row.settings, typed->values);
    const Result<ConnectorSettings> checked = (*factory)->signIn()->checkedBefore(merged);
    if (!checked)
        co_return tl::unexpected(checked.error());
    pending->settings = *checked;
    pending->addresses = (*factory)->signIn()->addresses(*checked);
    pending->request = std::move(request);
    co_return pending;
}

QCoro::Task<Result<QString>> SignInService::finish(quint64 id, std::stop_token stop)
{
    const std::shared_ptr<Pending> pending = pendingOf(id);
    if (!pending)
        co_return fail(unknownSignIn());
    const LinkedStop either(stop, pending->stop.get_token());
    const auto returned = co_await pending->listener.returned(pending->attempt->left(), either.token());
    m_pending.erase(id);
    if (!returned)
        co_return tl::unexpected(returned.error());
    co_return co_await completed(pending, *returned);
}

QCoro::Task<Result<QString>> SignInService::completed(std::shared_ptr<Pending> pending, QUrl returned)
{
    const Result<QString> code = pending->attempt->codeIn(returned);
    if (!code)
        co_return tl::unexpected(code.error());
    const Result<Json> account = pending->factory->signIn()->accountIn(returned);
    if (!account)
        co_return tl::unexpected(account.error());
    pending->settings.values = withMembers(pending->settings.values, *account);
    // Before the code is used: the permission of a foreign account is not even asked for.
    const Result<void> fits = co_await checkAccount(pending);
    if (!fits)
        co_return tl::unexpected(fits.error());
    OAuthExchange exchange(
        clientOf(pending->settings, pending->addresses), pending->transport, m_parts.clock);
    const OAuthCode shown{*code, pending->attempt->page().redirectUrl, pending->attempt->verifier()};
    const Result<OAuthGrant> grant = co_await exchange.exchanged(shown);
    if (!grant)
        co_return tl::unexpected(grant.error());
    pending->settings.secrets = withMembers(pending->settings.secrets, oauthSecrets(*grant));
    const Result<void> kept = co_await store(pending);
    if (!kept)
        co_return tl::unexpected(kept.error());
    Q_EMIT m_parts.events.changed();
    co_return pending->request.integration.trimmed();
}

QCoro::Task<Result<void>> SignInService::checkAccount(std::shared_ptr<Pending> pending)
{
    const IntegrationRow &row = pending->stored.row;
    if (row.id == 0 || row.status == "draft"_L1)
        co_return Result<void>();
    const bool isConnected
        = hasRequiredSecrets(pending->factory->description(), row.settings, pending->stored.secrets);
    const QString before = accountKey(*pending->factory, {row.settings, Json::object({})});
    const bool isOther = accountKey(*pending->factory, pending->settings) != before;
    if (isConnected && isOther && !pending->request.acceptsOtherAccount)
        co_return fail(otherCompany(row));
    const AccountChange change{row, pending->settings, pending->request.acceptsOtherAccount};
    const auto check = [change](Database &database) { return checkAccepted(database, change); };
    co_return co_await m_parts.store->read(check);
}

QCoro::Task<Result<void>> SignInService::store(std::shared_ptr<Pending> pending)
{
    const Result<ConnectorSettings> checked = pending->factory->checked(pending->settings);
    if (!checked)
        co_return tl::unexpected(checked.error());
    IntegrationRow row = pending->stored.row;
    if (row.id == 0) {
        row.name = pending->request.integration.trimmed();
        row.connector = pending->request.connector;
        row.accountKey = accountKey(*pending->factory, *checked);
        row.settings = checked->values;
        row.status = u"disconnected"_s;
        row.createdUtc = m_parts.clock.nowUtc();
    }
    const AccountChange change{row, *checked, pending->request.acceptsOtherAccount};
    const auto write
        = [vault = m_parts.vault.get(), runs = &m_parts.runs, change](Database &database) -> Result<void> {
        if (change.row.id == 0)
            return insertIntegration(database, *vault, change.row, change.settings.secrets).map([](qint64) {
            });
        return storeSettings(database, *vault, *runs, change).map([](const IntegrationRow &) {});
    };
    const auto audited
        = [audit = AuditedChange::ofIntegration(m_parts), name = row.name, &write](Database &database) {
              return audit.record(database, u"integration.signedIn"_s, name, [&] { return write(database); });
          };
    co_return co_await m_parts.store->write(audited);
}

QCoro::Task<Result<void>> SignInService::paste(quint64 id, QString address)
{
    const std::shared_ptr<Pending> pending = pendingOf(id);
    if (!pending)
        co_return fail(unknownSignIn());
    const QUrl url = pastedAddress(address);
    if (!QUrlQuery(url).hasQueryItem(u"state"_s))
        co_return fail(ErrorKind::Configuration, u"oauth.address"_s,
            QCoreApplication::translate("uds", "This is not the address that the browser ended at."),
            QCoreApplication::translate(
                "uds", "Copy the whole address of the last page; it contains \"state=\" and \"code=\"."));
    pending->listener.take(url);
    co_return Result<void>();
}

QCoro::Task<Result<void>> SignInService::cancel(quint64 id)
{
    if (const std::shared_ptr<Pending> pending = pendingOf(id))
        pending->stop.request_stop();
    m_pending.erase(id);
    co_return Result<void>();
}

QCoro::Task<Result<Disconnection>> SignInService::disconnect(QString name)
{
    Result<OpenedIntegration> known = co_await stored(name);
    if (!known)
        co_return tl::unexpected(known.error());
    const auto idle = [runs = &m_parts.runs, row = known->row](
                          Database &database) { return checkIsIdle(database, *runs, row); };
    const Result<void> isIdle = co_await m_parts.store->read(idle);
    if (!isIdle)
        co_return tl::unexpected(isIdle.error());
    Disconnection outcome;
    outcome.note = co_await revocationNote(&*known, &outcome.isRevoked);
    const auto erase
        = [vault = m_parts.vault.get(), row = known->row](Database &database) -> Result<QStringList> {
        if (const auto erased = eraseSecrets(database, *vault, row); !erased)
            return tl::unexpected(erased.error());
        return streamsUsing(database, row.id).map([](const QList<StreamRow> &streams) {
            QStringList names;
            for (const StreamRow &stream : streams)
                names.append(stream.name);
            return names;
        });
    };
    const auto audited = [audit = AuditedChange::ofIntegration(m_parts), &name, &erase](Database &database) {
        return audit.record(database, u"integration.disconnected"_s, name, [&] { return erase(database); });
    };
    const Result<QStringList> streams = co_await m_parts.store->write(audited);
    if (!streams)
        co_return tl::unexpected(streams.error());
    outcome.streams = *streams;
    Q_EMIT m_parts.events.changed();
    co_return outcome;
}

QCoro::Task<QString> SignInService::revocationNote(OpenedIntegration *stored, bool *isRevoked)
{
    const Result<const ConnectorFactory *> factory = factoryFor(stored->row.connector);
    if (!factory)
        co_return factory.error().message;
    const QString title = (*factory)->description().title;
    const QString token = stored->secrets[u"refresh_token"].string();
    const SignIn *signIn = (*factory)->signIn();
    if (!signIn || token.isEmpty())
        co_return QCoreApplication::translate("uds",
            "Nothing was told to %1. Delete the key there as well, so that nobody can use a copy of it.")
            .arg(title);
    const ConnectorSettings settings{stored->row.settings, stored->secrets};
    const SignInAddresses addresses = signIn->addresses(settings);
    QnamTransport transport;
    OAuthExchange exchange(clientOf(settings, addresses), transport, m_parts.clock);
    const Result<void> revoked = co_await exchange.revoked(addresses.revocation, token);
    *isRevoked = revoked.has_value();
    if (revoked)
        co_return QCoreApplication::translate("uds", "The permission was withdrawn at %1.").arg(title);
    co_return QCoreApplication::translate("uds",
        "The permission could not be withdrawn at %1 (%2). Disconnect the app there as well: Apps, "
        "My apps.")
        .arg(title, revoked.error().message);
}

QCoro::Task<Result<OpenedIntegration>> SignInService::stored(QString name)
{
    const auto find = [vault = m_parts.vault.get(), name](
                          Database &database) { return openedIntegration(database, *vault, name); };
    co_return co_await m_parts.store->read(find);
}

void SignInService::abandonAll()
{
    m_hasEnded = true;
    m_pending.clear();
}

std::shared_ptr<SignInService::Pending> SignInService::pendingOf(quint64 id) const
{
    const auto found = m_pending.find(id);
    return found == m_pending.end() ? nullptr : found->second;
}

} // namespace uds
