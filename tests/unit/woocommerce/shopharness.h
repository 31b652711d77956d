#pragma once

#include "engine/connectors/woocommerce/woocommercefactory.h"
#include "engine/simulators/recordedshop.h"
#include "engine/simulators/shopgenerator.h"
#include "engine/simulators/shopsimulator.h"
#include "engine/simulators/simulatedtransport.h"
#include "engine/simulators/virtualclock.h"

#include <functional>

namespace uds {

/// Credentials and one attempt: what a reader needs, without retries. A test may change the shop between
/// requests.
class DirectReader final : public HttpReader {
public:
    DirectReader(HttpTransport &transport, Authorizer &authorizer)
        : m_transport(transport)
        , m_authorizer(authorizer)
    {
    }
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> read(HttpQuery query, std::stop_token stop) override
    {
        HttpRequest request;
        request.url = query.url;
        request.headers = query.headers;
        request.deadline = query.deadline;
        urls.append(QString::fromUtf8(query.url.toEncoded()));
        const auto authorized = co_await m_authorizer.authorized(request, stop);
        if (!authorized)
            co_return fail(authorized.error());
        auto answer = co_await m_transport.send(*authorized, stop);
        if (answer && spoil)
            spoil(query.url, *answer);
        if (afterEach)
            afterEach(int(urls.size()));
        co_return answer;
    }

    QStringList urls; ///< asked for so far
    std::function<void(const QUrl &, HttpResponse &)> spoil; ///< changes an answer on its way
    std::function<void(int)> afterEach; ///< told the number of requests so far

private:
    HttpTransport &m_transport;
    Authorizer &m_authorizer;
};

/// A simulated shop and a connector that reads it under virtual time.
struct ShopHarness {
    VirtualClock clock{QDateTime(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC)};
    ShopSimulator shop;
    SimulatedTransport transport{clock, 1};
    WooCommerceFactory factory;
    ConnectorSettings settings;
    std::unique_ptr<Authorizer> authorizer;
    std::unique_ptr<DirectReader> http;
    std::unique_ptr<ConnectorReader> reader;

    explicit ShopHarness(const QString &address = QStringLiteral("https://shop.example.test"))
    {
        settings.values = Json::object({{QStringLiteral("store_url"), address}});
        settings.secrets = Json::object(
            {{QStringLiteral("consumer_key"), QString::fromLatin1(shop.settings().consumerKey)},
                {QStringLiteral("consumer_secret"), QString::fromLatin1(shop.settings().consumerSecret)}});
        transport.route(QUrl(QStringLiteral("https://shop.example.test")), shop);
        open();
    }

    /// Takes over changed settings.
    void open()
    {
        authorizer = factory.authorizer(settings, transport, clock, {});
        http = std::make_unique<DirectReader>(transport, *authorizer);
        reader = factory.reader(settings, *http, clock);
    }

    Result<RecordPage> page(const QString &entity, const ReadWindow &window, const QByteArray &position)
    {
        return clock.run(reader->read(entity, window, position, {}));
    }

    /// All records of a window; the position goes through bytes each time, as it does in the store.
    QList<Record> readAll(const QString &entity, const ReadWindow &window = {})
    {
        QList<Record> records;
        QByteArray position;
        for (int pages = 0; pages < 100000; ++pages) {
            const auto read = page(entity, window, position);
            if (!read) {
                failure = read.error();
                break;
            }
            records += read->records;
            position = read->position;
            if (position.isEmpty())
                break;
        }
        return records;
    }

    std::optional<Error> failure;
};

} // namespace uds
