#pragma once

#include "engine/connectors/documentfigures.h"

#include <QDate>
#include <QList>
#include <QString>

namespace uds {

/// Days in the company's time zone, both inclusive.
struct ReconcilePeriod {
    QDate from;
    QDate to;
    [[nodiscard]] bool contains(const QDate &day) const { return day >= from && day <= to; }
    friend bool operator==(const ReconcilePeriod &, const ReconcilePeriod &) = default;
};

/// One record of the source, and what is to be expected of it at the target.
struct SourceEntry {
    enum class Expectation {
        Booked, ///< its document has to be there
        Waiting, ///< not worked off yet
        Excluded ///< a rule or a person keeps it out
    };
    QString id;
    QString number;
    QDate day;
    DocumentFigures figures;
    Expectation expectation = Expectation::Booked;
    QString reason; ///< why it waits, is excluded or failed
    QString marker; ///< what its document bears at the target
};

/// One document of the target.
struct TargetEntry {
    QString entity;
    QString id;
    QString number;
    QDate day;
    DocumentFigures figures;
    QString sourceId; ///< of the record it is linked with; empty = with none of this stream
    QString marker; ///< that it bears; empty = none of ours
    bool isOthers = false; ///< linked with a record of something else: not this stream's matter
};

struct ReconcileSides {
    QList<SourceEntry> source;
    QList<TargetEntry> target;
};

} // namespace uds
