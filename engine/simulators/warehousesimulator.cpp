#include "engine/simulators/warehousesimulator.h"

#include "engine/simulators/faultschedule.h"
#include "engine/simulators/warehousedescription.h"
#include "engine/simulators/warehousemedia.h"
#include "engine/simulators/warehousepreferences.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kRoot = "/rest/v1"_L1;
constexpr auto kVersionFunction = "uds_schema_version"_L1;

HttpResponse response(int status, QByteArray body, const QByteArray &range = {})
{
    HttpResponse result{status, {{"Content-Type", "application/json; charset=utf-8"}}, std::move(body)};
    if (!range.isEmpty())
        result.headers.append({"Content-Range", range});
    return result;
}

QByteArray rangeOf(qint64 first, qsizetype shown, const QByteArray &total)
{
    if (shown == 0)
        return "*/" + total;
    return QByteArray::number(first) + '-' + QByteArray::number(first + shown - 1) + '/' + total;
}

QByteArray rowsBytes(
    const WarehouseTable &table, const QList<qint64> &ids, const WarehouseQuery &query, WarehouseMedia media)
{
    JsonArray rows;
    for (const qint64 id : ids)
        rows.append(query.shown(table.description(), *table.row(id)));
    return warehouseRows(media, query.shownNames(table.description()), rows);
}

QStringList memberNames(const Json &row)
{
    QStringList names;
    for (const JsonMember &member : row.object())
        names.append(member.name);
    names.sort();
    return names;
}

/// "Range: 0-2" in place of limit and offset.
void applyRange(const QList<HttpHeader> &headers, WarehouseQuery *query)
{
    const QByteArrayList bounds = headerValue(headers, "Range").value_or(QByteArray()).split('-');
    if (bounds.size() != 2 || query->limit || query->offset > 0)
        return;
    query->offset = bounds.first().toLongLong();
    if (!bounds.last().isEmpty())
        query->limit = bounds.last().toLongLong() - query->offset + 1;
}

QList<WarehouseTableDescription> shippedTables()
{
    auto tables = warehouseTables(shippedWarehouseScript());
    Q_ASSERT(tables.has_value());
    return tables.value_or(QList<WarehouseTableDescription>());
}

} // namespace

/// One request, taken apart.
struct WarehouseSimulator::Call {
    const HttpRequest &request;
    QDateTime nowUtc;
    WarehouseRole role = WarehouseRole::Anon;
    WarehousePreferences preferences;
    WarehouseMedia media = WarehouseMedia::List;
    QString schema;
    QString relation; ///< behind /rest/v1/
    bool isRead = true;
};

WarehouseSimulator::WarehouseSimulator(WarehouseOptions options)
    : m_options(std::move(options))
    , m_tables(shippedTables())
{
    for (const QString &schema : m_options.schemas)
        m_stores.emplace(schema, WarehouseStore(m_tables));
}

WarehouseSimulator::~WarehouseSimulator() = default;

const WarehouseStore &WarehouseSimulator::store(const QString &schema) const
{
    return m_stores.at(schema);
}

WarehouseResult<void> WarehouseSimulator::enter(
    const QString &table, const JsonArray &rows, const QDateTime &nowUtc)
{
    WarehouseWrite write;
    write.rows = rows;
    write.missingIsDefault = true;
    for (const WarehouseColumn &column : m_stores.at(u"public"_s).table(table)->description().columns)
        write.columns.append(column.name);
    const auto written = m_stores.at(u"public"_s).insert(table, write, nowUtc);
    return written ? WarehouseResult<void>() : tl::unexpected(written.error());
}

HttpResponse WarehouseSimulator::answer(const HttpRequest &request, const QDateTime &nowUtc)
{
    ++m_requests;
    Call call{request, nowUtc, {}, {}, {}, {}, {}, request.verb == "GET" || request.verb == "HEAD"};
    const QString path = request.url.path();
    const qsizetype root = path.indexOf(kRoot);
    const auto answered = [&]() -> WarehouseResult<HttpResponse> {
        if (root < 0)
            return warehouseFault(404, {}, u"no Route matched with those values"_s);
        call.relation = path.mid(root + kRoot.size() + 1);
        m_unsafeRequests += call.isRead || call.relation.startsWith("rpc/"_L1) ? 0 : 1;
        return routed(call);
    }();
    HttpResponse result = answered ? *answered : warehouseAnswer(answered.error());
    result.headers.append({"Date", httpDate(nowUtc)});
    if (request.verb == "HEAD")
        result.body.clear();
    return result;
}

