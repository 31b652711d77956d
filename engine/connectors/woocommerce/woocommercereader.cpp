#include "engine/connectors/woocommerce/woocommercereader.h"

#include "engine/connectors/woocommerce/woocommerceentities.h"
#include "engine/connectors/woocommerce/woocommerceerrors.h"
#include "engine/connectors/woocommerce/woocommercerecord.h"
#include "engine/connectors/woocommerce/woocommerceverification.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kIdsPerRequest = 100;
constexpr int kParentsPerPage = 100;

/// Which rows the list is to show at all.
WooParameters visibility(const WooEntity &entity, const QStringList &statuses)
{
    if (entity.name == u"customer"_s)
        return {{u"role"_s, u"all"_s}};
    if (!entity.hasStatus)
        return {};
    return {{u"status"_s, statuses.isEmpty() ? u"any"_s : statuses.join(u',')}};
}

WooRow rowOf(const Json &document)
{
    const QDateTime modified = wooModified(document);
    return {document[u"id"].integer().value_or(0), modified.isValid() ? modified.toSecsSinceEpoch() : 0};
}

Result<WooRows> rowsOf(const WooAnswer &answer)
{
    if (!answer.document.isArray())
        return fail(ErrorKind::Network, u"woo.notAList"_s,
            QCoreApplication::translate("uds", "The shop answered with something else than a list."),
            QCoreApplication::translate(
                "uds", "A plug-in or a cache of the shop changes its answers; switch it off for /wp-json/."));
    WooRows rows;
    for (const Json &document : answer.document.array())
        rows.rows.append(rowOf(document));
    rows.total = answer.total;
    return rows;
}

QList<Record> records(const WooEntity &entity, const Json &list)
{
    QList<Record> found;
    for (const Json &document : list.array())
        found.append(wooRecord(entity.name, document));
    return found;
}

WooPosition parentsStart()
{
    WooPosition start;
    start.walk = WooWalk();
    return start;
}

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

} // namespace

WooCommerceReader::WooCommerceReader(
    ConnectorDescription description, WooCommerceQueries queries, Clock &clock)
    : m_description(std::move(description))
    , m_queries(std::move(queries))
    , m_clock(clock)
{
}

