#include "engine/connectors/woocommerce/woocommercewebhooks.h"

#include "engine/connectors/woocommerce/woocommerceerrors.h"
#include "engine/connectors/woocommerce/woocommercelists.h"
#include "engine/http/httpwriter.h"
#include "engine/http/origin.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kNamePrefix = u"Universal Data Sync "_s;

using State = WebhookRegistration::State;

WebhookRegistration registrationOf(const Json &row)
{
    WebhookRegistration registration;
    registration.id = row[u"id"].scalarText();
    registration.name = row[u"name"].string();
    registration.topic = row[u"topic"].string();
    registration.deliveryUrl = QUrl(row[u"delivery_url"].string());
    registration.isOurs = registration.name.startsWith(kNamePrefix);
    const QString status = row[u"status"].string();
    registration.state = status == u"active"_s ? State::Active
        : status == u"disabled"_s              ? State::Disabled
                                               : State::Paused;
    return registration;
}

Result<void> checkAddress(const QUrl &url)
{
    const bool isWeb = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty();
    const bool isSafe
        = url.scheme() == u"https"_s || (url.scheme() == u"http"_s && isLoopbackHost(url.host()));
    if (isWeb && isSafe)
        return {};
    return fail(ErrorKind::Configuration, u"woo.webhookAddress"_s,
        QCoreApplication::translate("uds", "The shop cannot deliver to this address."),
        QCoreApplication::translate(
            "uds", "It must start with https:// and be reachable from the Internet."));
}

Json body(const QString &topic, const QUrl &url, const QString &secret)
{
    return Json::object({{u"name"_s, QString(kNamePrefix + topic)}, {u"topic"_s, topic},
        {u"delivery_url"_s, QString::fromLatin1(url.toEncoded())}, {u"secret"_s, secret},
        {u"status"_s, u"active"_s}});
}

} // namespace

WooCommerceWebhooks::WooCommerceWebhooks(HttpWriter &http, QUrl shop)
    : m_http(http)
    , m_reads(http)
    , m_queries(m_reads, std::move(shop))
{
}

QStringList WooCommerceWebhooks::topics() const
{
    QStringList topics;
    for (const QString &resource : {u"order"_s, u"product"_s}) {
        for (const QString &event : {u"created"_s, u"updated"_s, u"deleted"_s, u"restored"_s})
            topics.append(resource + u'.' + event);
    }
    for (const QString &event : {u"created"_s, u"updated"_s, u"deleted"_s})
        topics.append(u"customer."_s + event);
    return topics;
}

QCoro::Task<Result<QList<WebhookRegistration>>> WooCommerceWebhooks::list(std::stop_token stop)
{
    QList<WebhookRegistration> found;
    for (int pageNumber = 1;; ++pageNumber) {
        const WooParameters parameters{{u"per_page"_s, QString::number(kWooIdsPerRequest)},
            {u"page"_s, QString::number(pageNumber)}, {u"orderby"_s, u"id"_s}, {u"order"_s, u"asc"_s}};
        const auto answer = co_await m_queries.get(wooPath(u"webhooks"_s), parameters, stop);
        if (!answer)
            co_return fail(answer.error());
        const JsonArray &rows = answer->document.array();
        for (const Json &row : rows)
            found.append(registrationOf(row));
        if (rows.size() < kWooIdsPerRequest)
            co_return found;
    }
}

