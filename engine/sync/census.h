#pragma once

#include "engine/store/linkrepository.h"
#include "engine/store/reconcilerepository.h"
#include "engine/sync/censuscomparison.h"
#include "engine/sync/streamcontext.h"

#include <QCoroTask>

#include <functional>
#include <stop_token>

namespace uds {

struct CensusFinding {
    enum class Kind {
        Lost, ///< at the source, older than the last look, and not known here
        Unbooked, ///< known and done, but without a document
        GoneAtSource, ///< its document is at the target still
        GoneAtTarget, ///< the link leads nowhere
        Duplicate, ///< a document with the mark of a record that has another one
        Shared, ///< a document that two records are linked with
        Unlinked ///< a document with a mark of ours that nothing leads to
    };
    Kind kind = Kind::Lost;
    QString sourceId;
    QString number;
    QString targetEntity;
    QString targetId;
    friend bool operator==(const CensusFinding &, const CensusFinding &) = default;
};
[[nodiscard]] QString censusKindName(CensusFinding::Kind kind); ///< "lost", "duplicate" ...

struct CensusReport {
    QDateTime atUtc;
    int atSource = 0;
    int inLinks = 0;
    int atTarget = 0;
    int explained = 0; ///< at the source without a document: excluded, failed, waiting or not read yet
    int foreign = 0; ///< at the target, not ours
    bool countedSource = true; ///< false when the platform cannot tell its ids
    bool countedTarget = true; ///< false: documents were looked up one by one, so that duplicates go unseen
    bool isCut = false; ///< there were more strangers than are looked at in one census
    QList<CensusFinding> findings;
    friend bool operator==(const CensusReport &, const CensusReport &) = default;
};

/// Counts the ids at the source, in the links and at the target of one stream and says which do not fit
/// together: the net under everything else. Changes nothing.
class Census {
public:
    /// \a context must outlive the census.
    explicit Census(StreamContext &context)
        : m_context(context)
    {
    }
    [[nodiscard]] QCoro::Task<Result<CensusReport>> run(std::stop_token stop);
    /// How the last one of this stream ended.
    struct Last {
        QDateTime atUtc; ///< invalid = there was none
        int findings = 0;
    };
    [[nodiscard]] static Result<Last> last(Database &database, qint64 streamId);

private:
    using Strangers = QHash<QString, QStringList>; // ids by entity
    using Visit = std::function<void(const LinkRow &)>;
    [[nodiscard]] QCoro::Task<Result<void>> visitLinks(Visit visit, std::stop_token stop) const;
    [[nodiscard]] QCoro::Task<Result<void>> countSource(std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> judgeUnlinked(QStringList ids, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<QSet<QString>>> notReadYet(QStringList ids, std::stop_token stop) const;
    [[nodiscard]] QCoro::Task<Result<void>> countTarget(QString entity, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> judgeStrangers(std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> judgeRecords(QString entity, QList<Record> records);
    [[nodiscard]] QCoro::Task<Result<void>> lookForLinks(std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> dropNoted();
    void judgeLink(const LinkRow &link);
    [[nodiscard]] QCoro::Task<Result<void>> remember() const;
    void find(CensusFinding::Kind kind, const LinkRow &link);

    StreamContext &m_context;
    CensusComparison m_comparison;
    CensusReport m_report;
    Strangers m_strangers;
    QHash<QString, LinkRow> m_marks; // of the links, only once there are strangers
};

} // namespace uds
