#include "tests/support/webhookfixture.h"

#include "engine/store/inboxrepository.h"
#include "engine/store/integrationrepository.h"
#include "engine/store/streamrepository.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kPreset = u"woo-orders-to-quickbooks"_s;

} // namespace

WebhookFixture::WebhookFixture()
    : clock(QDateTime(QDate(2026, 3, 5), QTime(12, 0), Qt::UTC))
    , entities({{kPreset, u"order"_s}})
{
    auto opened = Store::open(m_folder.filePath(u"store.db"_s), Store::Threading::Inline);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().message));
    store = std::move(*opened);
    shop = addIntegration(u"Shop"_s);
    books = addIntegration(u"Books"_s);
    orders = addStream(u"orders"_s);
    ordersAgain = addStream(u"orders again"_s);
}

qint64 WebhookFixture::addIntegration(const QString &name)
{
    IntegrationRow row;
    row.name = name;
    row.connector = u"any"_s;
    row.accountKey = u"any:"_s + name;
    row.status = u"connected"_s;
    return write([row](Database &database) { return IntegrationRepository(database).insert(row); });
}

qint64 WebhookFixture::addStream(const QString &name)
{
    StreamRow row;
    row.name = name;
    row.preset = kPreset;
    row.sourceIntegration = shop;
    row.targetIntegration = books;
    return write([row](Database &database) { return StreamRepository(database).insert(row); });
}

void WebhookFixture::captured(qint64 streamId, const QString &id, const QDateTime &modifiedUtc)
{
    InboxRow row;
    row.streamId = streamId;
    row.entity = u"order"_s;
    row.sourceId = id;
    row.modifiedUtc = modifiedUtc;
    row.contentHash = "content";
    row.document = "{}";
    write([row](Database &database) {
        return InboxRepository(database).capture({row}, InboxRepository::Known::Absorb);
    });
}

WebhookEventRow WebhookFixture::event(
    const QString &id, const QDateTime &occurredUtc, const QByteArray &bodyHash) const
{
    WebhookEventRow row;
    row.integrationId = shop;
    row.entity = u"order"_s;
    row.sourceId = id;
    row.topic = u"order.updated"_s;
    row.bodyHash = bodyHash;
    row.occurredUtc = occurredUtc;
    return row;
}

QList<WebhookEventRow> WebhookFixture::inState(WebhookState state)
{
    return write([state](Database &database) { return WebhookRepository(database).inState(state, 10'000); });
}

} // namespace uds
