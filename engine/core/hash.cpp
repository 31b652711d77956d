#include "engine/core/hash.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <array>

namespace uds {

QByteArray sha256Hex(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return hash.result().toHex();
}

QByteArray sha256Hex(const QList<QByteArray> &parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : parts) {
        std::array<char, sizeof(quint64)> length{};
        qToBigEndian(quint64(part.size()), length.data());
        hash.addData(QByteArrayView(length.data(), qsizetype(length.size())));
        hash.addData(part);
    }
    return hash.result().toHex();
}

} // namespace uds
