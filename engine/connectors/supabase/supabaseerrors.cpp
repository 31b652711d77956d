#include "engine/connectors/supabase/supabaseerrors.h"

#include "engine/core/masking.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestDetail = 300;

QString translated(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

/// The server's own sentence, for the log. Keys in it are an error of somebody else, but never shown.
QString remoteText(const QString &message)
{
    static const QRegularExpression opaqueKey(u"sb_(secret|publishable)_[A-Za-z0-9_-]+"_s);
    QString text = Masker().masked(message);
    return text.replace(opaqueKey, u"sb_\\1_***"_s).left(kLongestDetail);
}

/// The column PostgreSQL names in a sentence like: null value in column "total" of relation "orders", or:
/// column orders.total does not exist.
QString columnIn(const QString &message)
{
    static const QRegularExpression pattern(
        u"(?|column \"([^\"]+)\"|the '([^']+)' column|column (?:\\w+\\.)?(\\w+) does not exist)"_s);
    return pattern.match(message).captured(1);
}

/// A custom status raised by a function of the warehouse: "PT409" is HTTP status 409.
ErrorKind kindOfStatus(int status, ErrorKind otherwise)
{
    switch (status) {
    case 401:
    case 403: return ErrorKind::Authentication;
    case 404: return ErrorKind::NotFound;
    case 409: return ErrorKind::Conflict;
    case 429: return ErrorKind::RateLimited;
    default: return otherwise;
    }
}

std::optional<std::chrono::milliseconds> askedPause(const HttpResponse &response)
{
    bool isNumber = false;
    const int seconds
        = headerValue(response.headers, "Retry-After").value_or(QByteArray()).trimmed().toInt(&isNumber);
    if (!isNumber || seconds < 0)
        return std::nullopt;
    return std::chrono::seconds(seconds);
}

/// What a code without a rule means: the database's own refusals are about the row, others about nothing we
/// know.
SupabaseFault unknownCode(const HttpResponse &response, const Json &body)
{
    const bool isRefusal = response.status >= 400 && response.status < 500;
    SupabaseFault fault;
    fault.effect = isRefusal ? SupabaseEffect::RowRefused : SupabaseEffect::Unknown;
    fault.error = supabaseError(isRefusal ? ErrorKind::Validation : ErrorKind::Network,
        u"supabase."_s + body[u"code"].string(),
        translated(QT_TRANSLATE_NOOP("uds", "The warehouse refused the request with an unknown error %1."))
            .arg(body[u"code"].string()),
        translated(QT_TRANSLATE_NOOP("uds", "Read the details, correct the cause and retry.")));
    return fault;
}

SupabaseFault ruled(const SupabaseErrorRule &rule, const HttpResponse &response, const QString &code)
{
    SupabaseFault fault;
    fault.effect = rule.effect;
    ErrorKind kind = rule.kind;
    if (code.startsWith("PT"_L1))
        kind = kindOfStatus(response.status, kind);
    // Roles without any right answer 42501 with 401: then the key is the wrong one.
    if (code == "42501"_L1 && response.status == 401)
        kind = ErrorKind::Authentication;
    fault.error
        = supabaseError(kind, u"supabase."_s + code, translated(rule.text), translated(rule.nextStep));
    return fault;
}

const SupabaseErrorRule *statusRule(int status)
{
    const QString own = u"http.%1"_s.arg(status);
    if (const SupabaseErrorRule *rule = supabaseErrorRule(own))
        return rule;
    return supabaseErrorRule(status >= 500 ? u"http.5xx" : u"http.other");
}

} // namespace

const SupabaseErrorRule *supabaseErrorRule(QStringView code)
{
    const SupabaseErrorRule *classRule = nullptr;
    for (const SupabaseErrorRule &rule : supabaseErrorRules()) {
        const QLatin1StringView pattern(rule.code);
        if (code == pattern)
            return &rule;
        if (pattern.endsWith(u'*') && code.startsWith(pattern.chopped(1)))
            classRule = &rule;
    }
    return classRule;
}

SupabaseFault supabaseFault(const HttpResponse &response)
{
    const Json body = Json::parse(response.body).value_or(Json());
    const QString code = body[u"code"].string();
    SupabaseFault fault;
    if (code == "21000"_L1 && response.status < 500) // the platform's guard against unfiltered changes
        fault = ruled(*supabaseErrorRule(u"21000.where"), response, code);
    else if (const SupabaseErrorRule *rule = code.isEmpty() ? nullptr : supabaseErrorRule(code))
        fault = ruled(*rule, response, code);
    else if (!code.isEmpty())
        fault = unknownCode(response, body);
    else
        fault = ruled(*statusRule(response.status), response, u"http.%1"_s.arg(response.status));
    fault.error.retryAfter = askedPause(response);
    fault.error.detail = remoteText(body[u"message"].string());
    fault.error.field = columnIn(body[u"message"].string());
    return fault;
}

Error supabaseError(ErrorKind kind, const QString &code, const QString &message, const QString &hint)
{
    Error error;
    error.kind = kind;
    error.code = code;
    error.message = message;
    error.hint = hint;
    return error;
}

} // namespace uds
