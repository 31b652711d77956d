#include "engine/connectors/quickbooks/quickbookswire.h"
#include "tests/fuzz/targets/outcomerules.h"

#include <array>
#include <cstddef>
#include <cstdint>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

FrozenCall frozenCreate(const QuickBooksWire &wire)
{
    Effect effect;
    effect.token = u"token"_s;
    effect.entity = u"Customer"_s;
    effect.payload = Json::object({{u"DisplayName"_s, u"Ann"_s}});
    const auto call = wire.freeze({effect}, u"call"_s);
    demand(call.has_value(), "a customer can be frozen");
    return *call;
}

} // namespace

// The answer to one request, with any status.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QuickBooksWire wire(u"9341453000000101"_s);
    static const FrozenCall call = frozenCreate(wire);
    static constexpr std::array kStatuses{200, 400, 401, 403, 404, 413, 429, 500, 502, 503};
    if (size == 0)
        return 0;
    HttpResponse response;
    response.status = kStatuses.at(data[size - 1] % kStatuses.size());
    response.body = QByteArray(reinterpret_cast<const char *>(data), qsizetype(size - 1));
    demandSoundOutcomes(call, wire.outcomes(call, response));
    return 0;
}
