#pragma once

#include "engine/api/values.h"
#include "engine/store/inboxrepository.h"
#include "engine/store/linkrepository.h"

namespace uds {

class Database;

/// Everything the store knows about one source record of one stream.
struct RecordFacts {
    QString stream;
    QString sourceEntity;
    QString sourceId;
    QString number;
    std::optional<InboxRow> captured;
    QList<LinkRow> links;
    QList<FailureRow> failures;
    QList<HistoryRow> journey; ///< oldest first
};

/// The one verdict that these facts lead to.
[[nodiscard]] Explanation explained(const RecordFacts &facts);

/// One explanation per record that \a number belongs to; when there is none, one per stream that says so.
[[nodiscard]] Result<QList<Explanation>> explanationsOf(
    Database &database, const QString &number, const QHash<QString, QString> &sourceEntities);

} // namespace uds
