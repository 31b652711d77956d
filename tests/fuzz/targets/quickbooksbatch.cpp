#include "engine/connectors/quickbooks/quickbookswire.h"
#include "tests/fuzz/targets/outcomerules.h"

#include <cstddef>
#include <cstdint>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

FrozenCall frozenBatch(const QuickBooksWire &wire)
{
    QList<Effect> effects;
    for (int i = 0; i < 4; ++i) {
        Effect effect;
        effect.token = u"token%1"_s.arg(i);
        effect.entity = u"Customer"_s;
        effect.payload = Json::object({{u"DisplayName"_s, u"Ann %1"_s.arg(i)}});
        effects.append(effect);
    }
    const auto call = wire.freeze(effects, u"call"_s);
    demand(call.has_value(), "a batch can be frozen");
    return *call;
}

} // namespace

// The answer to a batch of four.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QuickBooksWire wire(u"9341453000000101"_s);
    static const FrozenCall call = frozenBatch(wire);
    HttpResponse response;
    response.status = 200;
    response.body = QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
    demandSoundOutcomes(call, wire.outcomes(call, response));
    return 0;
}
