#include "tests/flow/platformworld.h"

#include "engine/mapping/mappinglibrary.h"
#include "engine/store/journalrepository.h"
#include "engine/store/linkrepository.h"
#include "engine/store/streamrepository.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString wooTime(const SyncFixture &sync)
{
    return sync.clock.nowUtc().toString(u"yyyy-MM-ddTHH:mm:ss"_s);
}

Json account(const QString &id)
{
    return Json::object({{u"value"_s, id}});
}

Json decimal(const QString &text)
{
    return Json(Decimal::parse(text).value());
}

} // namespace

Json dated(Json document, const SyncFixture &sync)
{
    for (const QString &name :
        {u"date_created"_s, u"date_created_gmt"_s, u"date_modified"_s, u"date_modified_gmt"_s}) {
        if (!document.contains(name) || name.startsWith(u"date_modified"))
            document.set(name, wooTime(sync));
    }
    return document;
}

Json variation(const SyncFixture &sync, qint64 id, const QString &option, const QString &price)
{
    const Json attribute = Json::object({{u"name"_s, u"Colour"_s}, {u"option"_s, option}});
    return dated(
        Json::object({{u"id"_s, id}, {u"parent_id"_s, kHoodie}, {u"type"_s, u"variation"_s},
            {u"status"_s, u"publish"_s}, {u"sku"_s, u"HOODIE-"_s + option.toUpper()}, {u"name"_s, option},
            {u"price"_s, price}, {u"regular_price"_s, price}, {u"description"_s, QString(u""_s)},
            {u"attributes"_s, Json::array({attribute})}, {u"meta_data"_s, Json::array({})}}),
        sync);
}

void addHoodie(SyncFixture &sync)
{
    sync.shop.addProduct(dated(
        Json::object({{u"id"_s, kHoodie}, {u"name"_s, u"Hoodie"_s}, {u"slug"_s, u"hoodie"_s},
            {u"type"_s, u"variable"_s}, {u"status"_s, u"publish"_s}, {u"sku"_s, u"HOODIE"_s},
            {u"price"_s, u"40.00"_s}, {u"regular_price"_s, QString(u""_s)},
            {u"short_description"_s, u"<p>Warm.</p>"_s}, {u"parent_id"_s, 0},
            {u"variations"_s, Json::array({kVariation, kVariation + 1})}, {u"meta_data"_s, Json::array({})}}),
        sync));
    sync.shop.addVariation(kHoodie, variation(sync, kVariation, u"Blue"_s, u"40.00"_s));
    sync.shop.addVariation(kHoodie, variation(sync, kVariation + 1, u"Red"_s, u"42.00"_s));
}

void addItem(SyncFixture &sync, const Json &members)
{
    Json item = members;
    item.set(u"IncomeAccountRef"_s, account(u"79"_s));
    if (!sync.company.enter(u"Item"_s, item, sync.clock.nowUtc()))
        qFatal("the company refused an item");
}

void addStockItem(SyncFixture &sync, const QString &sku, const QString &price, const QString &quantity)
{
    addItem(sync,
        Json::object({{u"Name"_s, u"Item "_s + sku}, {u"Sku"_s, sku}, {u"Type"_s, u"Inventory"_s},
            {u"UnitPrice"_s, decimal(price)}, {u"TrackQtyOnHand"_s, true},
            {u"QtyOnHand"_s, decimal(quantity)}, {u"InvStartDate"_s, u"2026-01-01"_s},
            {u"AssetAccountRef"_s, account(u"81"_s)}, {u"ExpenseAccountRef"_s, account(u"80"_s)}}));
}

void addInventory(SyncFixture &sync)
{
    for (const QString &sku : {u"GEN-0001"_s, u"GEN-0002"_s, u"GEN-0003"_s, u"HOODIE-BLUE"_s})
        addStockItem(sync, sku, u"7.77"_s, u"12"_s);
}

Json itemWith(const SyncFixture &sync, const QString &sku)
{
    for (const Json &item : sync.documents(u"Item"_s)) {
        if (item[u"Sku"].string() == sku)
            return item;
    }
    return {};
}

void editItem(SyncFixture &sync, const QString &sku, const QString &member, const Json &value)
{
    sync.clock.pass(std::chrono::minutes(2)); // a person, too, waits for the company's limits
    const Json held = itemWith(sync, sku);
    std::ignore = sync.changeAtTarget(u"Item"_s,
        Json::object({{u"Id"_s, held[u"Id"]}, {u"SyncToken"_s, held[u"SyncToken"]}, {u"sparse"_s, true},
            {member, value}}));
}

RunRow runOf(SyncFixture &sync, const QString &preset, const SyncRequest &request)
{
    sync.clock.pass(std::chrono::minutes(2));
    sync.preset = preset;
    const RunRow row = sync.finishedRun(request);
    if (row.state == RunState::Failed)
        qFatal("%s", qPrintable(describe(row)));
    return row;
}

int writesOf(SyncFixture &sync, const QString &preset, const SyncRequest &request)
{
    const qsizetype before = sync.writes.size();
    runOf(sync, preset, request);
    return int(sync.writes.size() - before);
}

QString illness(SyncFixture &sync)
{
    return sync.ask([now = sync.clock.nowUtc()](Database &database) -> Result<QString> {
        if (const auto shared = LinkRepository(database).sharedTargets(); !shared || !shared->isEmpty())
            return u"two records share a document"_s;
        for (const StreamRow &stream : StreamRepository(database).list().value_or(QList<StreamRow>())) {
            const auto open = JournalRepository(database).countByState(stream.id,
                {IntentState::Planned, IntentState::Ready, IntentState::Inflight, IntentState::Ambiguous,
                    IntentState::Parked});
            if (open.value_or(-1) != 0)
                return u"open intents of "_s + stream.name;
            const auto library = MappingLibrary::load(stream.preset);
            const auto cursor = StreamRepository(database).cursor(stream.id, library->sourceEntity());
            if (!cursor || cursor->watermarkUtc > now.addSecs(3600))
                return u"cursor of "_s + stream.name;
        }
        return QString();
    });
}

QString number(qsizetype count)
{
    return QString::number(count);
}

} // namespace uds
