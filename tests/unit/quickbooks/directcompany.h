#pragma once

#include "engine/connectors/connectorfactory.h"
#include "engine/core/clock.h"
#include "tests/unit/quickbooks/companyfixture.h"

namespace uds::test {

/// A clock that stands still.
class FixedClock final : public Clock {
public:
    explicit FixedClock(const QDateTime &time)
        : m_time(time)
    {
    }
    [[nodiscard]] QDateTime nowUtc() const override { return m_time; }
    [[nodiscard]] std::chrono::milliseconds boot() const override { return {}; }
    [[nodiscard]] QCoro::Task<void> sleepFor(std::chrono::milliseconds, std::stop_token) override
    {
        co_return;
    }

private:
    QDateTime m_time;
};

/// Hands requests to the company, with its token; can be told to answer something else.
class DirectHttp final : public HttpReader, public HttpWriter {
public:
    explicit DirectHttp(CompanyFixture &fixture)
        : m_fixture(fixture)
    {
    }
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> read(HttpQuery query, std::stop_token) override
    {
        HttpRequest request;
        request.verb = query.statement.isEmpty() ? "GET" : "POST";
        request.url = query.url;
        request.headers = query.headers;
        request.body = query.statement;
        statements.append(query.statement);
        co_return answered(std::move(request));
    }
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> write(HttpRequest request, std::stop_token) override
    {
        co_return answered(std::move(request));
    }

    std::optional<Result<HttpResponse>> instead;
    QList<QByteArray> statements;
    QList<QUrl> addresses;

private:
    [[nodiscard]] Result<HttpResponse> answered(HttpRequest request)
    {
        if (instead)
            return *instead;
        addresses.append(request.url);
        request.headers.append(HttpHeader{"Authorization", "Bearer " + m_fixture.token});
        return m_fixture.company.answer(request, m_fixture.now);
    }

    CompanyFixture &m_fixture;
};

/// Settings of a connection to the company of CompanyFixture.
[[nodiscard]] inline ConnectorSettings companySettings()
{
    using namespace Qt::StringLiterals;
    return {Json::object({{u"client_id"_s, u"simulated-client"_s}, {u"realm_id"_s, u" 9341453000000101 "_s},
                {u"base_url"_s, u"http://127.0.0.1:9/"_s},
                {u"token_url"_s, u"http://127.0.0.1:9/oauth2/v1/tokens/bearer"_s}}),
        Json::object({{u"client_secret"_s, u"simulated-client-secret"_s},
            {u"access_token"_s, u"simulated-access-token"_s},
            {u"refresh_token"_s, u"simulated-refresh-token"_s}})};
}

} // namespace uds::test
