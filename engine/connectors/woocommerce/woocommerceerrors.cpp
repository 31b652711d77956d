#include "engine/connectors/woocommerce/woocommerceerrors.h"

#include "engine/connectors/woocommerce/woocommercefaults.h"
#include "engine/core/masking.h"
#include "engine/http/jsonextent.h"
#include "engine/http/retrypolicy.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
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

/// WordPress writes messages with tags and entities in them.
QString plainText(const QString &html)
{
    static const QRegularExpression tags(u"<[^>]*>"_s);
    QString text = html;
    text.remove(tags);
    const QList<QPair<QString, QString>> entities{{u"&quot;"_s, u"\""_s}, {u"&#039;"_s, u"'"_s},
        {u"&#8217;"_s, u"’"_s}, {u"&lt;"_s, u"<"_s}, {u"&gt;"_s, u">"_s}, {u"&amp;"_s, u"&"_s}};
    for (const auto &[entity, character] : entities)
        text.replace(entity, character);
    return text.simplified().left(kDetailLength);
}

Explanation ruled(const WooFaultRule &rule)
{
    return {rule.kind, QString::fromLatin1(rule.code), QCoreApplication::translate("uds", rule.text),
        QCoreApplication::translate("uds", rule.nextStep)};
}

Explanation wrongRights(const QString &shopText)
{
    if (shopText.contains(u"write"_s))
        return {ErrorKind::Authentication, u"woo.keyReadOnly"_s,
            QCoreApplication::translate(
                "uds", "The consumer key may only read; nothing was changed in the shop."),
            QCoreApplication::translate(
                "uds", "Set its permissions to Read/Write in WooCommerce > Settings > Advanced > REST API.")};
    return {ErrorKind::Authentication, u"woo.keyRights"_s,
        QCoreApplication::translate("uds", "The consumer key has no right to read."),
        QCoreApplication::translate(
            "uds", "Set its permissions to Read/Write in WooCommerce > Settings > Advanced > REST API.")};
}

Explanation unauthorized(const QString &code, const QString &shopText)
{
    if (code == u"woocommerce_rest_authentication_error"_s && shopText.contains(u"secret"_s))
        return {ErrorKind::Authentication, u"woo.secret"_s,
            QCoreApplication::translate(
                "uds", "The shop knows the consumer key, but the consumer secret does not belong to it."),
            QCoreApplication::translate(
                "uds", "Copy the secret again, or create a new key: the shop shows a secret only once.")};
    if (code == u"woocommerce_rest_authentication_error"_s && shopText.contains(u"permissions"_s))
        return wrongRights(shopText);
    if (code == u"woocommerce_rest_authentication_error"_s && shopText.contains(u"timestamp"_s))
        return {ErrorKind::Authentication, u"woo.signatureTime"_s,
            QCoreApplication::translate(
                "uds", "The shop refused the signature: this computer's clock differs too much."),
            QCoreApplication::translate("uds", "Set the clock of this computer or of the shop's server.")};
    if (code.startsWith(u"woocommerce_rest_cannot"_s) && code != u"woocommerce_rest_cannot_view"_s) {
        if (const WooFaultRule *rule = wooFaultRule(code))
            return ruled(*rule);
    }
    if (code.startsWith(u"woocommerce_rest_cannot"_s))
        return ruled(*wooFaultRule(u"woocommerce_rest_cannot_view"_s));
    if (code.startsWith(u"woocommerce_rest"_s))
        return ruled(*wooFaultRule(u"woocommerce_rest_authentication_error"_s));
    return {ErrorKind::Authentication, u"woo.hostPassword"_s,
        QCoreApplication::translate(
            "uds", "Something in front of the shop asks for a user name and password."),
        QCoreApplication::translate(
            "uds", "Remove the password protection of the site for /wp-json/, or allow this computer.")};
}

Explanation forbidden(const QString &code)
{
    if (const WooFaultRule *rule = wooFaultRule(code); rule && code != u"woocommerce_rest_cannot_view"_s)
        return ruled(*rule);
    if (code.startsWith(u"woocommerce_rest"_s))
        return {ErrorKind::Authentication, u"woo.userRights"_s,
            QCoreApplication::translate("uds", "The user of the consumer key may not read this."),
            QCoreApplication::translate("uds", "Create the key for an administrator or shop manager.")};
    return {ErrorKind::Configuration, u"woo.blocked"_s,
        QCoreApplication::translate("uds", "A firewall or security plug-in of the shop blocked the request."),
        QCoreApplication::translate(
            "uds", "Allow this computer's address, and the path /wp-json/wc/, there.")};
}

