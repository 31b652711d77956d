#include "engine/simulators/shopfault.h"

namespace uds {

using namespace Qt::StringLiterals;

tl::unexpected<ShopFault> shopFault(int status, const QString &code, const QString &message)
{
    return tl::unexpected(ShopFault{status, code, message, Json()});
}

tl::unexpected<ShopFault> shopBadParameter(
    const QString &name, const QString &detailCode, const QString &message)
{
    const Json detail = Json::object({{u"code"_s, detailCode}, {u"message"_s, message}, {u"data"_s, Json()}});
    const Json data = Json::object({{u"status"_s, 400}, {u"params"_s, Json::object({{name, message}})},
        {u"details"_s, Json::object({{name, detail}})}});
    return tl::unexpected(ShopFault{400, u"rest_invalid_param"_s, u"Invalid parameter(s): "_s + name, data});
}

Json shopFaultBody(const ShopFault &fault)
{
    const Json plain = Json::object({{u"status"_s, fault.status}});
    return Json::object({{u"code"_s, fault.code}, {u"message"_s, fault.message},
        {u"data"_s, fault.data.isNull() ? plain : fault.data}});
}

HttpResponse shopFaultAnswer(const ShopFault &fault)
{
    return {fault.status, {}, shopFaultBody(fault).bytes()};
}

} // namespace uds
