#include "tests/ui/twosides.h"

#include "engine/http/oauth1authorizer.h"

#include <QEventLoop>
#include <QNetworkReply>
#include <QUrlQuery>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

template <typename T>
T expected(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace

TwoSides::TwoSides()
    : m_demo(expected(QCoro::waitFor(DemoWorkspace::start({}))))
    , m_api(expected(QCoro::waitFor(SyncApi::open(m_demo->profile()))))
{
}

TwoSides::~TwoSides() = default;

RunSummary TwoSides::run(const QString &stream)
{
    return expected(QCoro::waitFor(m_api->run({stream, RunMode::Incremental, {}, u"manual"_s})));
}

RunSummary TwoSides::runOne(const QString &sourceId, const QString &stream)
{
    return expected(QCoro::waitFor(m_api->run({stream, RunMode::SelectedIds, {sourceId}, u"manual"_s})));
}

void TwoSides::addStream(const QString &name, const QString &preset, const Json &settings, bool toShop)
{
    const QString shop = DemoWorkspace::shopName();
    const QString company = DemoWorkspace::companyName();
    const NewStream stream{name, preset, toShop ? company : shop, toShop ? shop : company, settings};
    expected(QCoro::waitFor(m_api->addStream(stream)));
}

Json TwoSides::answer(const QByteArray &verb, const QNetworkRequest &request, const QByteArray &body)
{
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, verb, body));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    const QByteArray text = reply->readAll();
    if (reply->error() != QNetworkReply::NoError)
        qFatal("%s %s: %s", verb.constData(), qPrintable(request.url().toString()), text.constData());
    return expected(Json::parse(text));
}

Json TwoSides::askShop(const QByteArray &verb, const QString &path, const Json &body)
{
    const Json settings = m_demo->simulators().shopSettings();
    QUrl url(settings[u"store_url"].string() + u"/wp-json/wc/v3/"_s + path);
    const OAuth1Parameters parameters{settings[u"consumer_key"].string(), u"person-%1"_s.arg(++m_nonce),
        QDateTime::currentSecsSinceEpoch()};
    QUrlQuery query(url);
    for (const auto &[name, value] :
        oauth1Items(verb, url, parameters, settings[u"consumer_secret"].string().toUtf8()))
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    url.setQuery(query);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return answer(verb, request, body.isNull() ? QByteArray() : body.bytes());
}

Json TwoSides::shop(const QString &path)
{
    return askShop("GET", path, {});
}

Json TwoSides::changeAtShop(const QString &path, const Json &change)
{
    return askShop("PUT", path, change);
}

QNetworkRequest TwoSides::companyRequest(const QString &path) const
{
    const Json settings = m_demo->simulators().companySettings();
    QNetworkRequest request(QUrl(
        settings[u"base_url"].string() + u"/v3/company/"_s + settings[u"realm_id"].string() + u'/' + path));
    request.setRawHeader("Authorization", "Bearer " + settings[u"access_token"].string().toUtf8());
    request.setRawHeader("Accept", "application/json");
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return request;
}

JsonArray TwoSides::company(const QString &type)
{
    const QString query = u"select * from %1 maxresults 1000"_s.arg(type);
    const QString path
        = u"query?minorversion=75&query="_s + QString::fromLatin1(QUrl::toPercentEncoding(query));
    return answer("GET", companyRequest(path), {})[u"QueryResponse"][type].array();
}

Json TwoSides::changeAtCompany(const QString &type, const Json &change)
{
    return answer("POST", companyRequest(type.toLower() + u"?minorversion=75"_s), change.bytes())[type];
}

TwoSides::Pair TwoSides::untouchedOrder()
{
    QHash<QString, Json> byNumber;
    for (const Json &document : company(u"SalesReceipt"_s))
        byNumber.insert(document[u"DocNumber"].string(), document);
    const Json orders = shop(u"orders?per_page=100"_s);
    for (const Json &order : orders.array()) {
        const QString number = order[u"number"].scalarText();
        const bool isUsable = byNumber.contains(number) && order[u"refunds"].array().isEmpty();
        if (isUsable && !m_touched.contains(order[u"id"].scalarText()))
            return {order, byNumber.value(number)};
    }
    qFatal("No order is left that became a sales receipt.");
}

TwoSides::Pair TwoSides::makeDocumentConflict()
{
    Pair pair = untouchedOrder();
    m_touched << pair.order[u"id"].scalarText();
    Json line = pair.document[u"Line"].array().constFirst();
    line.remove(u"Id");
    JsonArray lines = pair.document[u"Line"].array();
    lines.append(line);
    Json edit = pair.document;
    edit.set(u"Line"_s, lines);
    pair.document = changeAtCompany(u"SalesReceipt"_s, edit);
    pair.order = changeAtShop(
        u"orders/"_s + pair.order[u"id"].scalarText(), Json::object({{u"customer_note"_s, u"changed"_s}}));
    return pair;
}

} // namespace uds
