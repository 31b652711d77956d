#include "engine/alerts/alertpost.h"

#include "engine/alerts/addressguard.h"
#include "engine/alerts/mailmessage.h"
#include "engine/alerts/smtpsubmission.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestAnswer = 300;
constexpr qint64 kLargestAnswer = 64 * 1024;

SmtpSubmission::Security securityOf(const QString &name)
{
    if (name == u"none")
        return SmtpSubmission::Security::None;
    return name == u"tls" ? SmtpSubmission::Security::Tls : SmtpSubmission::Security::StartTls;
}

SmtpSubmission submissionOf(const Json &settings, const Json &secrets, const OutgoingAlert &alert)
{
    SmtpSubmission submission;
    submission.host = settings[u"host"].string();
    submission.port = quint16(settings[u"port"].integer().value_or(587));
    submission.security = securityOf(settings[u"security"].string());
    submission.user = settings[u"user"].string();
    submission.password = secrets[u"password"].string().toUtf8();
    submission.from = settings[u"from"].string();
    submission.recipients = namesFromJson(settings[u"recipients"]);
    submission.allowsPrivate = settings[u"allow_private"].boolean();
    submission.message = mailBytes({submission.from, submission.recipients, alertTitle(alert.message),
        alertText(alert.message), alert.id, alert.message.createdUtc});
    return submission;
}

// The other side's words are shown to people: one line, no control characters.
QString answerLine(const HttpResponse &response)
{
    QString body = QString::fromUtf8(response.body.left(kLongestAnswer));
    for (QChar &character : body) {
        if (!character.isPrint())
            character = u' ';
    }
    return u"HTTP %1 %2"_s.arg(QString::number(response.status), body.simplified()).trimmed();
}

Result<QString> verdictOn(const HttpResponse &response, const QString &host)
{
    if (response.status >= 200 && response.status < 300)
        return answerLine(response);
    const bool isLater = response.status == 429 || response.status == 408 || response.status >= 500;
    Error error;
    error.kind = response.status == 429 ? ErrorKind::RateLimited
        : isLater                       ? ErrorKind::Network
                                        : ErrorKind::Validation;
    error.code = isLater ? u"alert.webhook.later"_s : u"alert.webhook.refused"_s;
    error.message
        = QCoreApplication::translate("uds", "%1 did not take the alert: %2").arg(host, answerLine(response));
    error.hint = isLater
        ? QCoreApplication::translate("uds", "It is tried again by itself.")
        : QCoreApplication::translate("uds", "Check the address and secrets of the channel.");
    return fail(error);
}

} // namespace

AlertPost::AlertPost(Clock &clock, Background &background, AlertPostOptions options)
    : m_clock(clock)
    , m_background(background)
    , m_options(std::move(options))
{
}

QCoro::Task<Result<QString>> AlertPost::send(
    AlertChannel channel, Json secrets, OutgoingAlert alert, std::stop_token stop)
{
    const bool allowsPrivate = channel.settings[u"allow_private"].boolean();
    switch (channel.kind) {
    case ChannelKind::Email: co_return co_await sendMail(channel, secrets, alert, stop);
    case ChannelKind::Slack: {
        const HttpRequest request = slackRequest(channel.settings, secrets, alert);
        co_return co_await sendRequest(request, allowsPrivate, stop);
    }
    case ChannelKind::Webhook: {
        const HttpRequest request = webhookRequest(channel.settings, secrets, alert, m_clock.nowUtc());
        co_return co_await sendRequest(request, allowsPrivate, stop);
    }
    case ChannelKind::Desktop: break;
    }
    co_return fail(ErrorKind::Configuration, u"alert.desktop"_s,
        QCoreApplication::translate("uds", "No desktop program is open that could show it."),
        QCoreApplication::translate("uds", "Open the desktop program with this profile."));
}

QCoro::Task<Result<QString>> AlertPost::sendMail(
    AlertChannel channel, Json secrets, OutgoingAlert alert, std::stop_token stop)
{
    SmtpSubmission submission = submissionOf(channel.settings, secrets, alert);
    submission.authorities = m_options.authorities;
    submission.deadline = m_options.deadline;
    Result<QString> answer = fail(Error());
    const std::vector<Background::Job> jobs{
        [&answer, &submission, stop] { answer = submitMail(submission, stop); }};
    co_await m_background.finish(jobs);
    co_return answer;
}

// A transport of its own for every request: no connection to an address that was checked earlier is used
// again.
QCoro::Task<Result<QString>> AlertPost::sendRequest(
    HttpRequest request, bool allowsPrivate, std::stop_token stop)
{
    const QString host = request.url.host();
    if (!allowsPrivate) {
        const Result<void> isPublic = co_await checkPublicHost(host, &m_background);
        if (!isPublic)
            co_return tl::unexpected(isPublic.error());
    }
    request.deadline = m_options.deadline;
    QnamTransport transport({m_options.tls, kLargestAnswer});
    const Result<HttpResponse> response = co_await transport.send(request, stop);
    if (!response)
        co_return tl::unexpected(response.error());
    co_return verdictOn(*response, host);
}

bool isTemporary(const Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::RateLimited
        || error.kind == ErrorKind::Ambiguous || error.kind == ErrorKind::Cancelled;
}

} // namespace uds