WarehouseResult<HttpResponse> WarehouseSimulator::routed(const Call &incoming)
{
    Call call = incoming;
    if (m_options.paused)
        return warehouseFault(540, {}, u"Project paused"_s);
    const auto role = warehouseRole(m_options, call.request);
    if (!role)
        return tl::unexpected(role.error());
    call.role = *role;
    const auto preferences = WarehousePreferences::parse(call.request.headers);
    if (!preferences)
        return tl::unexpected(preferences.error());
    call.preferences = *preferences;
    const auto media = warehouseMedia(call.request.headers);
    if (!media)
        return tl::unexpected(media.error());
    call.media = *media;
    const QByteArrayView profile = call.isRead ? "Accept-Profile" : "Content-Profile";
    call.schema = QString::fromUtf8(
        headerValue(call.request.headers, profile).value_or(m_options.schemas.first().toUtf8()));
    if (!m_options.schemas.contains(call.schema) || !m_stores.contains(call.schema))
        return warehouseFault(406, u"PGRST106"_s, u"Invalid schema: "_s + call.schema, {},
            u"Only the following schemas are exposed: "_s + m_options.schemas.join(u", "_s));
    if (call.relation.isEmpty())
        return rooted(call);
    if (call.relation.startsWith("rpc/"_L1))
        return called(call);
    if (call.relation.contains(u'/'))
        return warehouseFault(404, u"PGRST125"_s, u"Invalid path specified in request URL"_s);
    return tabled(call);
}

WarehouseResult<HttpResponse> WarehouseSimulator::rooted(const Call &call) const
{
    if (call.role != WarehouseRole::Service)
        return warehouseFault(403, {}, u"Access to the schema description needs an elevated key"_s);
    if (!m_options.describesItself)
        return warehouseFault(404, u"PGRST126"_s, u"Root endpoint metadata is disabled"_s);
    const QStringList functions = m_options.hasScript ? QStringList{kVersionFunction} : QStringList();
    HttpResponse result = response(200, warehouseDescription(visibleTables(), functions).bytes());
    result.headers.first().value = "application/openapi+json; charset=utf-8";
    return result;
}

WarehouseResult<HttpResponse> WarehouseSimulator::called(const Call &call) const
{
    const QString function = call.relation.mid(4);
    const QByteArray &verb = call.request.verb;
    if (!call.isRead && verb != "POST")
        return warehouseFault(
            405, u"PGRST101"_s, u"Cannot use the %1 method on RPC"_s.arg(QString::fromLatin1(verb)));
    const QStringList arguments = memberNames(Json::parse(call.request.body).value_or(Json()));
    if (function != kVersionFunction || !m_options.hasScript || !arguments.isEmpty())
        return warehouseFault(404, u"PGRST202"_s,
            u"Could not find the function %1.%2%3 in the schema cache"_s.arg(call.schema, function,
                arguments.isEmpty() ? u" without parameters"_s : u'(' + arguments.join(u", "_s) + u')'));
    if (call.role != WarehouseRole::Service)
        return warehouseFault(401, u"42501"_s, u"permission denied for function uds_schema_version"_s);
    return response(200, "1", "0-0/*");
}

WarehouseResult<HttpResponse> WarehouseSimulator::tabled(const Call &call)
{
    const auto table = visible(call.relation);
    if (!table)
        return warehouseFault(404, u"PGRST205"_s,
            u"Could not find the table '%1.%2' in the schema cache"_s.arg(call.schema, call.relation));
    if (const auto may = permitted(call); !may)
        return tl::unexpected(may.error());
    auto query = WarehouseQuery::parse(*table, call.request.url);
    if (!query)
        return tl::unexpected(query.error());
    if (call.isRead) {
        applyRange(call.request.headers, &*query);
        return read(call, *query);
    }
    auto result = [&]() -> WarehouseResult<HttpResponse> {
        if (call.request.verb == "POST")
            return inserted(call, *query);
        if (call.request.verb == "PATCH" || call.request.verb == "DELETE")
            return changed(call, *query);
        return warehouseFault(
            405, u"PGRST117"_s, u"Unsupported HTTP method: "_s + QString::fromLatin1(call.request.verb));
    }();
    if (result)
        result->headers.append({"Preference-Applied", call.preferences.applied.join(", ")});
    return result;
}

WarehouseResult<void> WarehouseSimulator::permitted(const Call &call) const
{
    const bool isAnon = call.role == WarehouseRole::Anon;
    if (isAnon ? !m_options.anonHasGrants : !m_options.serviceHasGrants)
        return warehouseFault(isAnon ? 401 : 403, u"42501"_s,
            u"permission denied for table "_s + call.relation, {},
            u"Grant the required privileges to the current role with: GRANT %1 ON %2.%3 TO %4;"_s.arg(
                call.isRead ? u"SELECT"_s : u"INSERT"_s, call.schema, call.relation,
                isAnon ? u"anon"_s : u"service_role"_s));
    if (isAnon && call.request.verb == "POST")
        return warehouseFault(401, u"42501"_s,
            u"new row violates row-level security policy for table \"%1\""_s.arg(call.relation));
    return {};
}