Explanation notFound(const QString &code)
{
    if (const WooFaultRule *rule = wooFaultRule(code))
        return ruled(*rule);
    if (!code.isEmpty())
        return {ErrorKind::NotFound, u"woo.notFound"_s,
            QCoreApplication::translate("uds", "The shop has no such record."),
            QCoreApplication::translate("uds", "Look whether it was deleted in the shop.")};
    return {ErrorKind::Configuration, u"woo.noWordPress"_s,
        QCoreApplication::translate("uds", "There is no WordPress API at this address."),
        QCoreApplication::translate(
            "uds", "Check the shop's address, including its folder. Permalinks must not be set to Plain.")};
}

Explanation serverFailure(int status, const QString &code, const QString &shopText)
{
    if (status == 503)
        return {ErrorKind::Network, u"woo.maintenance"_s,
            QCoreApplication::translate("uds", "The shop is briefly unavailable, as during an update."),
            QCoreApplication::translate("uds", "Nothing to do: it is tried again later.")};
    if (code == u"wp_die"_s && shopText.contains(u"database"_s))
        return {ErrorKind::Network, u"woo.database"_s,
            QCoreApplication::translate("uds", "The shop cannot reach its database."),
            QCoreApplication::translate("uds", "Tell the shop's host if it stays like this.")};
    if (status == 502 || status == 504)
        return {ErrorKind::Network, u"woo.gateway"_s,
            QCoreApplication::translate("uds", "The web server in front of the shop got no answer from it."),
            QCoreApplication::translate(
                "uds", "It is tried again later. If it stays, tell the shop's host.")};
    return {ErrorKind::Network, u"woo.fatal"_s,
        QCoreApplication::translate("uds", "A program error in the shop stopped the answer."),
        QCoreApplication::translate(
            "uds", "The shop's PHP error log names the cause; it is often a plug-in or too little memory.")};
}

Explanation redirected(const HttpResponse &response)
{
    const QUrl target(QString::fromUtf8(headerValue(response.headers, "Location").value_or(QByteArray())));
    return {ErrorKind::Configuration, u"woo.redirect"_s,
        QCoreApplication::translate("uds", "The shop sends requests on to %1.")
            .arg(target.adjusted(QUrl::RemoveQuery | QUrl::RemoveUserInfo | QUrl::RemoveFragment).toString()),
        QCoreApplication::translate("uds",
            "Use the shop's final address: https or not, with or without www, as the browser shows it. "
            "Permalinks must not be set to Plain.")};
}

/// What the shop says about a record or a parameter. A plug-in's own code is shown with its own words.
Explanation refused(int status, const QString &code, const QString &shopText)
{
    if (const WooFaultRule *rule = wooFaultRule(code)) {
        Explanation found = ruled(*rule);
        if (code == u"rest_invalid_param"_s || code == u"rest_missing_callback_param"_s)
            found.message += u' ' + shopText;
        return found;
    }
    if (!code.isEmpty())
        return {ErrorKind::Validation, u"woo.refused"_s,
            QCoreApplication::translate("uds", "The shop refused the request: %1").arg(shopText),
            QCoreApplication::translate("uds",
                "The reason comes from the shop or one of its plug-ins. Correct the record, then retry it.")};
    return {ErrorKind::Validation, u"woo.http.%1"_s.arg(status),
        QCoreApplication::translate("uds", "The shop answered with status %1.").arg(status),
        QCoreApplication::translate(
            "uds", "Something in front of the shop answered. Retry; if it stays, tell the shop's host.")};
}

