#include "engine/connectors/woocommerce/woocommerceerrors.h"

#include "engine/http/retrypolicy.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QUrl>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// How many brackets in a spoilt body are tried as the start of its JSON.
constexpr int kStartsTried = 40;
constexpr qsizetype kDetailLength = 300;

struct Explanation {
    ErrorKind kind;
    QString code;
    QString message;
    QString hint;
};

QString translated(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

bool isHtml(const HttpResponse &response)
{
    const QByteArray type = headerValue(response.headers, "Content-Type").value_or(QByteArray()).toLower();
    const QByteArray start = response.body.left(200).trimmed().toLower();
    return type.startsWith("text/html") || start.startsWith("<!doctype html") || start.startsWith("<html");
}

/// What the shop itself says: its error object, when there is one.
Json errorBody(const HttpResponse &response)
{
    const auto body = Json::parse(response.body);
    return body && body->isObject() ? *body : Json();
}

Explanation unauthorized(const QString &code, const QString &shopText)
{
    if (code == u"woocommerce_rest_authentication_error"_s && shopText.contains(u"secret"_s))
        return {ErrorKind::Authentication, u"woo.secret"_s,
            translated("The shop knows the consumer key, but the consumer secret does not belong to it."),
            translated("Copy the secret again, or create a new key: the shop shows a secret only once.")};
    if (code == u"woocommerce_rest_authentication_error"_s && shopText.contains(u"permissions"_s))
        return {ErrorKind::Authentication, u"woo.keyRights"_s,
            translated("The consumer key has no right to read."),
            translated("Set its permissions to Read in WooCommerce > Settings > Advanced > REST API.")};
    if (code.startsWith(u"woocommerce_rest_cannot"_s))
        return {ErrorKind::Authentication, u"woo.keyNotSeen"_s,
            translated("The shop does not know the consumer key, or the key did not arrive."),
            translated(
                "Check the key. If it is right, the host drops the Authorization header or does not tell "
                "WordPress that the connection is encrypted.")};
    if (code.startsWith(u"woocommerce_rest"_s))
        return {ErrorKind::Authentication, u"woo.signature"_s,
            translated("The shop refused the credentials."), translated("Create a new key in the shop.")};
    return {ErrorKind::Authentication, u"woo.hostPassword"_s,
        translated("Something in front of the shop asks for a user name and password."),
        translated("Remove the password protection of the site for /wp-json/, or allow this computer.")};
}

Explanation forbidden(const QString &code)
{
    if (code.startsWith(u"woocommerce_rest"_s))
        return {ErrorKind::Authentication, u"woo.userRights"_s,
            translated("The user of the consumer key may not read this."),
            translated("Create the key for an administrator or shop manager.")};
    return {ErrorKind::Configuration, u"woo.blocked"_s,
        translated("A firewall or security plug-in of the shop blocked the request."),
        translated("Allow this computer's address, and the path /wp-json/wc/, there.")};
}

Explanation notFound(const QString &code)
{
    if (code == u"rest_no_route"_s)
        return {ErrorKind::Configuration, u"woo.apiMissing"_s,
            translated("WordPress answers, but it has no WooCommerce API at this address."),
            translated(
                "Check that WooCommerce is active and new enough, and that no plug-in blocks its REST API.")};
    if (!code.isEmpty())
        return {ErrorKind::NotFound, u"woo.notFound"_s, translated("The shop has no such record."), {}};
    return {ErrorKind::Configuration, u"woo.noWordPress"_s,
        translated("There is no WordPress API at this address."),
        translated("Check the shop's address, including its folder. Permalinks must not be set to Plain.")};
}

Explanation serverFailure(int status, const QString &code, const QString &shopText)
{
    if (status == 503)
        return {ErrorKind::Network, u"woo.maintenance"_s,
            translated("The shop is briefly unavailable, as during an update."), {}};
    if (code == u"wp_die"_s && shopText.contains(u"database"_s))
        return {ErrorKind::Network, u"woo.database"_s, translated("The shop cannot reach its database."),
            translated("Tell the shop's host if it stays like this.")};
    if (status == 502 || status == 504)
        return {ErrorKind::Network, u"woo.gateway"_s,
            translated("The web server in front of the shop got no answer from it."), {}};
    return {ErrorKind::Network, u"woo.fatal"_s, translated("A program error in the shop stopped the answer."),
        translated("The shop's PHP error log names the cause; it is often a plug-in or too little memory.")};
}

Explanation explained(const HttpResponse &response, const QString &code, const QString &shopText)
{
    const int status = response.status;
    if (status >= 300 && status < 400) {
        const QUrl target(
            QString::fromUtf8(headerValue(response.headers, "Location").value_or(QByteArray())));
        return {ErrorKind::Configuration, u"woo.redirect"_s,
            translated("The shop sends requests on to %1.")
                .arg(target.adjusted(QUrl::RemoveQuery | QUrl::RemoveUserInfo | QUrl::RemoveFragment)
                         .toString()),
            translated(
                "Use the shop's final address: https or not, with or without www, as the browser shows it. "
                "Permalinks must not be set to Plain.")};
    }
    if (status == 401)
        return unauthorized(code, shopText);
    if (status == 403)
        return forbidden(code);
    if (status == 404)
        return notFound(code);
    if (status == 429)
        return {
            ErrorKind::RateLimited, u"woo.throttled"_s, translated("The shop's host asks to slow down."), {}};
    if (status == 400)
        return {ErrorKind::Validation, u"woo.invalid"_s,
            translated("The shop did not accept a parameter: %1").arg(shopText), {}};
    if (status >= 500)
        return serverFailure(status, code, shopText);
    return {ErrorKind::Validation, u"woo.http.%1"_s.arg(status),
        translated("The shop answered with status %1.").arg(status), {}};
}

Error errorOf(const HttpResponse &response)
{
    const Json body = errorBody(response);
    const QString code = body[u"code"].string();
    const QString shopText = body[u"message"].string();
    const Explanation found = explained(response, code, shopText);
    Error error{found.kind, found.code, found.message, found.hint, {}, {}, std::nullopt};
    error.detail
        = u"%1 %2 %3"_s.arg(QString::number(response.status), code, shopText.left(kDetailLength)).trimmed();
    error.retryAfter = retryAfterOf(response, {});
    return error;
}

/// Plug-ins and PHP notices write before the JSON: the first bracket from which the rest is a document.
std::optional<Json> spoiltDocument(const QByteArray &body)
{
    qsizetype start = -1;
    for (int tried = 0; tried < kStartsTried; ++tried) {
        const qsizetype list = body.indexOf('[', start + 1);
        const qsizetype object = body.indexOf('{', start + 1);
        start = list < 0 || (object >= 0 && object < list) ? object : list;
        if (start < 0)
            return std::nullopt;
        if (auto document = Json::parse(QByteArrayView(body).sliced(start)))
            return *std::move(document);
    }
    return std::nullopt;
}

tl::unexpected<Error> unreadableBody(const HttpResponse &response, const Error &syntax)
{
    const QByteArray start = response.body.left(8).trimmed();
    if (!isHtml(response) && (start.startsWith('[') || start.startsWith('{'))
        && syntax.code == u"json.syntax"_s)
        return fail(ErrorKind::Network, u"woo.truncated"_s, translated("The shop's answer ended too early."),
            {}, syntax.message);
    return fail(ErrorKind::Configuration, u"woo.notJson"_s,
        translated("The shop answered with something else than data: often a web page."),
        translated(
            "A cache, firewall, login page or plug-in stands before the API. Open /wp-json/ of the shop in a "
            "browser: it must show data, not a page."),
        u"%1 bytes, %2"_s.arg(response.body.size())
            .arg(QString::fromLatin1(
                headerValue(response.headers, "Content-Type").value_or("no content type"))));
}

} // namespace

Result<Json> wooDocument(const HttpResponse &response)
{
    if (response.status < 200 || response.status >= 300)
        return fail(errorOf(response));
    auto document = Json::parse(response.body);
    if (document)
        return *std::move(document);
    if (auto inside = spoiltDocument(response.body))
        return *std::move(inside);
    return unreadableBody(response, document.error());
}

bool isTooMuchAtOnce(const Error &error)
{
    static const QStringList codes{
        u"http.timeout"_s, u"http.tooLarge"_s, u"woo.fatal"_s, u"woo.gateway"_s, u"woo.truncated"_s};
    return codes.contains(error.code);
}

} // namespace uds