QCoro::Task<Result<WebhookRepair>> WooCommerceWebhooks::ensure(
    QStringList topics, QUrl deliveryUrl, QString secret, std::stop_token stop)
{
    if (const auto isGood = checkAddress(deliveryUrl); !isGood)
        co_return fail(isGood.error());
    if (secret.isEmpty()) // the shop would make up one that nobody knows
        co_return fail(ErrorKind::Internal, u"woo.webhookSecret"_s,
            QCoreApplication::translate("uds", "A webhook needs a secret."));
    const auto present = co_await list(stop);
    if (!present)
        co_return fail(present.error());
    WebhookRepair repair;
    for (const WebhookRegistration &registration : *present) {
        if (!registration.isOurs || topics.contains(registration.topic))
            continue;
        const auto erased = co_await erase(registration.id, stop);
        if (!erased)
            co_return fail(erased.error());
        repair.removed.append(registration.topic);
    }
    for (const QString &topic : topics) {
        QList<WebhookRegistration> ours = *present;
        ours.removeIf([&topic](const WebhookRegistration &registration) {
            return !registration.isOurs || registration.topic != topic;
        });
        const Wanted wanted{topic, deliveryUrl, secret};
        const auto settled = co_await settle(ours, wanted, &repair, stop);
        if (!settled)
            co_return fail(settled.error());
    }
    co_return repair;
}

QCoro::Task<Result<void>> WooCommerceWebhooks::settle(
    QList<WebhookRegistration> present, Wanted wanted, WebhookRepair *repair, std::stop_token stop)
{
    std::optional<WebhookRegistration> kept;
    bool wasDisabled = false;
    for (const WebhookRegistration &registration : present) {
        if (!kept && registration.state != State::Disabled) {
            kept = registration;
            continue;
        }
        wasDisabled = wasDisabled || registration.state == State::Disabled;
        const auto erased = co_await erase(registration.id, stop);
        if (!erased)
            co_return fail(erased.error());
        if (kept || registration.state != State::Disabled)
            repair->removed.append(wanted.topic);
    }
    if (!kept) {
        (wasDisabled ? repair->repaired : repair->created).append(wanted.topic);
        co_return co_await create(wanted, stop);
    }
    if (kept->state != State::Active || kept->deliveryUrl != wanted.deliveryUrl)
        repair->repaired.append(wanted.topic);
    co_return co_await update(kept->id, wanted, stop);
}

QCoro::Task<Result<int>> WooCommerceWebhooks::remove(std::stop_token stop)
{
    const auto present = co_await list(stop);
    if (!present)
        co_return fail(present.error());
    int removed = 0;
    for (const WebhookRegistration &registration : *present) {
        if (!registration.isOurs)
            continue;
        const auto erased = co_await erase(registration.id, stop);
        if (!erased)
            co_return fail(erased.error());
        ++removed;
    }
    co_return removed;
}

QCoro::Task<Result<void>> WooCommerceWebhooks::create(Wanted wanted, std::stop_token stop)
{
    return write("POST", u"webhooks"_s, body(wanted.topic, wanted.deliveryUrl, wanted.secret), stop);
}

QCoro::Task<Result<void>> WooCommerceWebhooks::update(QString id, Wanted wanted, std::stop_token stop)
{
    return write("PUT", u"webhooks/"_s + id, body(wanted.topic, wanted.deliveryUrl, wanted.secret), stop);
}

QCoro::Task<Result<void>> WooCommerceWebhooks::erase(QString id, std::stop_token stop)
{
    const QString route = u"webhooks/"_s + id + u"?force=true"_s;
    const auto done = co_await write("DELETE", route, {}, stop);
    if (!done && done.error().kind == ErrorKind::NotFound) // somebody else was faster
        co_return Result<void>();
    co_return done;
}

QCoro::Task<Result<void>> WooCommerceWebhooks::write(
    QByteArray verb, QString route, Json body, std::stop_token stop)
{
    HttpRequest request;
    request.verb = verb;
    request.url = QUrl(m_queries.shop().toString() + u"/wp-json"_s + wooPath(route));
    request.headers = {HttpHeader{"Accept", "application/json"}};
    if (!body.isNull()) {
        request.headers.append(HttpHeader{"Content-Type", "application/json"});
        request.body = body.bytes();
    }
    const auto response = co_await m_http.write(request, stop);
    if (!response)
        co_return fail(response.error());
    const auto document = wooDocument(*response);
    if (!document)
        co_return fail(document.error());
    co_return Result<void>();
}

} // namespace uds
