#include "engine/api/alertwatch.h"

#include "engine/api/alertobservation.h"
#include "engine/api/alertstorage.h"
#include "engine/store/streamrepository.h"

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

struct AlertWatch::Look {
    AlertState before;
    AlertState after;
    QList<AlertMessage> messages;
    QHash<qint64, QString> channels; ///< names by id
};

namespace {

constexpr auto kInterval = 30s;
constexpr auto kGathering = 300ms; // several changes in a row are one look
constexpr auto kLastDeadline = 5s;
constexpr int kRetentionDays = 30;

/// Hears on the watching thread that something changed.
class Ear {
public:
    explicit Ear(const EngineEvents &events)
    {
        QObject::connect(&events, &EngineEvents::changed, &m_context, [this] {
            m_hasHeard = true;
            m_waiting.request_stop();
        });
    }
    [[nodiscard]] QCoro::Task<void> nextChange(Clock &clock, std::stop_token stop)
    {
        m_waiting = std::stop_source();
        const std::stop_callback onStop(stop, [waiting = m_waiting]() mutable { waiting.request_stop(); });
        const std::stop_token ended = m_waiting.get_token();
        if (!m_hasHeard)
            co_await clock.sleepFor(kInterval, ended);
        if (m_hasHeard && !stop.stop_requested())
            co_await clock.sleepFor(kGathering, stop);
        m_hasHeard = false;
    }

private:
    QObject m_context;
    bool m_hasHeard = false;
    std::stop_source m_waiting;
};

QSet<QString> busyStreams(const EngineParts &parts, const QList<StreamRow> &streams)
{
    QSet<QString> busy;
    for (const StreamRow &stream : streams) {
        if (parts.runs.isBusy(stream.name))
            busy.insert(stream.name);
    }
    return busy;
}

tl::unexpected<Error> changedMeanwhile()
{
    return fail(ErrorKind::Conflict, u"alert.changed"_s, {});
}

Result<void> keepLook(Database &database, const AlertState &before, const AlertState &after,
    const QList<AlertDeliveryRow> &rows, const QDateTime &nowUtc)
{
    const auto present = alertState(database);
    if (!present)
        return tl::unexpected(present.error());
    if (*present != before)
        return changedMeanwhile();
    AlertDeliveryRepository outbox(database);
    for (const AlertDeliveryRow &row : rows) {
        if (const auto added = outbox.add(row); !added)
            return tl::unexpected(added.error());
    }
    const auto forgotten = outbox.forget(nowUtc.addDays(-kRetentionDays));
    if (!forgotten)
        return tl::unexpected(forgotten.error());
    return keepAlertState(database, after);
}

} // namespace

AlertWatch::AlertWatch(EngineParts &parts, AlertPostOptions options)
    : m_parts(parts)
    , m_options(std::move(options))
    , m_sinceUtc(parts.clock.nowUtc())
{
}

QCoro::Task<Result<void>> AlertWatch::watch(std::stop_token stop)
{
    Ear ear(m_parts.events);
    while (!stop.stop_requested()) {
        co_await round(stop);
        co_await ear.nextChange(m_parts.clock, stop);
    }
    Result<void> ended = co_await look();
    if (!ended)
        co_return ended;
    AlertPostOptions last = m_options;
    last.deadline = kLastDeadline;
    AlertDelivery delivery(m_parts, m_background, last);
    ended = co_await delivery.deliverDue(m_parts.showsAlerts, {});
    co_return ended;
}

QCoro::Task<void> AlertWatch::round(std::stop_token stop)
{
    Result<void> done = co_await look();
    if (done)
        done = co_await deliver(stop);
    if (!done)
        qWarning("Alerts could not be looked at: %s", qUtf8Printable(done.error().message));
}

// The state may change between reading and keeping it: somebody acknowledges or snoozes. Then it is looked
// again.
QCoro::Task<Result<void>> AlertWatch::look()
{
    constexpr int mostTries = 5;
    for (int i = 0; i < mostTries; ++i) {
        const Result<Look> look = co_await looked();
        if (!look)
            co_return tl::unexpected(look.error());
        if (look->before == look->after && look->messages.isEmpty())
            co_return Result<void>();
        QList<AlertDeliveryRow> rows;
        for (const AlertMessage &message : look->messages)
            rows.append(alertDeliveryRow(message, look->channels.value(message.channelId), m_parts.random));
        const auto keep = [&look, &rows, nowUtc = m_parts.clock.nowUtc()](Database &database) {
            return keepLook(database, look->before, look->after, rows, nowUtc);
        };
        const Result<void> kept = co_await m_parts.store->write(keep);
        if (kept || kept.error().code != u"alert.changed")
            co_return kept;
    }
    co_return Result<void>(); // the next look comes by itself
}

QCoro::Task<Result<AlertWatch::Look>> AlertWatch::looked()
{
    const auto find = [this, troubled = m_parts.links.troubled(), nowUtc = m_parts.clock.nowUtc()](
                          Database &database) -> Result<Look> {
        const auto configuration = alertConfiguration(database);
        if (!configuration)
            return tl::unexpected(configuration.error());
        const auto before = alertState(database);
        if (!before)
            return tl::unexpected(before.error());
        const auto streams = StreamRepository(database).list();
        if (!streams)
            return tl::unexpected(streams.error());
        Look look{*before, *before, {}, {}};
        const AlertObserver observer{
            {*m_parts.vault, troubled, nowUtc}, busyStreams(m_parts, *streams), m_sinceUtc};
        const auto observation = observeAlerts(database, observer, look.after);
        if (!observation)
            return tl::unexpected(observation.error());
        AlertEvaluator evaluator(*configuration, look.after, nowUtc);
        for (const AlertEvent &event :
            alertEvents(*observation, configuration->rules, look.before.causes, nowUtc))
            evaluator.take(event);
        look.messages = evaluator.messages();
        for (const AlertChannel &channel : configuration->channels)
            look.channels.insert(channel.id, channel.name);
        return look;
    };
    co_return co_await m_parts.store->read(find);
}

QCoro::Task<Result<void>> AlertWatch::deliver(std::stop_token stop)
{
    AlertDelivery delivery(m_parts, m_background, m_options);
    co_return co_await delivery.deliverDue(m_parts.showsAlerts, stop);
}

} // namespace uds
