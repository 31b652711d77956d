#include "engine/http/qnamtransport.h"

#include "engine/http/httperrors.h"
#include "engine/http/jsonextent.h"
#include "engine/http/oneshotbody.h"
#include "engine/http/requestcheck.h"

#include <QCoroNetworkReply>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

namespace uds {

namespace {

struct DeleteLater {
    void operator()(QObject *object) const { object->deleteLater(); }
};
using ReplyPtr = std::unique_ptr<QNetworkReply, DeleteLater>;

// What is known about one exchange while it runs; written by the reply's signals on the transport's thread.
struct Progress {
    QByteArray body;
    bool safe = true;
    bool sent = false;
    bool timedOut = false;
    bool tooLarge = false;
};

bool isSafe(const QByteArray &verb)
{
    return verb == "GET" || verb == "HEAD";
}

QNetworkRequest wireRequest(const HttpRequest &request, const QnamTransportOptions &options)
{
    QNetworkRequest wire(request.url);
    wire.setRawHeader("User-Agent", "UniversalDataSync/" UDS_VERSION);
    for (const HttpHeader &header : request.headers)
        wire.setRawHeader(header.name, header.value);
    wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    wire.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // That an unsafe request leaves at most once is proven for HTTP/1.1 only.
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (options.tls)
        wire.setSslConfiguration(*options.tls);
    return wire;
}

void abortLater(QNetworkReply *reply)
{
    QMetaObject::invokeMethod(reply, &QNetworkReply::abort, Qt::QueuedConnection);
}

void readInto(Progress &progress, QNetworkReply *reply, qint64 largest)
{
    if (progress.tooLarge || !reply->isReadable())
        return;
    if (progress.body.isEmpty()) {
        const qint64 announced = reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
        progress.body.reserve(qBound(qint64(0), announced, largest));
    }
    progress.body += reply->readAll();
    if (progress.body.size() > largest) {
        progress.tooLarge = true;
        progress.body.clear();
        abortLater(reply);
    }
}

// The connections end with \a frame, before the progress they write to.
void watch(QNetworkReply *reply, Progress &progress, qint64 largest, QObject *frame)
{
    QObject::connect(reply, &QNetworkReply::readyRead, frame,
        [reply, &progress, largest] { readInto(progress, reply, largest); });
    QObject::connect(reply, &QNetworkReply::requestSent, frame, [&progress] { progress.sent = true; });
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

// Statuses of 400 and above come back as errors of Qt too; those of the network itself are below 200.
bool endedProperly(const QNetworkReply &reply)
{
    const QNetworkReply::NetworkError error = reply.error();
    if (error == QNetworkReply::NoError)
        return statusOf(reply) != 0;
    return statusOf(reply) >= 400 && error >= QNetworkReply::ContentAccessDenied
        && error != QNetworkReply::ContentReSendError;
}

// A reply ends with ContentReSendError when the connection closed and Qt would have sent the body once more.
// The answer may have been there by then: Qt means to follow a 307, or takes the close that ends a body for a
// lost connection.
bool resendWasRefused(const QNetworkReply &reply)
{
    return reply.error() == QNetworkReply::ContentReSendError && statusOf(reply) != 0;
}

bool isJson(const QNetworkReply &reply)
{
    return reply.rawHeader("Content-Type").toLower().contains("json");
}

// A number does not show its own end: only the connection's clean end can tell.
bool isNumber(const QByteArray &body)
{
    bool isSound = false;
    body.trimmed().toDouble(&isSound);
    return isSound;
}

bool isComplete(const QNetworkReply &reply, const QByteArray &verb, const QByteArray &body)
{
    const bool proper = endedProperly(reply);
    const int status = statusOf(reply);
    if (!proper && !resendWasRefused(reply))
        return false;
    if (!proper && (status == 307 || status == 308))
        return true;
    if (verb == "HEAD" || status == 204 || status == 304)
        return proper;
    if (reply.hasRawHeader("Content-Length") && !reply.hasRawHeader("Content-Encoding"))
        return reply.rawHeader("Content-Length").trimmed().toLongLong() == body.size();
    // Qt takes a chunked body without its last chunk for a complete one.
    if (isJson(reply) && !body.isEmpty())
        return isWholeJson(body) || isWholeScalar(body) || (proper && isNumber(body));
    return proper;
}

HttpFault faultOf(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::ProxyConnectionRefusedError: return HttpFault::Refused;
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::ProxyNotFoundError: return HttpFault::UnknownHost;
    case QNetworkReply::SslHandshakeFailedError: return HttpFault::Tls;
    case QNetworkReply::TimeoutError: return HttpFault::Timeout;
    default: return HttpFault::Dropped;
    }
}

Error exchangeError(const QNetworkReply &reply, const Progress &progress, bool stopRequested)
{
    const QString host = reply.url().host();
    const ErrorKind doubt = progress.safe ? ErrorKind::Network : ErrorKind::Ambiguous;
    if (progress.tooLarge)
        return httpError(HttpFault::TooLarge, doubt, host);
    if (stopRequested)
        return httpError(
            HttpFault::Cancelled, progress.safe ? ErrorKind::Cancelled : ErrorKind::Ambiguous, host);
    if (progress.timedOut)
        return httpError(HttpFault::Timeout, doubt, host);
    const HttpFault fault = faultOf(reply);
    const bool beforeSending
        = fault == HttpFault::Refused || fault == HttpFault::UnknownHost || fault == HttpFault::Tls;
    Error error = httpError(fault, beforeSending && !progress.sent ? ErrorKind::Network : doubt, host);
    error.detail = reply.errorString().left(500);
    return error;
}

HttpResponse responseOf(const QNetworkReply &reply, QByteArray body)
{
    HttpResponse response;
    response.status = statusOf(reply);
    for (const auto &[name, value] : reply.rawHeaderPairs())
        response.headers.append(HttpHeader{name, value});
    response.body = std::move(body);
    return response;
}

} // namespace

QnamTransport::QnamTransport(QnamTransportOptions options)
    : m_options(std::move(options))
    , m_manager(std::make_unique<QNetworkAccessManager>())
{
    m_manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

QnamTransport::~QnamTransport() = default;

QCoro::Task<Result<HttpResponse>> QnamTransport::send(HttpRequest request, std::stop_token stop)
{
    const auto checked = checkRequest(request);
    if (!checked)
        co_return fail(checked.error());
    if (stop.stop_requested())
        co_return fail(cancelledError());

    QNetworkRequest wire = wireRequest(request, m_options);
    Progress progress;
    progress.safe = isSafe(request.verb);
    std::unique_ptr<OneShotBody> body;
    if (!progress.safe || request.isSigned) {
        wire.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
        wire.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        body = std::make_unique<OneShotBody>(request.body);
    }

    const ReplyPtr reply(m_manager->sendCustomRequest(wire, request.verb, body.get()));
    QTimer deadline;
    deadline.setSingleShot(true);
    watch(reply.get(), progress, m_options.largestAnswer, &deadline);
    QObject::connect(&deadline, &QTimer::timeout, &deadline, [&progress, &reply] {
        progress.timedOut = true;
        abortLater(reply.get());
    });
    deadline.start(request.deadline);
    const std::stop_callback abortOnStop(stop, [&reply] { abortLater(reply.get()); });
    co_await reply.get();

    readInto(progress, reply.get(), m_options.largestAnswer);
    progress.sent = progress.sent || (body && body->wasRead());
    if (progress.tooLarge || !isComplete(*reply, request.verb, progress.body))
        co_return fail(exchangeError(*reply, progress, stop.stop_requested()));
    co_return responseOf(*reply, std::move(progress.body));
}

} // namespace uds
