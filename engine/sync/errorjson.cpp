#include "engine/sync/errorjson.h"

namespace uds {

using namespace Qt::StringLiterals;

Json errorToJson(const Error &error)
{
    return Json::object(
        {{u"kind"_s, errorKindName(error.kind)}, {u"code"_s, error.code}, {u"message"_s, error.message},
            {u"hint"_s, error.hint}, {u"field"_s, error.field}, {u"detail"_s, error.detail}});
}

Error errorFromJson(const Json &json)
{
    Error error;
    error.kind = errorKindFromName(json[u"kind"].string()).value_or(ErrorKind::Internal);
    error.code = json[u"code"].string();
    error.message = json[u"message"].string();
    error.hint = json[u"hint"].string();
    error.field = json[u"field"].string();
    error.detail = json[u"detail"].string();
    return error;
}

} // namespace uds
