#include "engine/core/json.h"

#include "tests/fuzz/targets/demand.h"

#include <cstddef>
#include <cstdint>

using namespace uds;

// Whatever is read can be written, and reads back as the same document.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const Result<Json> json = Json::parse(bytes);
    if (!json) {
        demand(!json.error().code.isEmpty() && !json.error().message.isEmpty(),
            "an error has a code and a message");
        return 0;
    }
    const Result<Json> again = Json::parse(json->bytes());
    demand(again.has_value(), "what was written can be read");
    demand(*again == *json, "and is the same document");
    const QByteArray canonical = json->canonicalBytes();
    demand(Json::parse(canonical)->canonicalBytes() == canonical, "the canonical form is stable");
    return 0;
}
