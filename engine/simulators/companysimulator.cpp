#include "engine/simulators/companysimulator.h"

#include "engine/simulators/companymerge.h"
#include "engine/simulators/companytypes.h"

#include <QLocale>
#include <QUrlQuery>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kCompanyPath = "/v3/company/"_L1;
constexpr qsizetype kLongestRequestId = 50;
constexpr qsizetype kLongestBatchRequestId = 36;

QByteArray httpDate(const QDateTime &utc)
{
    return QLocale::c().toString(utc.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss"_s).toLatin1() + " GMT";
}

CompanyFault unknownResource(const QString &name)
{
    return {u"500"_s,
        u"Operation Operation could not find resource for entity %1 is not supported."_s.arg(name), {}, 400};
}

CompanyChange::Operation operationOf(const QUrlQuery &query, const Json &body)
{
    const QString operation = query.queryItemValue(u"operation"_s);
    if (operation == "delete"_L1)
        return CompanyChange::Operation::Delete;
    if (operation == "void"_L1 || query.queryItemValue(u"include"_s) == "void"_L1)
        return CompanyChange::Operation::Void;
    return body.contains(u"Id") ? CompanyChange::Operation::Update : CompanyChange::Operation::Create;
}

} // namespace

/// One request, taken apart.
struct CompanySimulator::Call {
    const HttpRequest &request;
    CompanyMoment now;
    QString realmId;
    QStringList resource; ///< path segments after the realm
    QUrlQuery query;
    QByteArray requestId;

    Call(const HttpRequest &source, CompanyMoment moment)
        : request(source)
        , now(std::move(moment))
        , query(source.url)
    {
        const QString path = source.url.path();
        resource
            = path.sliced(path.indexOf(kCompanyPath) + kCompanyPath.size()).split(u'/', Qt::SkipEmptyParts);
        if (!resource.isEmpty())
            realmId = resource.takeFirst();
        requestId = query.queryItemValue(u"requestid"_s, QUrl::FullyDecoded).toUtf8();
    }

    [[nodiscard]] QString name() const { return resource.value(0); }
    [[nodiscard]] bool isBatch() const { return name() == "batch"_L1; }
    [[nodiscard]] bool isWrite() const { return request.verb == "POST" && name() != "query"_L1; }
};

CompanySimulator::CompanySimulator(CompanyOptions options)
    : m_options(std::move(options))
    , m_start(companyStart(m_options, m_store))
    , m_writer(m_options, m_start, m_store)
    , m_search(m_start, m_store)
    , m_changes(m_start, m_store)
    , m_batch(m_writer, m_search)
    , m_oauth(m_options)
    , m_traffic(m_options)
{
}

CompanySimulator::~CompanySimulator() = default;

const QList<LedgerEntry> &CompanySimulator::ledger() const
{
    return m_writer.ledger();
}

CompanyResult<QString> CompanySimulator::enter(
    const QString &type, const Json &object, const QDateTime &nowUtc)
{
    const CompanyChange change{type, CompanyChange::Operation::Create, object, {}, false, true};
    const CompanyResult<Json> document = m_writer.apply(change, companyMoment(nowUtc, lateness()));
    if (!document)
        return tl::unexpected(document.error());
    return (*document)[u"Id"].scalarText();
}

CompanyResult<Json> CompanySimulator::enter(CompanyChange change, const QDateTime &nowUtc)
{
    change.isByPerson = true;
    return m_writer.apply(change, companyMoment(nowUtc, lateness()));
}

bool CompanySimulator::merge(
    const QString &type, const QString &loserId, const QString &winnerId, const QDateTime &nowUtc)
{
    return mergeCompanyObjects(m_store, type, loserId, winnerId, companyMoment(nowUtc, lateness()));
}

HttpResponse CompanySimulator::answer(const HttpRequest &request, const QDateTime &nowUtc)
{
    ++m_requests;
    const QString path = request.url.path();
    if (path.endsWith("/oauth2/v1/tokens/bearer"_L1))
        return m_oauth.token(request, nowUtc);
    if (path.endsWith("/v2/oauth2/tokens/revoke"_L1))
        return m_oauth.revoke(request);
    if (path.endsWith("/connect/oauth2"_L1))
        return m_oauth.authorize(request, nowUtc);
    if (path.contains("/.well-known/openid"_L1))
        return m_oauth.discovery(request);
    if (!path.contains(kCompanyPath))
        return {404, {{"Content-Type", "text/html"}}, "<html><body>404 Not Found</body></html>"};
    return companyAnswer(Call(request, companyMoment(nowUtc, lateness())));
}

HttpResponse CompanySimulator::companyAnswer(const Call &call)
{
    if (call.isWrite()
        && !(call.isBatch() && isReadOnlyBatch(Json::parse(call.request.body).value_or(Json()))))
        ++m_unsafeRequests;
    if (!m_oauth.isAuthorized(call.request, call.now.utc))
        return gatewayFault(call, {u"3200"_s, u"Token expired or unknown"_s, {}, 401});
    if (call.realmId != m_options.realmId)
        return gatewayFault(call, {u"3100"_s, {}, {}, 403});
    if (!m_traffic.admit(call.isBatch(), call.now.utc))
        return faulted(call, {u"3001"_s, {}, {}, 429});
    return call.request.verb == "POST" ? write(call) : read(call);
}

