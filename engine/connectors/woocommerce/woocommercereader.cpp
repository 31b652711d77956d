#include "engine/connectors/woocommerce/woocommercereader.h"

#include "engine/connectors/woocommerce/woocommercecensus.h"
#include "engine/connectors/woocommerce/woocommerceentities.h"
#include "engine/connectors/woocommerce/woocommerceerrors.h"
#include "engine/connectors/woocommerce/woocommercelists.h"
#include "engine/connectors/woocommerce/woocommercelookups.h"
#include "engine/connectors/woocommerce/woocommercerecord.h"
#include "engine/connectors/woocommerce/woocommerceverification.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Before version 11 the list of "any" orders holds abandoned carts too.
bool isWanted(const Json &document, const ReadWindow &window)
{
    return !window.statuses.isEmpty() || document[u"status"].string() != u"checkout-draft"_s;
}

/// A record that the shop cannot deliver is for a person to look at.
Error undelivered(Error reason)
{
    if (reason.hint.isEmpty())
        reason.hint = QCoreApplication::translate("uds",
            "Open the record in the shop: a plug-in or its size keeps it from being delivered. Then retry.");
    return reason;
}

tl::unexpected<Error> unknownEntity(const QString &name)
{
    return fail(ErrorKind::Configuration, u"woo.entity"_s,
        QCoreApplication::translate("uds", "WooCommerce has no records called \"%1\".").arg(name));
}

/// The list of webhooks is for shop managers, as writing is; a key of less does without.
void addWebhookFacts(const WooAnswer &answer, Json *facts)
{
    int active = 0;
    JsonArray stopped;
    for (const Json &webhook : answer.document.array()) {
        const QString state = webhook[u"status"].string();
        active += state == u"active"_s ? 1 : 0;
        if (state == u"disabled"_s)
            stopped.append(webhook[u"name"]);
    }
    facts->set(u"webhooks"_s, Json::object({{u"active"_s, active}, {u"stopped"_s, stopped}}));
    if (!answer.allowedVerbs.isEmpty())
        facts->set(u"user_may_write"_s, answer.allowedVerbs.contains("POST"));
}

} // namespace

WooCommerceReader::WooCommerceReader(
    ConnectorDescription description, WooCommerceQueries queries, Clock &clock, WooParameters keyInAddress)
    : m_description(std::move(description))
    , m_queries(std::move(queries))
    , m_clock(clock)
    , m_keyInAddress(std::move(keyInAddress))
{
}

QCoro::Task<Result<RecordPage>> WooCommerceReader::read(
    QString entity, ReadWindow window, QByteArray position, std::stop_token stop)
{
    const WooEntity *known = wooEntity(entity);
    if (!known || !known->readable)
        co_return unknownEntity(entity);
    const WooPosition start = wooStart(window, known->hasChangeFilter);
    WooPosition at = start;
    if (!position.isEmpty()) {
        const auto saved = WooPosition::parse(position);
        if (!saved)
            co_return fail(saved.error());
        at = *saved;
    }
    const bool isByParent = !known->parentRoute.isEmpty() && at.walk && !at.second;
    if (isByParent)
        co_return co_await readByParent(*known, window, at, stop);
    if (!window.ids.isEmpty()) {
        auto chosen = co_await readIds(*known, window, at, stop);
        if (chosen || known->parentRoute.isEmpty() || chosen.error().code != u"woo.apiMissing"_s)
            co_return chosen;
        co_return co_await readByParent(*known, window, wooWalkStart(), stop);
    }
    auto page = co_await readWindow(*known, window, at, stop);
    at.pageSize = start.pageSize;
    if (page && at != start)
        page->declaredTotal.reset(); // later requests count only what is left
    co_return page;
}

QCoro::Task<Result<RecordPage>> WooCommerceReader::readWindow(
    WooEntity entity, ReadWindow window, WooPosition position, std::stop_token stop)
{
    const WooParameters parameters = wooParameters(position, window) + wooVisibility(entity, window.statuses);
    const auto answer = co_await m_queries.get(wooPath(entity.route), parameters, stop);
    RecordPage page;
    if (!answer) {
        const Error error = answer.error();
        if (!entity.parentRoute.isEmpty() && error.code == u"woo.apiMissing"_s)
            co_return co_await readByParent(entity, window, wooWalkStart(), stop);
        if (!isTooMuchAtOnce(error))
            co_return fail(error);
        const auto smaller = wooSmaller(position);
        if (!smaller)
            co_return co_await stepOver(entity, window, position, error, stop);
        // An empty page, so that the smaller size is remembered even when the client now stops asking for a
        // while.
        page.position = smaller->bytes();
        co_return page;
    }
    const auto rows = wooRows(*answer);
    if (!rows)
        co_return fail(rows.error());
    const WooStep step = wooStep(position, *rows);
    for (const qsizetype i : step.fresh) {
        const Json &document = answer->document.array().at(i);
        if (isWanted(document, window))
            page.records.append(wooRecord(entity.name, document));
    }
    page.position = step.next ? step.next->bytes() : QByteArray();
    page.serverTimeUtc = answer->serverTimeUtc;
    page.declaredTotal = answer->total;
    co_return page;
}

QCoro::Task<Result<RecordPage>> WooCommerceReader::readByParent(
    WooEntity entity, ReadWindow window, WooPosition position, std::stop_token stop)
{
    WooCommerceChildren children(m_queries);
    auto page = co_await children.page(entity, window, position, stop);
    co_return page;
}

