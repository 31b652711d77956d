#include "engine/simulators/warehousefault.h"

#include "engine/core/json.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Json textOrNull(const QString &text)
{
    return text.isEmpty() ? Json() : Json(text);
}

} // namespace

HttpResponse warehouseAnswer(const WarehouseFault &fault)
{
    HttpResponse response;
    response.status = fault.status;
    response.headers = {{"Content-Type", "application/json; charset=utf-8"}};
    Json body = Json::object({});
    if (fault.code.isEmpty()) {
        body.set(u"message"_s, fault.message);
        if (!fault.hint.isEmpty())
            body.set(u"hint"_s, fault.hint);
    } else {
        body = Json::object({{u"code"_s, fault.code}, {u"details"_s, textOrNull(fault.details)},
            {u"hint"_s, textOrNull(fault.hint)}, {u"message"_s, fault.message}});
        response.headers.append({"Proxy-Status", "PostgREST; error=" + fault.code.toLatin1()});
    }
    response.body = body.bytes();
    return response;
}

} // namespace uds
