#pragma once

#include "engine/store/inboxrepository.h"
#include "engine/store/linkrepository.h"
#include "engine/sync/reader.h"
#include "engine/sync/streamcontext.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// Finds what was deleted or put into the trash at the source although a document of it is at the target. No
/// change tells of it, so a full read compares what it saw with the links, and only when something is missing
/// are the source's ids counted.
class Deletions {
public:
    explicit Deletions(StreamContext &context)
        : m_context(context)
    {
    }
    /// Records of finished links that the source no longer shows and that were not noted before. \a reader
    /// has come to its end.
    [[nodiscard]] QCoro::Task<Result<QList<InboxRow>>> found(
        const Reader *reader, std::stop_token stop) const;
    /// The document stays; the history tells why nothing will change it any more.
    [[nodiscard]] QCoro::Task<Result<void>> note(QList<InboxRow> rows, qint64 runId) const;

private:
    [[nodiscard]] QCoro::Task<Result<QList<LinkRow>>> missing(const Reader *reader) const;
    [[nodiscard]] QCoro::Task<Result<QSet<QString>>> census(std::stop_token stop) const;
    [[nodiscard]] QString noted() const;

    StreamContext &m_context;
};

} // namespace uds
