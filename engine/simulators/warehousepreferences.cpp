#include "engine/simulators/warehousepreferences.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// False for a preference PostgREST does not know.
bool take(const QByteArray &item, WarehousePreferences *preferences)
{
    if (item == "return=representation")
        preferences->returnsRows = true;
    else if (item == "return=headers-only")
        preferences->returnsHeaders = true;
    else if (item.startsWith("max-affected="))
        preferences->mostAffected = item.mid(item.indexOf('=') + 1).toLongLong();
    else if (item == "count=exact")
        preferences->counts = true;
    else if (item == "missing=default")
        preferences->missingIsDefault = true;
    else if (item == "resolution=merge-duplicates")
        preferences->merges = true;
    else if (item == "resolution=ignore-duplicates")
        preferences->ignoresDuplicates = true;
    else if (item != "return=minimal" && item != "handling=strict" && item != "handling=lenient")
        return false;
    preferences->applied.append(item);
    return true;
}

} // namespace

WarehouseResult<WarehousePreferences> WarehousePreferences::parse(const QList<HttpHeader> &headers)
{
    WarehousePreferences preferences;
    QByteArrayList unknown;
    for (const QByteArray &part : headerValue(headers, "Prefer").value_or(QByteArray()).split(',')) {
        const QByteArray item = part.trimmed();
        // "tx" is known, and without effect unless the server is set up for it.
        if (!item.isEmpty() && !item.startsWith("tx=") && !take(item, &preferences))
            unknown.append(item);
    }
    if (!preferences.applied.contains("handling=strict"))
        preferences.mostAffected.reset();
    if (!unknown.isEmpty() && preferences.applied.contains("handling=strict"))
        return warehouseFault(400, u"PGRST122"_s, u"Invalid preferences given with handling=strict"_s,
            u"Invalid preferences: "_s + QString::fromLatin1(unknown.join(", ")));
    return preferences;
}

} // namespace uds
