#pragma once

#include "engine/sync/draft.h"
#include "engine/sync/streamcontext.h"
#include "engine/sync/syncrequest.h"
#include "engine/sync/twoway.h"

#include <QCoroTask>
#include <QSet>

#include <stop_token>

namespace uds {

/// What the target already holds of a window's changes, and whether somebody else has changed it since: a few
/// bulk look-ups per window, and what they mean for each change.
class TargetCheck {
public:
    /// All must outlive the check. \a doubtful are the inbox ids of records whose links are not to be
    /// trusted.
    TargetCheck(StreamContext &context, const SyncRequest &request, const QSet<qint64> &doubtful,
        const TwoWay &twoWay, const MappingContext &facts);

    /// Creates whose number is already taken: by our own document, which is adopted, or by somebody else's.
    [[nodiscard]] QCoro::Task<Result<void>> recogniseNumbers(
        QList<Draft> *drafts, std::stop_token stop) const;
    /// Creates without a number of their own, once what they refer to is known; and payments of what somebody
    /// else has paid meanwhile.
    [[nodiscard]] QCoro::Task<Result<void>> recogniseChildren(
        QList<Draft> *drafts, std::stop_token stop) const;
    /// Updates and voids of documents that are gone or were edited at the target.
    [[nodiscard]] QCoro::Task<Result<void>> checkEdits(QList<Draft> *drafts, std::stop_token stop) const;

private:
    void recognise(Draft *draft, const QList<Record> &sameNumber) const;
    void refusePaid(QList<Draft> *drafts, const QHash<QString, Record> &parents) const;
    void compare(Draft *draft, const Record &record) const;
    [[nodiscard]] bool isNewerThanPlan(const PlannedChange &change, const Record &record) const;
    void holdChildren(const Draft &draft, QList<Draft> *drafts) const;
    void takeTargetsOwn(Draft *draft, const Record &record) const;
    [[nodiscard]] std::optional<Error> notToBeOverwritten(const Draft &draft, const Record &record) const;
    void blockConflict(Draft *draft, const Record &record, const Error &error) const;
    [[nodiscard]] std::optional<Error> noLongerMeant(const Draft &draft, const Record &record) const;
    void blockDeleted(Draft *draft, QList<Draft> *drafts) const;

    StreamContext &m_context;
    const SyncRequest &m_request;
    const QSet<qint64> &m_doubtful;
    const TwoWay &m_twoWay;
    const MappingContext &m_facts;
};

} // namespace uds
