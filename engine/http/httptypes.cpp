#include "engine/http/httptypes.h"

#include <algorithm>

namespace uds {

std::optional<QByteArray> headerValue(const QList<HttpHeader> &headers, QByteArrayView name)
{
    const auto found = std::find_if(headers.cbegin(), headers.cend(), [name](const HttpHeader &header) {
        return QByteArrayView(header.name).compare(name, Qt::CaseInsensitive) == 0;
    });
    if (found == headers.cend())
        return std::nullopt;
    return found->value;
}

} // namespace uds