HttpResponse CompanySimulator::read(const Call &call)
{
    if (call.request.verb != "GET")
        return faulted(call, unknownResource(call.name()));
    if (call.name() == "query"_L1)
        return query(call, call.query.queryItemValue(u"query"_s, QUrl::FullyDecoded));
    if (call.name() == "cdc"_L1)
        return readChanges(call);
    if (call.name() == "companyinfo"_L1)
        return succeeded(call, "CompanyInfo", m_start.companyInfo);
    if (call.name() == "preferences"_L1)
        return succeeded(call, "Preferences", m_start.preferences);
    return readObject(call);
}

HttpResponse CompanySimulator::readObject(const Call &call)
{
    const QString type = companyTypeNamed(call.name());
    if (type.isEmpty() || call.resource.size() != 2)
        return faulted(call, unknownResource(call.name()));
    const Json *object = m_store.find(type, call.resource.at(1));
    if (!object)
        return faulted(
            call, {u"610"_s, u"Object Not Found : Another user has deleted this transaction."_s, {}, 400});
    return succeeded(call, type.toLatin1(), m_store.shown(type, *object));
}

HttpResponse CompanySimulator::readChanges(const Call &call)
{
    const QStringList entities
        = call.query.queryItemValue(u"entities"_s, QUrl::FullyDecoded).split(u',', Qt::SkipEmptyParts);
    const QString since = call.query.queryItemValue(u"changedSince"_s, QUrl::FullyDecoded);
    const CompanyResult<Json> changes = m_changes.answer(entities, since, call.now.utc);
    return changes ? succeeded(call, "CDCResponse", *changes) : faulted(call, changes.error());
}

HttpResponse CompanySimulator::query(const Call &call, const QString &statement)
{
    const CompanyResult<Json> found = m_search.answer(statement);
    if (!found)
        return faulted(call, found.error());
    return succeeded(call, "QueryResponse", *found);
}

HttpResponse CompanySimulator::write(const Call &call)
{
    if (call.name() == "query"_L1)
        return query(call, QString::fromUtf8(call.request.body));
    if (call.requestId.isEmpty())
        return writeOnce(call);
    if (call.requestId.size() > (call.isBatch() ? kLongestBatchRequestId : kLongestRequestId))
        return faulted(call, {u"2130"_s, {}, {}, 400});
    if (const std::optional<CompanyReplay> first = m_traffic.replay(call.requestId, call.now.utc))
        return response(call, first->status, first->body);
    HttpResponse answer = writeOnce(call);
    if (answer.status == 200 || m_options.replayFaults)
        m_traffic.remember(call.requestId, {call.now.utc, answer.status, answer.body});
    return answer;
}

HttpResponse CompanySimulator::writeOnce(const Call &call)
{
    const CompanyResult<QByteArray> content = written(call);
    if (!content)
        return faulted(call, content.error());
    return response(call, 200, '{' + *content + ",\"time\":\"" + call.now.timeText.toLatin1() + "\"}");
}

CompanyResult<QByteArray> CompanySimulator::written(const Call &call)
{
    const Result<Json> body = Json::parse(call.request.body);
    if (!body)
        return companyFault(u"2010"_s, u"The request body cannot be read."_s);
    if (!call.isBatch())
        return changed(call, *body);
    CompanyResult<QByteArray> members = m_batch.answer(*body, call.requestId, call.now);
    if (!members)
        return members;
    return QByteArray("\"BatchItemResponse\":" + *members);
}

CompanyResult<QByteArray> CompanySimulator::changed(const Call &call, const Json &body)
{
    const QString type = companyTypeNamed(call.name());
    if (type.isEmpty() || call.resource.size() != 1)
        return tl::unexpected(unknownResource(call.name()));
    const bool mayRepeat = call.query.queryItemValue(u"include"_s) == "allowduplicatedocnum"_L1;
    const CompanyChange change{type, operationOf(call.query, body), body, call.requestId, mayRepeat, false};
    const CompanyResult<Json> document = m_writer.apply(change, call.now);
    if (!document)
        return tl::unexpected(document.error());
    return QByteArray('"' + type.toLatin1() + "\":" + document->bytes());
}

HttpResponse CompanySimulator::response(const Call &call, int status, const QByteArray &body)
{
    const QByteArray trace = "1-" + QByteArray::number(call.now.utc.toSecsSinceEpoch(), 16) + '-'
        + QByteArray::number(m_requests, 16).rightJustified(24, '0');
    return {status,
        {{"Content-Type", "application/json;charset=UTF-8"}, {"intuit_tid", trace},
            {"Date", httpDate(call.now.utc)}},
        body};
}

HttpResponse CompanySimulator::succeeded(const Call &call, const QByteArray &name, const Json &value)
{
    const QByteArray time = ",\"time\":\"" + call.now.timeText.toLatin1() + "\"}";
    return response(call, 200, "{\"" + name + "\":" + value.bytes() + time);
}

HttpResponse CompanySimulator::faulted(const Call &call, const CompanyFault &fault)
{
    if (m_options.lowerCaseFaults)
        return gatewayFault(call, fault);
    const int status = m_options.faultsWithStatus200 && fault.status == 400 ? 200 : fault.status;
    const Json body = Json::object({{u"Fault"_s, companyFaultObject(fault)}, {u"time"_s, call.now.timeText}});
    return response(call, status, body.bytes());
}

HttpResponse CompanySimulator::gatewayFault(const Call &call, const CompanyFault &fault)
{
    return response(call, fault.status, companyGatewayFault(fault, call.now.utc.toMSecsSinceEpoch()).bytes());
}

int CompanySimulator::lateness() const
{
    // Spread by the seed, the same in every run.
    return int((m_options.seed * 2654435761U + quint64(m_requests) * 40507U) % 3);
}

} // namespace uds
