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
/// are the source's ids counted. Records that the source itself named as deleted are looked up one by one.
class Deletions {
public:
    explicit Deletions(StreamContext &context)
        : m_context(context)
    {
    }
    /// Records of finished links that the source no longer shows and that were not noted before: any after a
    /// full read, those asked for otherwise. \a reader has come to its end.
    [[nodiscard]] QCoro::Task<Result<QList<InboxRow>>> found(
        const Reader *reader, SyncRequest request, std::stop_token stop) const;
    /// The document stays; the history tells why nothing will change it any more.
    [[nodiscard]] QCoro::Task<Result<void>> note(QList<InboxRow> rows, qint64 runId) const;

private:
    [[nodiscard]] QCoro::Task<Result<QList<LinkRow>>> missing(const Reader *reader) const;
    [[nodiscard]] QCoro::Task<Result<QList<LinkRow>>> linked(QStringList ids) const;
    [[nodiscard]] QCoro::Task<Result<QSet<QString>>> census(std::stop_token stop) const;
    /// Which of the records that \a links are of the source shows.
    [[nodiscard]] QCoro::Task<Result<QSet<QString>>> shown(QList<LinkRow> links, std::stop_token stop) const;
    /// Records whose last version was worked off.
    [[nodiscard]] QCoro::Task<Result<QList<InboxRow>>> finished(QList<LinkRow> links) const;
    [[nodiscard]] QString noted() const;

    StreamContext &m_context;
};

} // namespace uds
