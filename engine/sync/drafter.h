#pragma once

#include "engine/store/linkrepository.h"
#include "engine/sync/draft.h"
#include "engine/sync/sourcerecord.h"
#include "engine/sync/streamcontext.h"

namespace uds {

/// The pure half of planning: what a record should become, from that record, its links and the facts of both
/// accounts, before the target is asked anything. Everything it holds is constant, so that several threads
/// may draft at once.
class Drafter {
public:
    using LinksByPurpose = QHash<QString, LinkRow>;
    /// What a record belongs to: a refund's order.
    struct Parent {
        QString id;
        Json document; ///< null when the source no longer has it
        LinksByPurpose links;
    };
    using Parents = QHash<QString, Parent>; // by id

    /// \a mapping holds settings and facts; the links are set per record. \a context must outlive the
    /// drafter.
    Drafter(const StreamContext &context, MappingContext mapping);

    /// In dependency order; at least one, which may say that there is nothing to do and why.
    [[nodiscard]] QList<Draft> drafts(
        const SourceRecord &record, const LinksByPurpose &links, const Parents &parents) const;
    /// The change that voids the document of a record that is no longer there.
    [[nodiscard]] Draft voiding(const InboxRow &row, const LinksByPurpose &links) const;
    /// The change that takes the record's copy at the target out of use; nothing to do where its platform
    /// cannot do that.
    [[nodiscard]] Draft archiving(const InboxRow &row, const LinksByPurpose &links) const;
    /// What \a mapping makes of an earlier state of a record; null when it makes nothing of it.
    [[nodiscard]] Json contentOf(
        const QString &mapping, const Json &document, const LinksByPurpose &links) const;
    [[nodiscard]] QString keyOf(const InboxRow &row, const QString &purpose) const;

private:
    [[nodiscard]] Draft nothing(const InboxRow &row) const;
    [[nodiscard]] QList<Draft> routed(
        const InboxRow &row, const Json &document, const LinksByPurpose &links, const Parents &parents) const;
    [[nodiscard]] Draft draft(const InboxRow &row, const Json &document, const Route &route,
        const LinksByPurpose &links, const MappingContext &mapping) const;
    void comeAfter(
        Draft *draft, const QStringList &purposes, const LinksByPurpose &links, const Parent &parent) const;
    void fill(Draft *draft, const MappedRecord &mapped) const;
    void decideAction(Draft *draft, const LinksByPurpose &links) const;

    const StreamContext &m_context;
    const MappingContext m_mapping;
    const bool m_mindsBothSides;
};

} // namespace uds
