#include "engine/simulators/warehousegate.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

auto refused(const QString &message, const QString &hint)
{
    return warehouseFault(401, {}, message, {}, hint);
}

WarehouseResult<WarehouseRole> roleOfKey(const WarehouseOptions &options, const QString &key)
{
    const bool isLegacy = key == options.serviceJwt || key == options.anonJwt;
    if (isLegacy && options.legacyKeysDisabled)
        return refused(u"Legacy API keys are disabled"_s,
            u"Your legacy API keys (anon, service_role) were disabled. Re-enable them or use the new "
            "publishable and secret API keys."_s);
    if (key == options.secretKey || key == options.serviceJwt)
        return WarehouseRole::Service;
    if (key == options.publishableKey || key == options.anonJwt)
        return WarehouseRole::Anon;
    return refused(u"Invalid API key"_s, u"Double check your Supabase `anon` or `service_role` API key."_s);
}

/// The bearer is PostgREST's business: a JWT it can read, or the very key, which the gateway swaps for one.
WarehouseResult<WarehouseRole> roleOfBearer(
    const WarehouseOptions &options, const QString &key, WarehouseRole role, const QString &bearer)
{
    if (bearer.isEmpty() && (key == options.serviceJwt || key == options.anonJwt))
        return WarehouseRole::Anon; // nobody signed in
    if (bearer.isEmpty() || bearer == key)
        return role;
    if (bearer == options.serviceJwt)
        return WarehouseRole::Service;
    if (bearer == options.anonJwt)
        return WarehouseRole::Anon;
    if (bearer.count(u'.') == 2)
        return warehouseFault(401, u"PGRST301"_s, u"No suitable key or wrong key type"_s,
            u"None of the keys was able to decode the JWT"_s);
    return warehouseFault(
        401, u"PGRST301"_s, u"Expected 3 parts in JWT; got %1"_s.arg(bearer.count(u'.') + 1));
}

} // namespace

WarehouseResult<WarehouseRole> warehouseRole(const WarehouseOptions &options, const HttpRequest &request)
{
    const QString key = QString::fromLatin1(headerValue(request.headers, "apikey").value_or(QByteArray()));
    const QByteArray agent = headerValue(request.headers, "User-Agent").value_or(QByteArray());
    if (key.isEmpty())
        return refused(
            u"No API key found in request"_s, u"No `apikey` request header or url param was found."_s);
    if (key == options.secretKey && agent.startsWith("Mozilla/"))
        return refused(u"Forbidden use of secret API key in browser"_s,
            u"Secret API keys can only be used in a protected environment and should never be used in a "
            "browser."_s);
    const auto role = roleOfKey(options, key);
    if (!role)
        return role;
    const QString authorization
        = QString::fromLatin1(headerValue(request.headers, "Authorization").value_or(QByteArray()));
    return roleOfBearer(options, key, *role, authorization.section(u' ', 1));
}

} // namespace uds