QCoro::Task<Result<RecordPage>> WooCommerceReader::read(
    QString entity, ReadWindow window, QByteArray position, std::stop_token stop)
{
    const WooEntity *known = wooEntity(entity);
    if (!known)
        co_return unknownEntity(entity);
    const WooPosition start = wooStart(window, known->hasChangeFilter);
    WooPosition at = start;
    if (!position.isEmpty()) {
        const auto saved = WooPosition::parse(position);
        if (!saved)
            co_return fail(saved.error());
        at = *saved;
    }
    const bool isByParent = entity == u"variation"_s && at.walk && !at.second;
    if (isByParent)
        co_return co_await readByParent(window, at, stop);
    if (!window.ids.isEmpty()) {
        auto chosen = co_await readIds(*known, window, at, stop);
        if (chosen || entity != u"variation"_s || chosen.error().code != u"woo.apiMissing"_s)
            co_return chosen;
        co_return co_await readByParent(window, parentsStart(), stop);
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
    const WooParameters parameters = wooParameters(position, window) + visibility(entity, window.statuses);
    const auto answer = co_await m_queries.get(wooPath(entity.route), parameters, stop);
    RecordPage page;
    if (!answer) {
        const Error error = answer.error();
        if (entity.name == u"variation"_s && error.code == u"woo.apiMissing"_s)
            co_return co_await readByParent(window, parentsStart(), stop);
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
    const auto rows = rowsOf(*answer);
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
    ReadWindow window, WooPosition position, std::stop_token stop)
{
    position.pageSize = kParentsPerPage;
    const WooParameters parameters = wooParameters(position, {})
        + WooParameters{{u"type"_s, u"variable"_s}, {u"status"_s, u"any"_s}, {u"_fields"_s, u"id,type"_s}};
    const auto parents = co_await m_queries.get(wooPath(u"products"_s), parameters, stop);
    if (!parents)
        co_return fail(parents.error());
    const auto rows = rowsOf(*parents);
    if (!rows)
        co_return fail(rows.error());
    const WooStep step = wooStep(position, *rows);
    RecordPage page;
    page.serverTimeUtc = parents->serverTimeUtc;
    page.position = step.next ? step.next->bytes() : QByteArray();
    for (const qsizetype i : step.fresh) {
        const Json &parent = parents->document.array().at(i);
        if (parent[u"type"].string() != u"variable"_s)
            continue;
        const auto variations = co_await variationsOf(parent[u"id"].scalarText(), window, stop);
        if (!variations)
            co_return fail(variations.error());
        for (const Json &variation : *variations)
            page.records.append(wooRecord(u"variation"_s, variation));
    }
    co_return page;
}

QCoro::Task<Result<JsonArray>> WooCommerceReader::variationsOf(
    QString parent, ReadWindow window, std::stop_token stop)
{
    const QString path = wooPath(u"products/%1/variations"_s.arg(parent));
    JsonArray found;
    for (int pageNumber = 1;; ++pageNumber) {
        WooParameters parameters{{u"per_page"_s, QString::number(kIdsPerRequest)},
            {u"page"_s, QString::number(pageNumber)}, {u"orderby"_s, u"id"_s}, {u"order"_s, u"asc"_s}};
        if (window.fromUtc)
            parameters
                += WooParameters{{u"modified_after"_s, wooTimeText(window.fromUtc->toSecsSinceEpoch() - 1)},
                    {u"dates_are_gmt"_s, u"true"_s}};
        if (!window.ids.isEmpty())
            parameters.append({u"include"_s, window.ids.join(u',')});
        const auto answer = co_await m_queries.get(path, parameters, stop);
        if (!answer)
            co_return fail(answer.error());
        const JsonArray &rows = answer->document.array();
        found += rows;
        if (rows.size() < kIdsPerRequest)
            co_return found;
    }
}

QCoro::Task<Result<RecordPage>> WooCommerceReader::stepOver(
    WooEntity entity, ReadWindow window, WooPosition position, Error reason, std::stop_token stop)
{
    WooParameters parameters = wooParameters(position, window) + visibility(entity, window.statuses);
    parameters.append({u"_fields"_s, u"id,date_modified_gmt,date_created_gmt"_s});
    const auto answer = co_await m_queries.get(wooPath(entity.route), parameters, stop);
    if (!answer)
        co_return fail(reason);
    const JsonArray &rows = answer->document.array();
    RecordPage page;
    page.serverTimeUtc = answer->serverTimeUtc;
    if (rows.isEmpty())
        co_return page;
    const WooStep step = wooStepOver(position, rowOf(rows.first()));
    if (!step.fresh.isEmpty())
        page.records.append(unreadableWooRecord(entity.name, rows.first(), undelivered(reason)));
    page.position = step.next ? step.next->bytes() : QByteArray();
    co_return page;
}

QCoro::Task<Result<RecordPage>> WooCommerceReader::readIds(
    WooEntity entity, ReadWindow window, WooPosition position, std::stop_token stop)
{
    const QStringList chunk = window.ids.mid(position.idsDone, position.pageSize);
    auto page = co_await byIds(entity, chunk, window.statuses, stop);
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

QCoro::Task<Result<RecordPage>> WooCommerceReader::byIds(
    WooEntity entity, QStringList ids, QStringList statuses, std::stop_token stop)
{
    const WooParameters chosen{
        {u"include"_s, ids.join(u',')}, {u"per_page"_s, QString::number(kIdsPerRequest)}};
    const WooParameters parameters = chosen + visibility(entity, statuses);
    const auto answer = co_await m_queries.get(wooPath(entity.route), parameters, stop);
    if (!answer)
        co_return fail(answer.error());
    RecordPage page;
    page.records = records(entity, answer->document);
    page.serverTimeUtc = answer->serverTimeUtc;
    if (!entity.hasStatus || !statuses.isEmpty() || page.records.size() >= ids.size())
        co_return page;
    // What is missing may lie in the trash, which only shows when asked for by name.
    const WooParameters trash = chosen + visibility(entity, {u"trash"_s});
    const auto trashed = co_await m_queries.get(wooPath(entity.route), trash, stop);
    if (!trashed)
        co_return fail(trashed.error());
    page.records += records(entity, trashed->document);
    co_return page;
}

QCoro::Task<Result<QList<Record>>> WooCommerceReader::find(LookUp lookUp, std::stop_token stop)
{
    const WooEntity *entity = wooEntity(lookUp.entity);
    if (!entity || !entity->lookUpKeys.contains(lookUp.key))
        co_return unknownEntity(lookUp.entity + u'.' + lookUp.key);
    QList<Record> found;
    // Customers can only be asked for by one address at a time; SKUs and ids come as lists.
    const bool isOneByOne = lookUp.key == u"email"_s;
    const qsizetype step = isOneByOne ? 1 : kIdsPerRequest;
    for (qsizetype i = 0; i < lookUp.values.size(); i += step) {
        const QStringList values = lookUp.values.mid(i, step);
        if (lookUp.key == u"id"_s) {
            const auto page = co_await byIds(*entity, values, {}, stop);
            if (!page)
                co_return fail(page.error());
            found += page->records;
            continue;
        }
        const WooParameters chosen{
            {lookUp.key, values.join(u',')}, {u"per_page"_s, QString::number(kIdsPerRequest)}};
        const WooParameters parameters = chosen + visibility(*entity, {});
        const auto answer = co_await m_queries.get(wooPath(entity->route), parameters, stop);
        if (!answer)
            co_return fail(answer.error());
        found += records(*entity, answer->document);
    }
    co_return found;
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
    const Json &settings = status->document[u"settings"];
    Json facts = Json::object({});
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
    WooCommerceVerification verification(m_queries, m_clock);
    auto report = co_await verification.run(stop);
    co_return report;
}

} // namespace uds
