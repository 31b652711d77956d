#include "engine/http/oneshotbody.h"

#include <cstring>

namespace uds {

OneShotBody::OneShotBody(QByteArray bytes)
    : m_bytes(std::move(bytes))
{
    open(ReadOnly | Unbuffered);
}

qint64 OneShotBody::readData(char *data, qint64 maxSize)
{
    const qint64 count = qMin(maxSize, bytesAvailable());
    if (count == 0)
        return -1;
    std::memcpy(data, m_bytes.constData() + m_offset, std::size_t(count));
    m_offset += count;
    return count;
}

qint64 OneShotBody::writeData(const char *, qint64)
{
    return -1;
}

} // namespace uds
