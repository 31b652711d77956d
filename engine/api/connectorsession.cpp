#include "engine/api/connectorsession.h"

#include "engine/api/engineparts.h"
#include "engine/api/integrationform.h"
#include "engine/api/integrationlink.h"
#include "engine/api/integrationsecrets.h"
#include "engine/http/httpclient.h"
#include "engine/http/readonlyhttpclient.h"

namespace uds {

using namespace Qt::StringLiterals;

struct ConnectorSession::Connection {
    std::shared_ptr<IntegrationLink> link; // first: everything below uses it
    std::unique_ptr<ReadOnlyHttpClient> readOnlyClient; // exactly one of the two clients is made
    std::unique_ptr<HttpClient> client;
    std::unique_ptr<ConnectorReader> reader;
    std::unique_ptr<ConnectorSender> sender; // only with a client
};

namespace {

HttpClientOptions clientOptions()
{
    HttpClientOptions options;
    options.isBatch = [](const HttpRequest &request) { return request.url.path().endsWith(u"/batch"_s); };
    return options;
}

} // namespace

ConnectorSession::ConnectorSession(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
{
}

ConnectorSession::~ConnectorSession() = default;

QCoro::Task<Result<std::unique_ptr<ConnectorSession>>> ConnectorSession::open(
    EngineParts *parts, IntegrationRow integration, Access access)
{
    const Result<const ConnectorFactory *> factory = factoryFor(integration.connector);
    if (!factory)
        co_return tl::unexpected(factory.error());
    const auto find = [vault = parts->vault.get(), id = integration.id](
                          Database &database) { return storedSecrets(database, *vault, id); };
    const Result<Json> secrets = co_await parts->store->read(find);
    if (!secrets)
        co_return tl::unexpected(secrets.error());
    if (const auto usable = checkUsable(integration, (*factory)->description(), *secrets); !usable)
        co_return tl::unexpected(usable.error());
    const StoredAccount account{integration.id, {integration.settings, *secrets}};
    auto connection = std::make_unique<Connection>();
    connection->link = parts->links.link(*parts, **factory, account);
    if (access == Access::ReadOnly) {
        connection->readOnlyClient
            = std::make_unique<ReadOnlyHttpClient>(connection->link->httpParts(), clientOptions());
        connection->reader = (*factory)->reader(account.settings, *connection->readOnlyClient, parts->clock);
    } else {
        connection->client = std::make_unique<HttpClient>(connection->link->httpParts(), clientOptions());
        connection->reader = (*factory)->reader(account.settings, *connection->client, parts->clock);
        connection->sender = (*factory)->sender(account.settings, *connection->client);
    }
    co_return std::unique_ptr<ConnectorSession>(new ConnectorSession(std::move(connection)));
}

std::unique_ptr<ConnectorSession> ConnectorSession::forSettings(
    EngineParts &parts, const ConnectorFactory &factory, const ConnectorSettings &settings)
{
    auto connection = std::make_unique<Connection>();
    connection->link = std::make_shared<IntegrationLink>(parts, factory, settings);
    connection->readOnlyClient
        = std::make_unique<ReadOnlyHttpClient>(connection->link->httpParts(), clientOptions());
    connection->reader = factory.reader(settings, *connection->readOnlyClient, parts.clock);
    return std::unique_ptr<ConnectorSession>(new ConnectorSession(std::move(connection)));
}

ConnectorReader &ConnectorSession::reader()
{
    return *m_connection->reader;
}

ConnectorSender &ConnectorSession::sender()
{
    Q_ASSERT(m_connection->sender);
    return *m_connection->sender;
}

const IntegrationLink &ConnectorSession::link() const
{
    return *m_connection->link;
}

} // namespace uds
