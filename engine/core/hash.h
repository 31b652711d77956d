#pragma once

#include <QByteArray>
#include <QList>

namespace uds {

/// Lower-case hex SHA-256.
[[nodiscard]] QByteArray sha256Hex(QByteArrayView bytes);
/// SHA-256 over the parts with their lengths, so that ("ab","c") and ("a","bc") differ.
[[nodiscard]] QByteArray sha256Hex(const QList<QByteArray> &parts);

} // namespace uds
