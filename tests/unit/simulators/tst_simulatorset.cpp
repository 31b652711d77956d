#include "engine/api/simulatorset.h"
#include "engine/connectors/connectorfactory.h"
#include "engine/core/systemclock.h"
#include "engine/http/qnamtransport.h"

#include <QCoroTask>
#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// The program's make-believe platforms behind their socket, asked as the shop's integration asks.
struct Front {
    std::unique_ptr<SimulatorSet> set;
    SystemClock clock;
    QnamTransport transport;

    explicit Front(const SimulatorOptions &options = {})
        : set(SimulatorSet::make(options).value())
    {
    }

    enum class Signature { InAddress, InHeader, AfterACopy };

    HttpResponse ask(
        HttpRequest request, const QString &authentication, Signature place = Signature::InAddress)
    {
        const Json given = set->shopSettings();
        const ConnectorFactory &factory = *connectorFactory(u"woocommerce");
        const ConnectorSettings settings{
            Json::object({{u"store_url"_s, given[u"store_url"]}, {u"authentication"_s, authentication}}),
            Json::object({{u"consumer_key"_s, given[u"consumer_key"]},
                {u"consumer_secret"_s, given[u"consumer_secret"]}})};
        const auto authorizer = factory.authorizer(factory.checked(settings).value(), transport, clock, {});
        request.url = QUrl(set->address().toString() + u"/wp-json/wc/v3/"_s + request.url.toString());
        auto authorized = QCoro::waitFor(authorizer->authorized(request, {}));
        if (place == Signature::InHeader)
            moveSignature(&*authorized);
        if (place == Signature::AfterACopy) // what some clients do: the signed parameters once more
            authorized->url.setQuery(u"per_page=5&"_s + authorized->url.query(QUrl::FullyEncoded));
        return QCoro::waitFor(transport.send(*authorized, {})).value();
    }
    /// The other place that the shop takes it from.
    static void moveSignature(HttpRequest *request)
    {
        QByteArrayList signature;
        QByteArrayList rest;
        for (const QByteArray &item : request->url.query(QUrl::FullyEncoded).toLatin1().split('&')) {
            const qsizetype equals = item.indexOf('=');
            if (item.startsWith("oauth_"))
                signature.append(item.left(equals) + "=\"" + item.mid(equals + 1) + '"');
            else
                rest.append(item);
        }
        request->url.setQuery(QString::fromLatin1(rest.join('&')));
        request->headers.append({"Authorization", "OAuth " + signature.join(", ")});
    }
    HttpResponse list(const QString &authentication, Signature place = Signature::InAddress)
    {
        HttpRequest request;
        request.url = QUrl(u"orders?per_page=1"_s);
        return ask(request, authentication, place);
    }
    HttpResponse makeProduct()
    {
        HttpRequest request;
        request.verb = "POST";
        request.url = QUrl(u"products"_s);
        request.headers = {{"Content-Type", "application/json"}};
        request.body = R"({"name":"Mug"})";
        return ask(request, u"oauth1"_s);
    }
};

} // namespace

class SimulatorSetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theShopTakesSignedRequestsOnlyBecauseThereIsNoTls()
    {
        Front front;
        QCOMPARE(front.set->address().scheme(), u"http"_s);
        QCOMPARE(front.set->shopSettings()[u"authentication"].string(), u"oauth1"_s);
        QCOMPARE(front.list(u"oauth1"_s).status, 200);
        QCOMPARE(front.list(u"oauth1"_s, Front::Signature::InHeader).status, 200);
        for (const QString &unsafe : {u"basic"_s, u"query"_s}) {
            const HttpResponse refused = front.list(unsafe);
            QCOMPARE(refused.status, 401);
            QVERIFY(refused.body.contains("woocommerce_rest_cannot_view"));
        }
    }

    void aParameterThatComesTwiceIsSignedOnce()
    {
        Front front;
        HttpRequest request;
        request.url = QUrl(u"orders?per_page=1"_s);
        const HttpResponse answer = front.ask(request, u"oauth1"_s, Front::Signature::AfterACopy);
        QCOMPARE(answer.status, 200);
        QCOMPARE(Json::parse(answer.body).value_or(Json()).array().size(), 1);
    }

    void theKeyMayWriteUnlessSaidOtherwise()
    {
        Front front;
        QCOMPARE(front.makeProduct().status, 201);
        SimulatorOptions options;
        options.readOnlyKey = true;
        Front readOnly(options);
        QCOMPARE(readOnly.list(u"oauth1"_s).status, 200);
        const HttpResponse refused = readOnly.makeProduct();
        QCOMPARE(refused.status, 401);
        QVERIFY(refused.body.contains("does not have write permissions"));
    }

    void signaturesOfTodayFitAShopThatIsAhead()
    {
        SimulatorOptions options;
        options.orders = 400'000; // the newest lies far in the future
        Front front(options);
        QCOMPARE(front.list(u"oauth1"_s).status, 200);
    }

    void theReportCountsWhatIsOverALimit()
    {
        SimulatorOptions options;
        options.limits = true;
        const Front front(options);
        const Json counts = front.set->report()[u"company"][u"over_limit"];
        for (const QString &name :
            {u"requests per minute"_s, u"requests per second"_s, u"batches per minute"_s})
            QCOMPARE(counts[name].integer(), std::optional<qint64>(0));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::SimulatorSetTest)
#include "tst_simulatorset.moc"
