#include "tests/support/webhookworkplace.h"

#include "tests/support/rawclient.h"

#include <QMessageAuthenticationCode>
#include <QSignalSpy>
#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongest = 60'000; // ms

QCoro::Task<void> keep(QCoro::Task<Result<WebhookTotals>> task, std::optional<Result<WebhookTotals>> *kept)
{
    *kept = co_await task;
}

} // namespace

QByteArray webhookSignature(const QByteArray &body, const QByteArray &secret)
{
    return QMessageAuthenticationCode::hash(body, secret, QCryptographicHash::Sha256).toBase64();
}

QByteArray shopHeaders(const QString &topic, const QByteArray &signature)
{
    const QByteArray name = topic.toUtf8();
    return "Content-Type: application/json\r\nX-WC-Webhook-Source: "
           "https://shop.example/\r\nX-WC-Webhook-Topic: "
        + name + "\r\nX-WC-Webhook-Resource: " + name.split('.').first()
        + "\r\nX-WC-Webhook-Event: " + name.split('.').last() + "\r\nX-WC-Webhook-Signature: " + signature
        + "\r\nX-WC-Webhook-ID: 1\r\nX-WC-Webhook-Delivery-ID: d41d8cd98f00b204e9800998ecf8427e\r\n";
}

QByteArray orderBody(const QString &id)
{
    return "{\"id\":" + id.toUtf8() + ",\"status\":\"processing\"}";
}

QByteArray WebhookWorkplace::secret()
{
    return "secret of this test";
}

WebhookWorkplace::WebhookWorkplace()
{
    DemoOptions options;
    options.generatedOrders = 10;
    auto workspace = QCoro::waitFor(DemoWorkspace::start(options));
    if (!workspace)
        qFatal("%s", qPrintable(workspace.error().message));
    m_workspace = std::move(*workspace);
    open();
}

WebhookWorkplace::~WebhookWorkplace()
{
    stop();
    api.reset();
}

void WebhookWorkplace::open()
{
    auto opened = QCoro::waitFor(SyncApi::open(m_workspace->profile()));
    if (!opened)
        qFatal("%s", qPrintable(opened.error().message));
    api = std::move(*opened);
}

void WebhookWorkplace::enable(const QString &integration, const QByteArray &signingSecret)
{
    const WebhookSubscription subscription{integration, u"https://hooks.example.com"_s, signingSecret, true};
    const auto enabled = QCoro::waitFor(api->enableWebhooks(subscription));
    if (!enabled)
        qFatal("%s", qPrintable(enabled.error().message));
}

void WebhookWorkplace::start()
{
    m_stop = std::stop_source();
    m_totals.reset();
    const QSignalSpy listening(api.get(), &SyncApi::webhooksListening);
    m_receiving = keep(api->receiveWebhooks({}, m_stop.get_token()), &m_totals);
    if (!QTest::qWaitFor([&listening] { return !listening.isEmpty(); }, kLongest))
        qFatal("The receiver did not start.");
    state = listening.first().first().value<WebhookReceiverState>();
}

WebhookTotals WebhookWorkplace::stop()
{
    m_stop.request_stop();
    const bool hasEnded = QTest::qWaitFor([this] { return m_receiving.isReady(); }, kLongest);
    return hasEnded && m_totals && *m_totals ? **m_totals : WebhookTotals();
}

QByteArray WebhookWorkplace::target(const QString &integration) const
{
    for (const WebhookAddress &address : state.addresses) {
        if (address.integration == integration)
            return QUrl(address.localUrl).path().toLatin1();
    }
    return "/nowhere";
}

int WebhookWorkplace::post(const QByteArray &body, const QByteArray &headers, const QString &integration)
{
    RawClient client(state.port);
    return client.exchange(rawRequest("POST", target(integration), body, headers)).status;
}

int WebhookWorkplace::deliver(const QString &topic, const QByteArray &body)
{
    return post(body, shopHeaders(topic, webhookSignature(body, secret())));
}

QStringList WebhookWorkplace::orderIds()
{
    RunRequest request;
    request.stream = DemoWorkspace::streamName();
    const auto plan = QCoro::waitFor(api->plan(request));
    QStringList ids;
    for (const PlanChange &change : plan ? plan->changes : QList<PlanChange>()) {
        if (change.action == u"create" && change.purpose == u"document")
            ids.append(change.sourceId);
    }
    return ids;
}

WebhookCounts WebhookWorkplace::counts()
{
    const auto all = QCoro::waitFor(api->webhooks());
    for (const WebhookSummary &row : all ? *all : QList<WebhookSummary>()) {
        if (row.integration == DemoWorkspace::shopName())
            return row.counts;
    }
    return {};
}

} // namespace uds
