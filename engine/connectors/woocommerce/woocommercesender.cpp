#include "engine/connectors/woocommerce/woocommercesender.h"

#include "engine/connectors/woocommerce/woocommerceanswer.h"
#include "engine/connectors/woocommerce/woocommercelookups.h"
#include "engine/connectors/woocommerce/woocommercewriterreads.h"
#include "engine/http/httpwriter.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// A page of a hundred paid orders takes a slow shop this long.
constexpr std::chrono::milliseconds kBatchDeadline = std::chrono::seconds(180);

HttpRequest request(const QUrl &shop, const FrozenCall &call)
{
    HttpRequest request;
    request.verb = call.verb;
    request.url = QUrl::fromEncoded(shop.toEncoded() + call.path, QUrl::StrictMode);
    request.headers = {HttpHeader{"Accept", "application/json"}};
    if (!call.contentType.isEmpty())
        request.headers.append(HttpHeader{"Content-Type", call.contentType});
    request.body = call.body;
    if (call.isBatch)
        request.deadline = kBatchDeadline;
    return request;
}

/// What only one record of the shop can have.
QString naturalKey(const QString &entity)
{
    if (entity == u"customer"_s)
        return u"email"_s;
    return entity == u"product"_s || entity == u"variation"_s ? u"sku"_s : QString();
}

} // namespace

WooCommerceSender::WooCommerceSender(HttpWriter &http, QUrl shop)
    : m_http(http)
    , m_shop(std::move(shop))
{
}

QCoro::Task<QList<Outcome>> WooCommerceSender::send(FrozenCall call, std::stop_token stop)
{
    HttpRequest frozen = request(m_shop, call);
    const Result<HttpResponse> answer = co_await m_http.write(std::move(frozen), stop);
    QList<Outcome> outcomes = m_wire.outcomes(call, answer);
    for (qsizetype i = 0; i < outcomes.size(); ++i) {
        const Effect &effect = call.effects.at(i);
        const bool isOpen = outcomes.at(i).state == Outcome::State::Rejected
            && outcomes.at(i).holderId.isEmpty() && effect.operation == Operation::Create;
        if (!isOpen)
            continue;
        const Json sent = wooSentRow(call, i);
        outcomes[i].holderId = co_await holderOf(effect.entity, sent, stop);
    }
    co_return outcomes;
}

QCoro::Task<QString> WooCommerceSender::holderOf(QString entity, Json sent, std::stop_token stop)
{
    const QString key = naturalKey(entity);
    const QString value = m_wire.keyText(entity, key, sent);
    if (value.isEmpty())
        co_return QString();
    WooCommerceWriterReads reads(m_http);
    WooCommerceQueries queries(reads, m_shop);
    WooCommerceLookUps lookUps(queries);
    const LookUp lookUp{entity, key, {value}};
    const auto found = co_await lookUps.find(lookUp, stop);
    co_return found && found->size() == 1 ? found->first().id : QString();
}

} // namespace uds