Explanation explained(const HttpResponse &response, const QString &code, const QString &shopText)
{
    const int status = response.status;
    if (status >= 300 && status < 400)
        return redirected(response);
    if (status == 401)
        return unauthorized(code, shopText);
    if (status == 403)
        return forbidden(code);
    if (status == 404)
        return notFound(code);
    if (status == 429)
        return {ErrorKind::RateLimited, u"woo.throttled"_s,
            QCoreApplication::translate("uds", "The shop's host asks to slow down."),
            QCoreApplication::translate("uds", "Nothing to do: it is tried again later.")};
    const WooFaultRule *rule = wooFaultRule(code);
    const bool isServersFault = status >= 500 && (!rule || rule->kind == ErrorKind::Network);
    return isServersFault ? serverFailure(status, code, shopText) : refused(status, code, shopText);
}

/// Names the field of rest_invalid_param, whose data lists them.
QString fieldOf(const Json &body)
{
    const Json &params = body[u"data"][u"params"];
    if (params.isArray())
        return params.array().isEmpty() ? QString() : params.array().first().scalarText();
    return params.object().isEmpty() ? QString() : params.object().first().name;
}

tl::unexpected<Error> truncated(const Error &syntax)
{
    return fail(ErrorKind::Network, u"woo.truncated"_s,
        QCoreApplication::translate("uds", "The shop's answer ended too early."),
        QCoreApplication::translate(
            "uds", "Retry it later. If it stays like this, the shop's host or a plug-in cuts long answers."),
        syntax.message);
}

tl::unexpected<Error> unreadableData(const Error &reason)
{
    return fail(ErrorKind::Validation, u"woo.unreadable"_s,
        QCoreApplication::translate("uds", "The shop's data cannot be read: %1").arg(reason.message),
        QCoreApplication::translate("uds",
            "A plug-in of the shop writes data that is no valid JSON. Correct the record in the shop, then "
            "retry it."),
        reason.code);
}

tl::unexpected<Error> notData(const HttpResponse &response)
{
    return fail(ErrorKind::Configuration, u"woo.notJson"_s,
        QCoreApplication::translate(
            "uds", "The shop answered with something else than data: often a web page."),
        QCoreApplication::translate("uds",
            "A cache, firewall, login page or plug-in stands before the API. Open /wp-json/ of the shop in a "
            "browser: it must show data, not a page."),
        u"%1 bytes, %2"_s.arg(response.body.size())
            .arg(QString::fromLatin1(
                headerValue(response.headers, "Content-Type").value_or("no content type"))));
}

/// Plug-ins and PHP notices write before the JSON: the first bracket from which the rest is a document. One
/// that is never closed ends the search, because a list inside it is not the answer.
Result<Json> documentAfterNoise(const HttpResponse &response)
{
    const QByteArrayView body = response.body;
    qsizetype start = -1;
    for (int tried = 0; tried < kStartsTried; ++tried) {
        const qsizetype list = body.indexOf('[', start + 1);
        const qsizetype object = body.indexOf('{', start + 1);
        start = list < 0 || (object >= 0 && object < list) ? object : list;
        if (start < 0)
            break;
        auto document = Json::parse(body.sliced(start));
        if (document)
            return document;
        if (document.error().code != u"json.syntax"_s)
            return unreadableData(document.error());
        if (!isHtml(response) && isCutJson(body.sliced(start)))
            return truncated(document.error());
    }
    return notData(response);
}

} // namespace

Error wooError(const HttpResponse &response)
{
    const Json body = errorBody(response);
    const QString code = body[u"code"].string();
    const QString shopText = plainText(body[u"message"].string());
    const Explanation found = explained(response, code, shopText);
    Error error{found.kind, found.code, found.message, found.hint, fieldOf(body), {}, std::nullopt};
    const QString detail = u"%1 %2 %3"_s.arg(QString::number(response.status), code, shopText);
    error.detail = Masker().masked(detail.left(kDetailLength)).trimmed();
    error.retryAfter = retryAfterOf(response, {});
    return error;
}

Result<Json> wooDocument(const HttpResponse &response)
{
    if (response.status < 200 || response.status >= 300)
        return fail(wooError(response));
    auto document = Json::parse(response.body);
    if (document)
        return *std::move(document);
    return documentAfterNoise(response);
}

bool isTooMuchAtOnce(const Error &error)
{
    static const QStringList codes{u"http.timeout"_s, u"http.tooLarge"_s, u"woo.fatal"_s, u"woo.gateway"_s,
        u"woo.truncated"_s, u"woo.unreadable"_s};
    return codes.contains(error.code);
}

} // namespace uds
