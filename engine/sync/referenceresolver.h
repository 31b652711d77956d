#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/store/journalrepository.h"
#include "engine/store/linkrepository.h"
#include "engine/sync/lookups.h"
#include "engine/sync/plannedchange.h"
#include "engine/sync/streamcontext.h"

#include <QCoroTask>
#include <QSet>

#include <stop_token>

namespace uds {

/// Where one reference of a document leads.
struct ResolvedReference {
    QString remoteId; ///< when the target has the record
    QString businessKey; ///< else: of the change that creates it
    std::optional<Error> error; ///< else: why there is neither
    QStringList notes;
    friend bool operator==(const ResolvedReference &, const ResolvedReference &) = default;
};

struct ResolvedReferences {
    QHash<QString, ResolvedReference> byKey; ///< by referenceKey()
    QList<PlannedChange> changes; ///< creates and adoptions of referenced records, each once
};

/// "Customer customer:17"
[[nodiscard]] QString referenceKey(const Reference &reference);

/// Finds what a window of documents refers to, in bulk: links first, then one look-up per kind of key, then a
/// change that creates the missing record. Remembers what it planned, so that two documents share one create,
/// across windows.
class ReferenceResolver {
public:
    /// What is known of creates planned for earlier windows: in a run the journal, in a dry run only this
    /// object.
    enum class Memory { Journal, Own };

    /// \a context must outlive the resolver.
    ReferenceResolver(StreamContext &context, Memory memory)
        : m_context(context)
        , m_memory(memory)
    {
    }

    /// The target refused a document because of one of these, or of something else: what their links lead to
    /// is looked at before it is used again. Once per run, so that no record goes round in circles.
    void doubt(const QList<Reference> &references);

    [[nodiscard]] QCoro::Task<Result<ResolvedReferences>> resolve(
        QList<Reference> references, std::stop_token stop);

private:
    struct Open; // one reference still looking for its record
    using Found = QHash<QString, QList<Record>>; // records by entity, key and folded text

    [[nodiscard]] QList<Open> distinct(const QList<Reference> &references) const;

    [[nodiscard]] QCoro::Task<Result<void>> forgetDecided();
    [[nodiscard]] QCoro::Task<Result<void>> learnOpen(QList<Open> open);
    using Links = QHash<QString, QList<LinkRow>>; // by referenceKey()
    [[nodiscard]] QCoro::Task<Result<Links>> linksOf(QList<Open> open) const;
    [[nodiscard]] QCoro::Task<Result<void>> dropLost(
        QList<Open> open, Links *links, ResolvedReferences *answer, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> takeLinks(
        QList<Open> *open, ResolvedReferences *answer, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> takeJournal(QList<Open> *open, ResolvedReferences *answer);
    [[nodiscard]] QCoro::Task<Result<void>> search(
        QList<Open> *open, int rank, ResolvedReferences *answer, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> searchAlternatives(QList<Open> *open, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<Found>> find(LookUps lookUps, std::stop_token stop);
    [[nodiscard]] std::optional<ResolvedReference> decide(Open *open, int rank, const Found &found) const;
    [[nodiscard]] ResolvedReference create(const Open &open, ResolvedReferences *answer);
    [[nodiscard]] PlannedChange adoption(const Open &open, const QString &remoteId) const;
    [[nodiscard]] PlannedChange unlinking(const Open &open, const LinkRow &link) const;
    [[nodiscard]] bool isTaken(const QString &entity, const QString &key, const QString &name) const;

    StreamContext &m_context;
    const Memory m_memory;
    QSet<QString> m_learnt; // entities whose open creates are known
    QSet<QString> m_doubted; // reference keys to look at
    QSet<QString> m_checked; // reference keys that were looked at
    QSet<QString> m_gone; // business keys whose record is no longer at the target
    QSet<QString> m_planned; // business keys of creates planned by this resolver
    QHash<QString, QString> m_owners; // entity, key and folded text -> business key of the planned create
    QSet<QString> m_takenNames; // entity, key and folded text of records at the target that are somebody else
};

} // namespace uds