QCoro::Task<Result<RecordPage>> WooCommerceReader::stepOver(
    WooEntity entity, ReadWindow window, WooPosition position, Error reason, std::stop_token stop)
{
    WooParameters parameters = wooParameters(position, window) + wooVisibility(entity, window.statuses);
    parameters.append({u"_fields"_s, u"id,date_modified_gmt,date_created_gmt"_s});
    const auto answer = co_await m_queries.get(wooPath(entity.route), parameters, stop);
    if (!answer)
        co_return fail(reason);
    const JsonArray &rows = answer->document.array();
    RecordPage page;
    page.serverTimeUtc = answer->serverTimeUtc;
    if (rows.isEmpty())
        co_return page;
    const WooStep step = wooStepOver(position, wooRow(rows.first()));
    if (!step.fresh.isEmpty())
        page.records.append(unreadableWooRecord(entity.name, rows.first(), undelivered(reason)));
    page.position = step.next ? step.next->bytes() : QByteArray();
    co_return page;
}

QCoro::Task<Result<RecordPage>> WooCommerceReader::readIds(
    WooEntity entity, ReadWindow window, WooPosition position, std::stop_token stop)
{
    const QStringList chunk = window.ids.mid(position.idsDone, position.pageSize);
    WooCommerceLookUps lookUps(m_queries);
    auto page = co_await lookUps.byIds(entity, chunk, window.statuses, stop);
    if (!page) {
        const Error reason = page.error();
        if (!isTooMuchAtOnce(reason))
            co_return page;
        page = RecordPage();
        if (chunk.size() > 1) {
            position.pageSize = int(chunk.size()) / 2;
            page->position = position.bytes();
            co_return page;
        }
        const Json summary = Json::object({{u"id"_s, chunk.value(0)}});
        page->records.append(unreadableWooRecord(entity.name, summary, undelivered(reason)));
    }
    position.idsDone += chunk.size();
    if (position.idsDone < window.ids.size())
        page->position = position.bytes();
    co_return page;
}

QCoro::Task<Result<QList<Record>>> WooCommerceReader::find(LookUp lookUp, std::stop_token stop)
{
    WooCommerceLookUps lookUps(m_queries);
    auto found = co_await lookUps.find(lookUp, stop);
    co_return found;
}

QCoro::Task<Result<CensusPage>> WooCommerceReader::census(
    QString entity, QByteArray position, std::stop_token stop)
{
    const WooEntity *known = wooEntity(entity);
    if (!known || !known->readable)
        co_return unknownEntity(entity);
    const WooEntity counted = *known;
    WooCommerceCensus census(m_queries);
    auto page = co_await census.page(counted, position, stop);
    co_return page;
}

QCoro::Task<Result<bool>> WooCommerceReader::option(QString path, std::stop_token stop)
{
    const auto answer = co_await m_queries.get(wooPath(path), {}, stop);
    if (!answer)
        co_return fail(answer.error());
    co_return answer->document[u"value"].string() == u"yes"_s;
}

QCoro::Task<Result<Json>> WooCommerceReader::facts(std::stop_token stop)
{
    const WooParameters wanted{{u"_fields"_s, u"environment,settings"_s}};
    const auto status = co_await m_queries.get(wooPath(u"system_status"_s), wanted, stop);
    if (!status)
        co_return fail(status.error());
    const auto index = co_await m_queries.get(u"/"_s, {}, stop);
    if (!index)
        co_return fail(index.error());
    const auto includesTax = co_await option(u"settings/tax/woocommerce_prices_include_tax"_s, stop);
    if (!includesTax)
        co_return fail(includesTax.error());
    const auto roundsAtSubtotal = co_await option(u"settings/tax/woocommerce_tax_round_at_subtotal"_s, stop);
    if (!roundsAtSubtotal)
        co_return fail(roundsAtSubtotal.error());
    const WooParameters all{{u"per_page"_s, u"100"_s}};
    const auto webhooks = co_await m_queries.get(wooPath(u"webhooks"_s), all, stop);
    const Json &settings = status->document[u"settings"];
    Json facts = Json::object({});
    facts.set(u"orders_in_own_tables"_s, settings[u"HPOS_enabled"]);
    if (webhooks)
        addWebhookFacts(*webhooks, &facts);
    facts.set(u"currency"_s, settings[u"currency"]);
    facts.set(u"decimals"_s, settings[u"number_of_decimals"]);
    facts.set(u"prices_include_tax"_s, *includesTax);
    facts.set(u"tax_round_at_subtotal"_s, *roundsAtSubtotal);
    facts.set(u"timezone"_s, index->document[u"timezone_string"]);
    facts.set(u"gmt_offset"_s, index->document[u"gmt_offset"]);
    facts.set(u"version"_s, status->document[u"environment"][u"version"]);
    facts.set(u"storeUrl"_s, m_queries.shop().toString());
    facts.set(u"name"_s, index->document[u"name"]);
    co_return facts;
}

QCoro::Task<Result<VerifyReport>> WooCommerceReader::verify(std::stop_token stop)
{
    WooCommerceVerification verification(m_queries, m_clock, m_keyInAddress);
    auto report = co_await verification.run(stop);
    co_return report;
}

} // namespace uds
