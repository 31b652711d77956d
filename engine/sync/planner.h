#pragma once

#include "engine/store/linkrepository.h"
#include "engine/sync/plannedchange.h"
#include "engine/sync/referenceresolver.h"
#include "engine/sync/streamcontext.h"
#include "engine/sync/syncrequest.h"

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

    /// The changes of these records, parents before children.
    [[nodiscard]] QCoro::Task<Result<QList<PlannedChange>>> plan(
        QList<InboxRow> window, std::stop_token stop);

private:
    struct Draft; // a change on its way, with what its mapping said
    using Links = QHash<QString, QHash<QString, LinkRow>>; // source id -> purpose -> link

    [[nodiscard]] QCoro::Task<Result<Links>> links(QList<InboxRow> window) const;
    [[nodiscard]] QCoro::Task<Result<QSet<QString>>> excluded(QList<InboxRow> window) const;
    [[nodiscard]] QString keyOf(const InboxRow &row, const QString &purpose) const;
    [[nodiscard]] QList<Draft> drafts(const InboxRow &row, const QHash<QString, LinkRow> &links) const;
    [[nodiscard]] Draft draft(const InboxRow &row, const Json &record, const Route &route,
        const QHash<QString, LinkRow> &links, const MappingContext &mapping) const;
    void decideAction(Draft *draft, const QHash<QString, LinkRow> &links) const;
    void holdToPlan(QList<Draft> *drafts) const;
    [[nodiscard]] QCoro::Task<Result<void>> waitForOpen(QList<Draft> *drafts) const;
    [[nodiscard]] QCoro::Task<Result<void>> recogniseNumbers(
        QList<Draft> *drafts, std::stop_token stop) const;
    void recognise(Draft *draft, const QList<Record> &sameNumber) const;
    [[nodiscard]] QCoro::Task<Result<void>> recogniseChildren(
        QList<Draft> *drafts, std::stop_token stop) const;
    void orderChildren(QList<Draft> *drafts) const;
    [[nodiscard]] QCoro::Task<Result<void>> checkEdits(QList<Draft> *drafts, std::stop_token stop) const;
    void fillReferences(Draft *draft, const ResolvedReferences &resolved) const;

    StreamContext &m_context;
    const SyncRequest m_request;
    ReferenceResolver m_references;
    MappingContext m_mapping; // settings and facts; links are set per record
};

} // namespace uds
