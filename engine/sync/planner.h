#pragma once

#include "engine/sync/drafter.h"
#include "engine/sync/referenceresolver.h"
#include "engine/sync/streamcontext.h"
#include "engine/sync/syncrequest.h"
#include "engine/sync/targetcheck.h"
#include "engine/sync/twoway.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// Decides what one window of records leads to. It cannot send: its connectors are readers. Whatever it
/// decides for a record depends on that record, its links, the facts of both accounts and what the target
/// answered, never on time.
class Planner {
public:
    /// \a context must outlive the planner.
    Planner(StreamContext &context, SyncRequest request, ReferenceResolver::Memory memory);

    /// Reads the facts of both accounts; once, before the first window.
    [[nodiscard]] QCoro::Task<Result<void>> prepare(std::stop_token stop);
    /// Hash of everything besides the records that decides what they map to: preset, settings and facts.
    [[nodiscard]] QByteArray fingerprint() const;

    /// The target refused these records because something they need is gone: their links are looked at before
    /// they are followed again.
    void doubt(const QSet<qint64> &inboxIds) { m_doubtful.unite(inboxIds); }
    /// The changes of these records, parents before children.
    [[nodiscard]] QCoro::Task<Result<QList<PlannedChange>>> plan(
        QList<SourceRecord> window, std::stop_token stop);
    /// The stream voids documents of records that were deleted at the source; else they are kept.
    [[nodiscard]] bool voidsDeleted() const;
    /// Or takes them out of use.
    [[nodiscard]] bool archivesDeleted() const;
    /// The changes that void the documents of these records, or take them out of use.
    [[nodiscard]] QCoro::Task<Result<QList<PlannedChange>>> planVoids(
        QList<InboxRow> deleted, std::stop_token stop) const;

private:
    using Links = QHash<QString, Drafter::LinksByPurpose>; // by source id

    [[nodiscard]] QCoro::Task<Result<Links>> links(QList<SourceRecord> window) const;
    [[nodiscard]] QCoro::Task<Result<Drafter::Parents>> parents(
        QList<SourceRecord> window, std::stop_token stop) const;
    [[nodiscard]] QCoro::Task<Result<QList<PlannedChange>>> dropDeleted(
        QList<SourceRecord> window, Links *links, std::stop_token stop) const;
    [[nodiscard]] QCoro::Task<QList<Draft>> drafted(
        QList<SourceRecord> window, Links links, Drafter::Parents parents) const;
    [[nodiscard]] QCoro::Task<Result<void>> leaveOut(QList<Draft> *drafts) const;
    void holdToPlan(QList<Draft> *drafts) const;
    [[nodiscard]] QCoro::Task<Result<void>> waitForOpen(QList<Draft> *drafts) const;
    [[nodiscard]] QCoro::Task<Result<void>> recogniseNames(QList<Draft> *drafts, std::stop_token stop);
    void takeName(Draft *draft, const ResolvedReferences &resolved) const;
    void waitForParents(QList<Draft> *drafts) const;
    void orderChildren(QList<Draft> *drafts) const;
    void fillReferences(Draft *draft, const ResolvedReferences &resolved) const;

    StreamContext &m_context;
    const SyncRequest m_request;
    QSet<qint64> m_doubtful; // inbox ids
    TwoWay m_twoWay;
    TargetCheck m_target;
    ReferenceResolver m_references;
    MappingContext m_mapping; // settings and facts
    std::optional<Drafter> m_drafter; // once the facts are known
};

} // namespace uds
