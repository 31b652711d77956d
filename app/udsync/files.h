#pragma once

#include "engine/core/json.h"

namespace uds::cli {

/// One JSON document from a file, or from standard input for "-". ErrorKind::Configuration, code "file.read".
[[nodiscard]] Result<Json> readJsonFile(const QString &path);
[[nodiscard]] Result<QByteArray> readFile(const QString &path);
/// Writes the file beside its final name, for the user only. ErrorKind::Configuration, code "file.write".
[[nodiscard]] Result<void> writeFile(const QString &path, const QByteArray &bytes);

} // namespace uds::cli
