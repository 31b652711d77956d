#include "engine/api/alertdelivery.h"

#include "engine/api/alertstorage.h"

#include <QCoreApplication>
#include <QSet>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

struct AlertDelivery::Address {
    AlertChannel channel;
    Json secrets;
};

namespace {

constexpr int kMostAttempts = 10; // about five hours
constexpr int kBatch = 100;
constexpr qint64 kDesktopSeconds = 24 * 3600; // what nobody was there to see for a day is no news

QString textOf(const Error &error)
{
    return error.detail.isEmpty() || error.message.contains(error.detail)
        ? error.message
        : error.message + u" ("_s + error.detail + u')';
}

tl::unexpected<Error> switchedOff()
{
    return fail(ErrorKind::Configuration, u"alert.off"_s,
        QCoreApplication::translate("uds", "The channel is switched off."));
}

QStringList causeKeys(const AlertMessage &message)
{
    QStringList keys;
    for (const AlertEvent &event : message.events)
        keys.append(event.causeKey);
    return keys;
}

} // namespace

std::chrono::milliseconds alertBackoff(int attempts, Random &random)
{
    constexpr std::chrono::milliseconds longest = 1h;
    const std::chrono::milliseconds doubled = 30s * (1LL << qBound(0, attempts - 1, 10));
    const std::chrono::milliseconds step = std::min(longest, doubled);
    return step + std::chrono::milliseconds(random.below(quint64(step.count()) / 4 + 1));
}

AlertDeliveryRow alertDeliveryRow(const AlertMessage &message, const QString &channel, Random &random)
{
    AlertDeliveryRow row;
    row.channelId = message.channelId;
    row.channel = channel;
    row.title = alertTitle(message);
    row.severity = alertSeverityName(message.severity);
    row.message = alertMessageToJson(message);
    row.messageId = u"msg_%1%2"_s.arg(random.next(), 16, 16, QLatin1Char('0'))
                        .arg(random.next(), 16, 16, QLatin1Char('0'));
    row.createdUtc = message.createdUtc;
    return row;
}

AlertDelivery::AlertDelivery(EngineParts &parts, Background &background, AlertPostOptions options)
    : m_parts(parts)
    , m_post(parts.clock, background, std::move(options))
{
}

// A channel that does not take one message now is left alone until its next turn.
QCoro::Task<Result<void>> AlertDelivery::deliverDue(bool showsDesktop, std::stop_token stop)
{
    const auto find = [nowUtc = m_parts.clock.nowUtc()](Database &database) {
        return AlertDeliveryRepository(database).due(nowUtc, kBatch);
    };
    const Result<QList<AlertDeliveryRow>> due = co_await m_parts.store->read(find);
    if (!due)
        co_return tl::unexpected(due.error());
    QSet<qint64> waiting;
    for (const AlertDeliveryRow &row : *due) {
        if (stop.stop_requested() || waiting.contains(row.channelId))
            continue;
        const AlertDeliveryRow after = co_await tried(row, showsDesktop, stop);
        if (after.state == DeliveryState::Failed || after.state == DeliveryState::Queued)
            waiting.insert(row.channelId);
        if (after == row)
            continue;
        const auto keep
            = [&after](Database &database) { return AlertDeliveryRepository(database).update(after); };
        const Result<void> kept = co_await m_parts.store->write(keep);
        if (!kept)
            co_return kept;
        Q_EMIT m_parts.events.changed();
    }
    co_return Result<void>();
}

