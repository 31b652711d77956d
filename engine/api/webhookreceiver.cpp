#include "engine/api/webhookreceiver.h"

#include "engine/api/engineparts.h"
#include "engine/api/linkedstop.h"
#include "engine/api/webhookdesk.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QScopeGuard>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Result<QHostAddress> parsedAddress(const QString &text)
{
    QHostAddress address;
    if (text == u"localhost")
        return QHostAddress(QHostAddress::LocalHost);
    if (address.setAddress(text))
        return address;
    return fail(ErrorKind::Configuration, u"webhook.address"_s,
        QCoreApplication::translate("uds", "“%1” is not an IP address.").arg(text),
        QCoreApplication::translate("uds",
            "Use 127.0.0.1 for a tunnel or proxy on this computer, or the address of a network card."));
}

WebhookReceiverState stateOf(
    const QHostAddress &address, quint16 port, const QList<WebhookEndpoint> &endpoints)
{
    QUrl base;
    base.setScheme(u"http"_s);
    base.setHost(address.toString());
    base.setPort(port);
    WebhookReceiverState state{address.toString(), port, {}};
    for (const WebhookEndpoint &endpoint : endpoints)
        state.addresses.append(
            {endpoint.integration.name, base.toString() + endpoint.path.text(), endpoint.deliveryUrl()});
    return state;
}

tl::unexpected<Error> alreadyRunning()
{
    return fail(ErrorKind::Configuration, u"webhook.running"_s,
        QCoreApplication::translate("uds", "Deliveries are being received already."));
}

} // namespace

QCoro::Task<Result<WebhookTotals>> WebhookReceiver::receive(WebhookReceiverOptions options,
    WebhookDispatcher::Runner runner, std::stop_token caller, std::stop_token engine)
{
    if (m_isRunning)
        co_return alreadyRunning();
    m_isRunning = true;
    const auto ended = qScopeGuard([this] { m_isRunning = false; });
    const Result<QHostAddress> address = parsedAddress(options.address);
    if (!address)
        co_return tl::unexpected(address.error());
    WebhookDispatcher dispatcher(*m_parts.store, m_parts.clock, std::move(runner));
    WebhookDesk desk(m_parts, [&dispatcher] { dispatcher.wake(); });
    const Result<QList<WebhookEndpoint>> endpoints = co_await desk.endpoints();
    if (!endpoints)
        co_return tl::unexpected(endpoints.error());
    WebhookListener listener({}, [&desk](const WebhookCall &call) { return desk.answer(call); });
    if (const auto listening = listener.listen(*address, options.port); !listening)
        co_return tl::unexpected(listening.error());
    // Queued to this thread, because whoever edits is on another one.
    QObject::connect(&m_parts.events, &EngineEvents::changed, &listener, [&desk] { desk.forget(); });
    Q_EMIT m_parts.events.webhooksListening(stateOf(*address, listener.port(), *endpoints));
    const LinkedStop stop(caller, engine);
    co_await dispatcher.run(stop.token());
    co_await listener.close();
    co_return desk.totals();
}

} // namespace uds
