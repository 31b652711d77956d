#include "engine/store/alertdeliveryrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/keyset.h"
#include "engine/store/rowreader.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kStateNames{"queued", "sent", "failed", "given_up"};

DeliveryState stateFromName(const QString &name)
{
    for (std::size_t i = 0; i < kStateNames.size(); ++i) {
        if (name == QLatin1StringView(kStateNames.at(i)))
            return DeliveryState(i);
    }
    return DeliveryState::GivenUp; // a state of a newer program: not ours to send
}

const QString kSelect
    = u"SELECT id, channel_id, channel, title, severity, message, message_id, state, attempts,"
      " created_utc, not_before_utc, finished_utc, answer FROM alert_deliveries "_s;

AlertDeliveryRow readDelivery(RowReader &reader)
{
    AlertDeliveryRow row;
    row.id = reader.number();
    row.channelId = reader.number();
    row.channel = reader.text();
    row.title = reader.text();
    row.severity = reader.text();
    row.message = reader.json();
    row.messageId = reader.text();
    row.state = stateFromName(reader.text());
    row.attempts = reader.count();
    row.createdUtc = reader.time();
    row.notBeforeUtc = reader.time();
    row.finishedUtc = reader.time();
    row.answer = reader.text();
    return row;
}

} // namespace

QString deliveryStateName(DeliveryState state)
{
    return QString::fromLatin1(kStateNames.at(std::size_t(state)));
}

Result<qint64> AlertDeliveryRepository::add(const AlertDeliveryRow &row)
{
    return m_database.insert(
        u"INSERT INTO alert_deliveries (channel_id, channel, title, severity, message, message_id, state,"
        " attempts, created_utc, not_before_utc, finished_utc, answer)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {row.channelId, row.channel, row.title, row.severity, jsonColumn(row.message), row.messageId,
            deliveryStateName(row.state), row.attempts, timeColumn(row.createdUtc),
            timeColumn(row.notBeforeUtc), timeColumn(row.finishedUtc), row.answer});
}

Result<void> AlertDeliveryRepository::update(const AlertDeliveryRow &row)
{
    return m_database
        .execute(u"UPDATE alert_deliveries SET state = ?, attempts = ?, not_before_utc = ?, finished_utc = ?,"
                 " answer = ? WHERE id = ?"_s,
            {deliveryStateName(row.state), row.attempts, timeColumn(row.notBeforeUtc),
                timeColumn(row.finishedUtc), row.answer, row.id})
        .map([](int) {});
}

Result<QList<AlertDeliveryRow>> AlertDeliveryRepository::due(const QDateTime &nowUtc, int limit)
{
    return readRows(m_database.run(kSelect
                            + u"WHERE state IN ('queued', 'failed')"
                              " AND (not_before_utc IS NULL OR not_before_utc <= ?) ORDER BY id LIMIT ?"_s,
                        {timeColumn(nowUtc), limit}),
        readDelivery);
}

Result<QList<AlertDeliveryRow>> AlertDeliveryRepository::page(qint64 beforeId, int limit)
{
    return readRows(
        m_database.run(kSelect + u"WHERE id < ? ORDER BY id DESC LIMIT ?"_s, {upperId(beforeId), limit}),
        readDelivery);
}

Result<std::optional<AlertDeliveryRow>> AlertDeliveryRepository::lastFinished(qint64 channelId)
{
    return readFirst(m_database.run(kSelect
                             + u"WHERE channel_id = ? AND state IN ('sent', 'given_up')"
                               " ORDER BY finished_utc DESC, id DESC LIMIT 1"_s,
                         {channelId}),
        readDelivery);
}

Result<int> AlertDeliveryRepository::giveUp(qint64 channelId, const QDateTime &nowUtc, const QString &reason)
{
    return m_database.execute(u"UPDATE alert_deliveries SET state = 'given_up', finished_utc = ?, answer = ?"
                              " WHERE channel_id = ? AND state IN ('queued', 'failed')"_s,
        {timeColumn(nowUtc), reason, channelId});
}

Result<int> AlertDeliveryRepository::forget(const QDateTime &finishedBeforeUtc)
{
    return m_database.execute(
        u"DELETE FROM alert_deliveries WHERE finished_utc < ? AND state IN ('sent', 'given_up')"_s,
        {timeColumn(finishedBeforeUtc)});
}

Result<qint64> AlertDeliveryRepository::orphans()
{
    return readNumber(
        m_database.run(u"SELECT COUNT(*) FROM alert_deliveries WHERE state IN ('queued', 'failed')"
                       " AND channel_id NOT IN (SELECT id FROM alert_channels)"_s));
}

} // namespace uds