WarehouseResult<HttpResponse> WarehouseSimulator::read(const Call &call, const WarehouseQuery &query) const
{
    const WarehouseTable &table = *m_stores.at(call.schema).table(call.relation);
    // Row level security without a policy: there seems to be nothing.
    const bool seesRows = call.role == WarehouseRole::Service;
    const QList<qint64> all = seesRows ? table.matching(query) : QList<qint64>();
    const qint64 cap = std::min<qint64>(query.limit.value_or(m_options.maxRows), m_options.maxRows);
    if (call.preferences.counts && query.offset > all.size()) {
        HttpResponse refusal = warehouseAnswer({416, u"PGRST103"_s, u"Requested range not satisfiable"_s,
            u"An offset of %1 was requested, but there are only %2 rows."_s.arg(query.offset).arg(all.size()),
            {}});
        refusal.headers.append({"Content-Range", "*/" + QByteArray::number(all.size())});
        return refusal;
    }
    const QList<qint64> shown = all.mid(query.offset, cap);
    if (const auto sound = checkWarehouseRows(call.media, shown.size()); !sound)
        return tl::unexpected(sound.error());
    const QByteArray total = call.preferences.counts ? QByteArray::number(all.size()) : "*";
    const bool isPart = call.preferences.counts && shown.size() < all.size();
    HttpResponse result = response(isPart ? 206 : 200, rowsBytes(table, shown, query, call.media),
        rangeOf(query.offset, shown.size(), total));
    result.headers.first().value = warehouseMediaType(call.media);
    result.headers.append({"Content-Profile", call.schema.toUtf8()});
    return result;
}

WarehouseResult<WarehouseWrite> WarehouseSimulator::writeOf(
    const Call &call, const WarehouseQuery &query) const
{
    const auto rows = warehouseRowsIn(call.request);
    if (!rows)
        return tl::unexpected(rows.error());
    if (const auto sound = checkWarehouseRows(call.media, rows->size()); !sound)
        return tl::unexpected(sound.error());
    WarehouseWrite write;
    write.rows = *rows;
    write.columns = query.columns.value_or(rows->isEmpty() ? QStringList() : memberNames(rows->first()));
    write.missingIsDefault = call.preferences.missingIsDefault;
    if (!query.columns
        && std::ranges::any_of(*rows, [&](const Json &row) { return memberNames(row) != write.columns; }))
        return warehouseFault(400, u"PGRST102"_s, u"All object keys must match"_s);
    const WarehouseTableDescription table = *visible(call.relation);
    for (const QString &column : write.columns) {
        if (table.indexOf(column) < 0)
            return warehouseFault(400, u"PGRST204"_s,
                u"Could not find the '%1' column of '%2' in the schema cache"_s.arg(column, table.name));
    }
    if (call.preferences.merges || call.preferences.ignoresDuplicates)
        write.resolution = call.preferences.merges ? WarehouseWrite::Resolution::MergeDuplicates
                                                   : WarehouseWrite::Resolution::IgnoreDuplicates;
    write.onConflict = query.onConflict.isEmpty() ? QStringList{u"id"_s} : query.onConflict;
    for (const QString &column : write.onConflict) {
        if (table.indexOf(column) < 0)
            return warehouseFault(400, u"42703"_s, u"column \"%1\" does not exist"_s.arg(column));
    }
    return write;
}

WarehouseResult<void> WarehouseSimulator::inTime(qsizetype rows) const
{
    if (m_options.rowsBeforeTimeout > 0 && rows > m_options.rowsBeforeTimeout)
        return warehouseFault(500, u"57014"_s, u"canceling statement due to statement timeout"_s);
    return {};
}