QCoro::Task<AlertDeliveryRow> AlertDelivery::tried(
    AlertDeliveryRow row, bool showsDesktop, std::stop_token stop)
{
    const Result<Address> address = co_await addressOf(row.channel);
    if (!address && address.error().code.startsWith(u"store."))
        co_return row; // the store is at fault, not the channel
    if (!address)
        co_return concluded(row, fail(address.error()));
    if (!address->channel.isEnabled)
        co_return concluded(row, switchedOff());
    if (address->channel.kind != ChannelKind::Desktop) {
        const OutgoingAlert alert{row.messageId.toLatin1(), alertMessageFromJson(row.message)};
        const Result<QString> answer = co_await m_post.send(address->channel, address->secrets, alert, stop);
        co_return concluded(row, answer);
    }
    if (showsDesktop) {
        show(row);
        co_return concluded(row, QCoreApplication::translate("uds", "Shown on this desktop."));
    }
    if (row.createdUtc.addSecs(kDesktopSeconds) > m_parts.clock.nowUtc())
        co_return row;
    row.state = DeliveryState::Sent; // not the channel's fault: it must not count as broken
    row.finishedUtc = m_parts.clock.nowUtc();
    row.answer = QCoreApplication::translate("uds", "Not shown: no desktop program was open for a day.");
    co_return row;
}

AlertDeliveryRow AlertDelivery::concluded(AlertDeliveryRow row, const Result<QString> &answer)
{
    const QDateTime nowUtc = m_parts.clock.nowUtc();
    row.attempts += 1;
    if (answer) {
        row.state = DeliveryState::Sent;
        row.answer = *answer;
        row.finishedUtc = nowUtc;
        return row;
    }
    row.answer = textOf(answer.error());
    if (isTemporary(answer.error()) && row.attempts < kMostAttempts) {
        row.state = DeliveryState::Failed;
        row.notBeforeUtc = nowUtc.addMSecs(alertBackoff(row.attempts, m_parts.random).count());
        return row;
    }
    row.state = DeliveryState::GivenUp;
    row.finishedUtc = nowUtc;
    return row;
}

QCoro::Task<Result<QString>> AlertDelivery::test(QString channel, std::stop_token stop)
{
    const Result<Address> address = co_await addressOf(channel);
    if (!address)
        co_return tl::unexpected(address.error());
    AlertMessage message = testAlert(m_parts.clock.nowUtc());
    message.channelId = address->channel.id;
    AlertDeliveryRow row = alertDeliveryRow(message, address->channel.name, m_parts.random);
    Result<QString> answer = QCoreApplication::translate("uds", "Shown on this desktop.");
    if (address->channel.kind != ChannelKind::Desktop || !m_parts.showsAlerts) {
        const OutgoingAlert alert{row.messageId.toLatin1(), message};
        answer = co_await m_post.send(address->channel, address->secrets, alert, stop);
    } else {
        show(row);
    }
    row.attempts = 1;
    row.state = answer ? DeliveryState::Sent : DeliveryState::GivenUp;
    row.answer = answer ? *answer : textOf(answer.error());
    row.finishedUtc = m_parts.clock.nowUtc();
    const auto keep = [&row](Database &database) { return AlertDeliveryRepository(database).add(row); };
    const Result<qint64> kept = co_await m_parts.store->write(keep);
    if (!kept)
        co_return tl::unexpected(kept.error());
    Q_EMIT m_parts.events.changed();
    co_return answer;
}

QCoro::Task<Result<AlertDelivery::Address>> AlertDelivery::addressOf(QString channel)
{
    const auto find = [vault = m_parts.vault.get(), &channel](Database &database) -> Result<Address> {
        const auto known = alertChannelByName(database, channel);
        if (!known)
            return tl::unexpected(known.error());
        const auto secrets = alertSecrets(database, *vault, known->id);
        if (!secrets)
            return tl::unexpected(secrets.error());
        return Address{*known, *secrets};
    };
    co_return co_await m_parts.store->read(find);
}

void AlertDelivery::show(const AlertDeliveryRow &row)
{
    const AlertMessage message = alertMessageFromJson(row.message);
    const RaisedAlert raised{
        row.id, message.severity, row.title, alertText(message), causeKeys(message), row.createdUtc};
    Q_EMIT m_parts.events.alertRaised(raised);
}

} // namespace uds
