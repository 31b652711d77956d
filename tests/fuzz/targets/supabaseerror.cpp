#include "engine/connectors/supabase/supabaseanswer.h"
#include "engine/connectors/supabase/supabaseerrors.h"
#include "tests/fuzz/targets/outcomerules.h"

#include <array>
#include <cstddef>
#include <cstdint>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

FrozenCall frozenUpsert()
{
    FrozenCall call;
    call.token = u"call"_s;
    call.verb = "POST";
    call.path = "/rest/v1/customers?on_conflict=id";
    call.body = "[{\"id\":1},{\"id\":2}]";
    call.isBatch = true;
    for (int i = 0; i < 2; ++i) {
        Effect effect;
        effect.token = u"token%1"_s.arg(i);
        effect.entity = u"customers"_s;
        call.effects.append(effect);
    }
    return call;
}

} // namespace

// Any answer of PostgREST, or of the proxy before it, with any status.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const FrozenCall call = frozenUpsert();
    static constexpr std::array kStatuses{400, 401, 403, 404, 409, 413, 416, 429, 500, 503, 504, 200, 201};
    if (size == 0)
        return 0;
    HttpResponse response;
    response.status = kStatuses.at(data[size - 1] % kStatuses.size());
    response.body = QByteArray(reinterpret_cast<const char *>(data), qsizetype(size - 1));
    if (response.status >= 400) {
        const SupabaseFault fault = supabaseFault(response);
        demand(fault.error.code.startsWith(u"supabase.") && !fault.error.message.isEmpty(),
            "an error has its code and a text");
    }
    demandSoundOutcomes(call, supabaseOutcomes(call, response));
    return 0;
}
