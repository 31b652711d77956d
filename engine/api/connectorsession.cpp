#include "engine/api/connectorsession.h"

#include "engine/api/engineparts.h"
#include "engine/api/integrationform.h"
#include "engine/api/integrationsecrets.h"
#include "engine/http/httpclient.h"
#include "engine/http/qnamtransport.h"
#include "engine/http/ratelimiter.h"
#include "engine/http/readonlyhttpclient.h"

namespace uds {

using namespace Qt::StringLiterals;

struct ConnectorSession::Connection {
    Connection(EngineParts &engine, const RateLimits &limits);
    [[nodiscard]] HttpParts httpParts();

    EngineParts &parts;
    QnamTransport transport;
    RateLimiter limiter;
    CircuitBreaker breaker;
    std::unique_ptr<Authorizer> authorizer;
    std::unique_ptr<ReadOnlyHttpClient> readOnlyClient; // exactly one of the two clients is made
    std::unique_ptr<HttpClient> client;
    std::unique_ptr<ConnectorReader> reader;
    std::unique_ptr<ConnectorSender> sender; // only with a client
};

namespace {

AdmissionLimits admissionLimits(const RateLimits &published)
{
    AdmissionLimits limits;
    limits.requestsPerMinute = published.requestsPerMinute;
    limits.batchesPerMinute = published.batchesPerMinute;
    limits.concurrent = published.concurrentRequests;
    return limits;
}

HttpClientOptions clientOptions()
{
    HttpClientOptions options;
    options.isBatch = [](const HttpRequest &request) { return request.url.path().endsWith(u"/batch"_s); };
    return options;
}

QCoro::Task<Result<void>> storeRotated(EngineParts *parts, qint64 integrationId, Json secrets)
{
    const Result<QList<SecretRow>> sealed = sealedSecrets(*parts->vault, integrationId, secrets);
    if (!sealed)
        co_return tl::unexpected(sealed.error());
    const auto put = [integrationId, rows = *sealed](Database &database) {
        return IntegrationRepository(database).putSecrets(integrationId, rows);
    };
    co_return co_await parts->store->write(put);
}

QCoro::Task<Result<void>> keepNothing()
{
    co_return Result<void>();
}

} // namespace

ConnectorSession::Connection::Connection(EngineParts &engine, const RateLimits &limits)
    : parts(engine)
    , limiter(admissionLimits(limits), engine.clock)
    , breaker(engine.clock)
{
}

HttpParts ConnectorSession::Connection::httpParts()
{
    return {transport, *authorizer, limiter, breaker, parts.clock, parts.random};
}

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
    const auto find
        = [id = integration.id](Database &database) { return IntegrationRepository(database).secrets(id); };
    const Result<QList<SecretRow>> sealed = co_await parts->store->read(find);
    if (!sealed)
        co_return tl::unexpected(sealed.error());
    const Result<Json> secrets = openedSecrets(*parts->vault, integration.id, *sealed);
    if (!secrets)
        co_return tl::unexpected(secrets.error());
    const ConnectorSettings settings{integration.settings, *secrets};
    auto connection = std::make_unique<Connection>(*parts, (*factory)->limits(settings));
    const SecretStore store
        = [parts, id = integration.id](Json rotated) { return storeRotated(parts, id, std::move(rotated)); };
    connection->authorizer = (*factory)->authorizer(settings, connection->transport, parts->clock, store);
    if (access == Access::ReadOnly) {
        connection->readOnlyClient
            = std::make_unique<ReadOnlyHttpClient>(connection->httpParts(), clientOptions());
        connection->reader = (*factory)->reader(settings, *connection->readOnlyClient, parts->clock);
    } else {
        connection->client = std::make_unique<HttpClient>(connection->httpParts(), clientOptions());
        connection->reader = (*factory)->reader(settings, *connection->client, parts->clock);
        connection->sender = (*factory)->sender(settings, *connection->client);
    }
    co_return std::unique_ptr<ConnectorSession>(new ConnectorSession(std::move(connection)));
}

std::unique_ptr<ConnectorSession> ConnectorSession::forSettings(
    EngineParts &parts, const ConnectorFactory &factory, ConnectorSettings settings)
{
    auto connection = std::make_unique<Connection>(parts, factory.limits(settings));
    connection->authorizer = factory.authorizer(
        settings, connection->transport, parts.clock, [](const Json &) { return keepNothing(); });
    connection->readOnlyClient
        = std::make_unique<ReadOnlyHttpClient>(connection->httpParts(), clientOptions());
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

int ConnectorSession::calls() const
{
    const HttpCounts counts
        = m_connection->client ? m_connection->client->counts() : m_connection->readOnlyClient->counts();
    return int(counts.reads + counts.writes);
}

} // namespace uds
