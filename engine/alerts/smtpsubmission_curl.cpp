#include "engine/alerts/addressguard.h"
#include "engine/alerts/smtpsubmission.h"
#include "engine/http/httperrors.h"

#include <QCoreApplication>

#include <cstring>
#include <memory>

#include <curl/curl.h>
#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct EasyCleanup {
    void operator()(CURL *easy) const { curl_easy_cleanup(easy); }
};
struct ListCleanup {
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyCleanup>;
using List = std::unique_ptr<curl_slist, ListCleanup>;

struct Conversation {
    const SmtpSubmission &submission;
    std::stop_token stop;
    qsizetype sent = 0;
    QByteArray lastLine; // of the server
    bool metPrivate = false;
};

std::size_t readMessage(char *buffer, std::size_t size, std::size_t count, void *user)
{
    auto *conversation = static_cast<Conversation *>(user);
    const QByteArray &message = conversation->submission.message;
    const qsizetype part = qMin(qsizetype(size * count), message.size() - conversation->sent);
    std::memcpy(buffer, message.constData() + conversation->sent, std::size_t(part));
    conversation->sent += part;
    return std::size_t(part);
}

std::size_t noteLine(char *buffer, std::size_t size, std::size_t count, void *user)
{
    const QByteArray line = QByteArray(buffer, qsizetype(size * count)).trimmed();
    if (!line.startsWith("221")) // the good-bye after the answer that matters
        static_cast<Conversation *>(user)->lastLine = line;
    return size * count;
}

int askStop(void *user, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<Conversation *>(user)->stop.stop_requested() ? 1 : 0;
}

// The very address of the connection is looked at: a name that changes its mind in between gains nothing.
curl_socket_t openSocket(void *user, curlsocktype, curl_sockaddr *address)
{
    auto *conversation = static_cast<Conversation *>(user);
    if (!conversation->submission.allowsPrivate && isPrivateAddress(QHostAddress(&address->addr))) {
        conversation->metPrivate = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype, address->protocol);
}

QString remoteLine(const Conversation &conversation)
{
    return QString::fromUtf8(conversation.lastLine).left(300);
}

Error mailError(ErrorKind kind, const QString &code, const QString &message, const Conversation &conversation)
{
    return {kind, code, message,
        kind == ErrorKind::Network
            ? QCoreApplication::translate("uds", "It is tried again by itself.")
            : QCoreApplication::translate("uds", "Correct the settings of the channel."),
        {}, remoteLine(conversation), std::nullopt};
}

Error answerError(long status, const Conversation &conversation)
{
    const QString host = conversation.submission.host;
    if (status >= 500)
        return mailError(ErrorKind::Validation, u"alert.email.refused"_s,
            QCoreApplication::translate("uds", "The mail server %1 refuses the message: %2")
                .arg(host, remoteLine(conversation)),
            conversation);
    return mailError(ErrorKind::Network, u"alert.email.later"_s,
        QCoreApplication::translate("uds", "The mail server %1 does not take the message now: %2")
            .arg(host, remoteLine(conversation)),
        conversation);
}

bool isEncryptionFault(CURLcode code)
{
    return code == CURLE_USE_SSL_FAILED || code == CURLE_SSL_CONNECT_ERROR
        || code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE;
}

Error conversationError(CURLcode code, long status, const Conversation &conversation)
{
    const QString host = conversation.submission.host;
    if (conversation.metPrivate)
        return privateAddressError(host);
    if (code == CURLE_ABORTED_BY_CALLBACK)
        return cancelledError();
    if (code == CURLE_LOGIN_DENIED && status >= 500)
        return mailError(ErrorKind::Authentication, u"alert.email.login"_s,
            QCoreApplication::translate("uds", "The mail server %1 does not accept the user or password.")
                .arg(host),
            conversation);
    if (isEncryptionFault(code))
        return mailError(ErrorKind::Configuration, u"alert.email.encryption"_s,
            QCoreApplication::translate(
                "uds", "No trusted encrypted connection to the mail server %1 could be made.")
                .arg(host),
            conversation);
    if (code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST)
        return mailError(ErrorKind::Network, u"alert.email.unreachable"_s,
            QCoreApplication::translate("uds", "The mail server %1 cannot be reached.").arg(host),
            conversation);
    if (status >= 400)
        return answerError(status, conversation);
    return mailError(ErrorKind::Network, u"alert.email.dropped"_s,
        QCoreApplication::translate("uds", "The conversation with the mail server %1 broke off: %2.")
            .arg(host, QString::fromUtf8(curl_easy_strerror(code))),
        conversation);
}

void setCallbacks(CURL *easy, Conversation &conversation)
{
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, readMessage);
    curl_easy_setopt(easy, CURLOPT_READDATA, &conversation);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, noteLine);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &conversation);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, askStop);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &conversation);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, openSocket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &conversation);
}

void setAddress(CURL *easy, const SmtpSubmission &submission)
{
    const bool isTls = submission.security == SmtpSubmission::Security::Tls;
    const QString host = submission.host.contains(u':') ? u'[' + submission.host + u']' : submission.host;
    const QString url
        = u"%1://%2:%3"_s.arg(isTls ? u"smtps"_s : u"smtp"_s, host, QString::number(submission.port));
    curl_easy_setopt(easy, CURLOPT_URL, url.toUtf8().constData());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_PROXY, ""); // a proxy of the environment would go round the address check
    if (submission.security == SmtpSubmission::Security::StartTls)
        curl_easy_setopt(easy, CURLOPT_USE_SSL, long(CURLUSESSL_ALL));
    if (!submission.authorities.isEmpty())
        curl_easy_setopt(easy, CURLOPT_CAINFO, submission.authorities.toUtf8().constData());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, long(submission.deadline.count()));
    if (!submission.user.isEmpty()) {
        curl_easy_setopt(easy, CURLOPT_USERNAME, submission.user.toUtf8().constData());
        curl_easy_setopt(easy, CURLOPT_PASSWORD, submission.password.constData());
    }
}

List recipientList(const QStringList &recipients)
{
    curl_slist *list = nullptr;
    for (const QString &recipient : recipients)
        list = curl_slist_append(list, (u'<' + recipient + u'>').toUtf8().constData());
    return List(list);
}

bool startCurl()
{
    static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return started;
}

} // namespace

bool canSubmitMail()
{
    return startCurl();
}

Result<QString> submitMail(const SmtpSubmission &submission, std::stop_token stop)
{
    const Easy easy(startCurl() ? curl_easy_init() : nullptr);
    if (!easy)
        return fail(ErrorKind::Internal, u"alert.email.unavailable"_s,
            QCoreApplication::translate("uds", "E-mail could not be started; nothing was sent."));
    Conversation conversation{submission, std::move(stop), 0, {}, false};
    setAddress(easy.get(), submission);
    setCallbacks(easy.get(), conversation);
    const List recipients = recipientList(submission.recipients);
    curl_easy_setopt(easy.get(), CURLOPT_MAIL_FROM, (u'<' + submission.from + u'>').toUtf8().constData());
    curl_easy_setopt(easy.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(easy.get(), CURLOPT_UPLOAD, 1L);
    const CURLcode code = curl_easy_perform(easy.get());
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK)
        return fail(conversationError(code, status, conversation));
    return remoteLine(conversation);
}

} // namespace uds
