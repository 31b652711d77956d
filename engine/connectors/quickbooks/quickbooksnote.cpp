#include "engine/connectors/quickbooks/quickbooksnote.h"

#include "engine/connectors/quickbooks/quickbooksentities.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kOpening = "[uds:"_L1;

struct MarkerPlace {
    qsizetype from = -1; ///< of the opening bracket
    qsizetype until = -1; ///< of the closing bracket
    [[nodiscard]] bool isFound() const { return until >= 0; }
};

MarkerPlace markerPlace(const QString &note)
{
    MarkerPlace place;
    place.from = note.lastIndexOf(kOpening);
    if (place.from >= 0)
        place.until = note.indexOf(u']', place.from);
    return place;
}

QString withoutMarker(QString note)
{
    const MarkerPlace place = markerPlace(note);
    if (place.isFound())
        note.remove(place.from, place.until - place.from + 1);
    return note.trimmed();
}

} // namespace

Json quickBooksMarked(const QString &entityName, Json payload, const QString &marker)
{
    const QuickBooksEntity *entity = quickBooksEntity(entityName);
    if (!entity || entity->noteMember.isEmpty() || marker.isEmpty())
        return payload;
    const QString tag = kOpening + marker + u']';
    QString note = withoutMarker(payload[entity->noteMember].string());
    if (!note.isEmpty())
        note = note.left(entity->noteLimit - tag.size() - 1) + u' ';
    payload.set(entity->noteMember, note + tag);
    return payload;
}

QString quickBooksMarkerOf(const QString &entityName, const Json &document)
{
    const QuickBooksEntity *entity = quickBooksEntity(entityName);
    if (!entity || entity->noteMember.isEmpty())
        return {};
    const QString note = document[entity->noteMember].string();
    const MarkerPlace place = markerPlace(note);
    if (!place.isFound())
        return {};
    const qsizetype start = place.from + kOpening.size();
    return note.sliced(start, place.until - start);
}

} // namespace uds
