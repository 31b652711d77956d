#pragma once

#include "engine/core/result.h"
#include "engine/sync/reader.h"

#include <QCoroTask>
#include <QHash>

namespace uds {

class Store;

/// Parsed documents of records that a run has captured and not planned yet: they need not be read from the
/// store and parsed a second time.
class RecentDocuments {
public:
    /// What was captured last; what was kept before is forgotten: most of it is planned by then, and the
    /// store has the rest.
    void replace(const QList<SourcePage> &pages);
    /// The records of these rows, which have no documents, with each document from here or from \a store.
    /// What is taken is forgotten.
    [[nodiscard]] QCoro::Task<Result<QList<SourceRecord>>> complete(Store &store, QList<InboxRow> rows);

private:
    [[nodiscard]] Json take(const InboxRow &row);

    struct Kept {
        QByteArray contentHash; // another version may have been captured meanwhile
        Json document;
    };
    QHash<QString, Kept> m_documents; // by source id
};

} // namespace uds