WarehouseResult<HttpResponse> WarehouseSimulator::inserted(const Call &call, const WarehouseQuery &query)
{
    const auto write = writeOf(call, query);
    if (!write)
        return tl::unexpected(write.error());
    if (const auto done = inTime(write->rows.size()); !done)
        return tl::unexpected(done.error());
    WarehouseStore &store = m_stores.at(call.schema);
    const WarehouseTable &table = *store.table(call.relation);
    const bool isUpsert = write->resolution != WarehouseWrite::Resolution::None;
    if (isUpsert && !table.isUnique(write->onConflict))
        return warehouseFault(400, u"42P10"_s,
            u"there is no unique or exclusion constraint matching the ON CONFLICT specification"_s);
    const auto written = store.insert(call.relation, *write, call.nowUtc);
    if (!written)
        return tl::unexpected(written.error());
    keepLedger(call);
    const bool isCreated
        = written->inserted || write->resolution != WarehouseWrite::Resolution::MergeDuplicates;
    const QByteArray count = call.preferences.counts ? QByteArray::number(written->ids.size()) : "*";
    HttpResponse result = response(isCreated ? 201 : 200, {}, "*/" + count);
    if (call.preferences.returnsRows) {
        result.body = rowsBytes(table, written->ids, query, call.media);
        result.headers.first().value = warehouseMediaType(call.media);
    }
    if (call.preferences.returnsHeaders && written->ids.size() == 1)
        result.headers.append({"Location",
            "/" + call.relation.toUtf8() + "?id=eq." + QByteArray::number(written->ids.first())});
    return result;
}

WarehouseResult<HttpResponse> WarehouseSimulator::changed(const Call &call, const WarehouseQuery &query)
{
    if (query.filters.isEmpty())
        return warehouseFault(400, u"21000"_s,
            QString::fromLatin1(call.request.verb == "PATCH" ? "UPDATE" : call.request.verb)
                + u" requires a WHERE clause"_s);
    WarehouseStore &store = m_stores.at(call.schema);
    const WarehouseTable &table = *store.table(call.relation);
    const bool seesRows = call.role == WarehouseRole::Service;
    const QList<qint64> ids = seesRows ? table.matching(query) : QList<qint64>();
    const bool isRemoval = call.request.verb == "DELETE";
    if (call.preferences.mostAffected && ids.size() > *call.preferences.mostAffected)
        return warehouseFault(400, u"PGRST124"_s,
            u"Query result exceeds max-affected preference constraint"_s,
            u"The query affects %1 rows"_s.arg(ids.size()));
    if (const auto sound = checkWarehouseRows(call.media, ids.size()); !sound)
        return tl::unexpected(sound.error());
    const QByteArray removed = isRemoval ? rowsBytes(table, ids, query, call.media) : QByteArray();
    const auto body
        = isRemoval ? WarehouseResult<JsonArray>(JsonArray{Json::object({})}) : warehouseRowsIn(call.request);
    if (!body)
        return tl::unexpected(body.error());
    for (const QString &column : memberNames(body->value(0))) {
        if (visible(call.relation)->indexOf(column) < 0)
            return warehouseFault(400, u"PGRST204"_s,
                u"Could not find the '%1' column of '%2' in the schema cache"_s.arg(column, call.relation));
    }
    const auto written = isRemoval ? store.remove(call.relation, ids, call.nowUtc)
                                   : store.change(call.relation, ids, body->value(0), call.nowUtc);
    if (!written)
        return tl::unexpected(written.error());
    keepLedger(call);
    const QByteArray count = call.preferences.counts ? QByteArray::number(written->ids.size()) : "*";
    const QByteArray range = rangeOf(0, isRemoval ? 0 : written->ids.size(), count);
    if (!call.preferences.returnsRows)
        return response(204, {}, range);
    HttpResponse result
        = response(200, isRemoval ? removed : rowsBytes(table, written->ids, query, call.media), range);
    result.headers.first().value = warehouseMediaType(call.media);
    return result;
}

QList<WarehouseTableDescription> WarehouseSimulator::visibleTables() const
{
    QList<WarehouseTableDescription> tables;
    for (const WarehouseTableDescription &table : m_tables) {
        if (const auto shown = visible(table.name))
            tables.append(*shown);
    }
    return tables;
}

// Hidden columns keep their place, so that rows need not be rewritten; only their names are gone.
std::optional<WarehouseTableDescription> WarehouseSimulator::visible(const QString &name) const
{
    const auto found = std::ranges::find_if(
        m_tables, [&name](const WarehouseTableDescription &table) { return table.name == name; });
    if (found == m_tables.end() || m_options.absentTables.contains(name))
        return std::nullopt;
    WarehouseTableDescription table = *found;
    for (WarehouseColumn &column : table.columns) {
        if (m_options.absentColumns.contains(name + u'.' + column.name))
            column.name = u"dropped "_s + column.name;
    }
    return table;
}

void WarehouseSimulator::keepLedger(const Call &call)
{
    qsizetype others = 0;
    for (const auto &[schema, store] : m_stores)
        others += schema == call.schema ? 0 : store.ledger().size();
    const QList<LedgerEntry> &own = m_stores.at(call.schema).ledger();
    m_ledger += own.mid(m_ledger.size() - others);
}

} // namespace uds
