#include "engine/http/httprequestparser.h"
#include "engine/http/webhookpath.h"
#include "tests/fuzz/targets/demand.h"

#include <cstddef>
#include <cstdint>

using namespace uds;

namespace {

constexpr HttpRequestParser::Limits kLimits{2'000, 4'000};

struct Reading {
    QList<HttpRequest> requests;
    int brokenStatus = 0;
};

Reading readInPieces(const QByteArray &bytes, qsizetype piece)
{
    HttpRequestParser parser(kLimits);
    Reading reading;
    for (qsizetype from = 0; from < bytes.size() && parser.brokenStatus() == 0; from += piece) {
        parser.append(bytes.mid(from, piece));
        while (const auto request = parser.next())
            reading.requests.append(*request);
    }
    reading.brokenStatus = parser.brokenStatus();
    return reading;
}

} // namespace

// The same bytes mean the same requests however the network cuts them, and nothing exceeds the limits.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const qsizetype piece = 1 + data[0] % 64;
    const QByteArray bytes(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    const Reading reading = readInPieces(bytes, piece);
    const Reading other = readInPieces(bytes, 1'000);
    demand(reading.requests == other.requests, "requests do not depend on the pieces");
    for (const HttpRequest &request : reading.requests) {
        demand(request.body.size() <= kLimits.body, "a body stays within its limit");
        if (const auto path = WebhookPath::parsed(request.url.path()))
            demand(WebhookPath::parsed(path->text()) == path, "an address reads back as itself");
    }
    return 0;
}
