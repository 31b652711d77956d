#pragma once

#include "engine/core/json.h"

#include <QFile>
#include <QString>

namespace uds::test {

/// Bytes of a recorded QuickBooks file.
[[nodiscard]] inline QByteArray recordedBytes(const QString &name)
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/quickbooks/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.readAll();
}

[[nodiscard]] inline Json recorded(const QString &name)
{
    const Result<Json> document = Json::parse(recordedBytes(name));
    if (!document)
        qFatal("%s is not JSON", qPrintable(name));
    return *document;
}

} // namespace uds::test
