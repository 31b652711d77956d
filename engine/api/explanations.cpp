#include "engine/api/explanations.h"

#include "engine/api/streamsummaries.h"
#include "engine/core/entitywords.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kJourneyLength = 500;

const FailureRow *failureIn(const RecordFacts &facts, FailureState state)
{
    const auto found = std::find_if(facts.failures.begin(), facts.failures.end(),
        [state](const FailureRow &failure) { return failure.state == state; });
    return found == facts.failures.end() ? nullptr : &*found;
}

const LinkRow *documentLink(const RecordFacts &facts)
{
    const LinkRow *best = nullptr;
    for (const LinkRow &link : facts.links) {
        if (!best || link.purpose == u"document")
            best = &link;
    }
    return best;
}

struct Verdict {
    QString name;
    QString sentence;
    QString hint;
};

std::optional<Verdict> failureVerdict(const RecordFacts &facts)
{
    if (const FailureRow *failure = failureIn(facts, FailureState::NeedsYou))
        return Verdict{u"failed"_s, failure->error.message, failure->error.hint};
    if (failureIn(facts, FailureState::UnknownOutcome))
        return Verdict{u"waiting"_s,
            QCoreApplication::translate("uds",
                "It was sent, but the answer was lost. The next run looks it up before it sends anything."),
            QCoreApplication::translate("uds", "Run the stream.")};
    if (const FailureRow *failure = failureIn(facts, FailureState::WillRetry))
        return Verdict{u"waiting"_s,
            QCoreApplication::translate("uds", "It is tried again by the next run: %1")
                .arg(failure->error.message),
            {}};
    if (failureIn(facts, FailureState::Excluded))
        return Verdict{u"excluded"_s, QCoreApplication::translate("uds", "A person excluded it."),
            QCoreApplication::translate("uds", "Retry it to take it back in.")};
    return std::nullopt;
}

Verdict linkVerdict(const LinkRow &link)
{
    const QString target = link.targetNumber.isEmpty()
        ? QCoreApplication::translate("uds", "%1 with id %2")
              .arg(entityWords(link.targetEntity), link.targetId)
        : QCoreApplication::translate("uds", "%1 %2").arg(entityWords(link.targetEntity), link.targetNumber);
    if (link.gone)
        return {u"gone"_s,
            QCoreApplication::translate("uds", "It was %1, which is no longer at the target.").arg(target),
            QCoreApplication::translate("uds", "Run the stream with this record selected to make it again.")};
    if (link.voided)
        return {
            u"done"_s, QCoreApplication::translate("uds", "It was %1, which was voided.").arg(target), {}};
    return {u"done"_s, QCoreApplication::translate("uds", "It is %1.").arg(target), {}};
}

std::optional<Verdict> inboxVerdict(const RecordFacts &facts)
{
    if (!facts.captured)
        return std::nullopt;
    switch (facts.captured->state) {
    case InboxState::Excluded: {
        const QString reason = facts.captured->reason;
        return Verdict{u"filtered"_s,
            reason.isEmpty() ? QCoreApplication::translate("uds", "A rule of the stream leaves it out.")
                             : reason,
            {}};
    }
    case InboxState::Done:
        return Verdict{u"done"_s, QCoreApplication::translate("uds", "Everything it asks for is done."), {}};
    case InboxState::Failed:
        return Verdict{u"failed"_s, QCoreApplication::translate("uds", "The last try failed."),
            QCoreApplication::translate("uds", "Retry it.")};
    case InboxState::Pending:
    case InboxState::Planned:
        return Verdict{u"waiting"_s,
            QCoreApplication::translate("uds", "It was read and waits for the next run."),
            QCoreApplication::translate("uds", "Run the stream.")};
    }
    Q_UNREACHABLE();
}

bool hasNewerVersion(const RecordFacts &facts)
{
    return facts.captured
        && (facts.captured->state == InboxState::Pending || facts.captured->state == InboxState::Planned);
}

Verdict verdictOf(const RecordFacts &facts)
{
    if (const auto verdict = failureVerdict(facts))
        return *verdict;
    if (hasNewerVersion(facts))
        return *inboxVerdict(facts);
    if (const LinkRow *link = documentLink(facts))
        return linkVerdict(*link);
    if (const auto verdict = inboxVerdict(facts))
        return *verdict;
    return {u"unknown"_s,
        QCoreApplication::translate("uds", "The history names it, but nothing else is known about it."),
        QCoreApplication::translate("uds", "Run the stream with this record selected.")};
}

using RecordKey = std::tuple<qint64, QString, QString>; // stream, source entity, source id

Result<void> findByHistory(Database &database, const QString &number, std::map<RecordKey, RecordFacts> &found)
{
    HistoryFilter filter;
    filter.text = number;
    const Result<QList<HistoryRow>> rows
        = HistoryRepository(database).page(filter, newestFirst(0), kJourneyLength);
    if (!rows)
        return tl::unexpected(rows.error());
    for (const HistoryRow &row : *rows) {
        RecordFacts &facts = found[{row.streamId, row.sourceEntity, row.sourceId}];
        if (facts.number.isEmpty())
            facts.number = row.number;
    }
    return {};
}

Result<void> findByInbox(Database &database, const QString &number, std::map<RecordKey, RecordFacts> &found)
{
    const Result<QList<InboxRow>> rows = InboxRepository(database).byNumber(number);
    if (!rows)
        return tl::unexpected(rows.error());
    for (const InboxRow &row : *rows)
        found[{row.streamId, row.entity, row.sourceId}].number = row.number;
    return {};
}

Result<void> findByLinks(Database &database, const QString &number, const QList<StreamRow> &streams,
    std::map<RecordKey, RecordFacts> &found)
{
    const Result<QList<LinkRow>> rows = LinkRepository(database).byNumber(number);
    if (!rows)
        return tl::unexpected(rows.error());
    for (const LinkRow &link : *rows) {
        for (const StreamRow &stream : streams) {
            const bool fits = stream.sourceIntegration == link.sourceIntegration
                && stream.targetIntegration == link.targetIntegration && link.purpose != u"reference";
            if (fits)
                found[{stream.id, link.sourceEntity, link.sourceId}].number = link.sourceNumber;
        }
    }
    return {};
}

Result<void> addFacts(Database &database, const StreamRow &stream, const RecordKey &key, RecordFacts &facts)
{
    const auto &[streamId, entity, id] = key;
    facts.stream = stream.name;
    facts.sourceEntity = entity;
    facts.sourceId = id;
    const auto captured = InboxRepository(database).bySource(streamId, entity, id);
    if (!captured)
        return tl::unexpected(captured.error());
    facts.captured = *captured;
    const auto links
        = LinkRepository(database).bySource(stream.sourceIntegration, stream.targetIntegration, entity, {id});
    if (!links)
        return tl::unexpected(links.error());
    facts.links = *links;
    const auto failures = FailureRepository(database).bySource(streamId, id);
    if (!failures)
        return tl::unexpected(failures.error());
    facts.failures = *failures;
    HistoryFilter filter;
    filter.streamId = streamId;
    filter.text = id;
    const auto rows = HistoryRepository(database).page(filter, newestFirst(0), kJourneyLength);
    if (!rows)
        return tl::unexpected(rows.error());
    for (const HistoryRow &row : *rows) {
        if (row.sourceEntity == entity && row.sourceId == id)
            facts.journey.prepend(row);
    }
    return {};
}

Result<Explanation> notSeen(
    Database &database, const StreamRow &stream, const QString &number, const QString &sourceEntity)
{
    const Result<CursorRow> cursor = StreamRepository(database).cursor(stream.id, sourceEntity);
    if (!cursor)
        return tl::unexpected(cursor.error());
    Explanation explanation;
    explanation.stream = stream.name;
    explanation.sourceEntity = sourceEntity;
    explanation.number = number;
    explanation.verdict = u"not_seen"_s;
    explanation.sentence = cursor->watermarkUtc.isValid()
        ? QCoreApplication::translate(
            "uds", "No record with this number was seen; everything up to %1 was read.")
              .arg(cursor->watermarkUtc.toUTC().toString(Qt::ISODate))
        : QCoreApplication::translate(
            "uds", "No record with this number was seen; the stream has not read anything yet.");
    explanation.hint = QCoreApplication::translate("uds", "Check the number, or run the stream.");
    return explanation;
}

Result<QList<Explanation>> notSeenAnywhere(Database &database, const QList<StreamRow> &streams,
    const QString &number, const QHash<QString, QString> &sourceEntities)
{
    QList<Explanation> all;
    for (const StreamRow &stream : streams) {
        const Result<Explanation> explanation
            = notSeen(database, stream, number, sourceEntities.value(stream.preset));
        if (!explanation)
            return tl::unexpected(explanation.error());
        all.append(*explanation);
    }
    return all;
}

} // namespace

Explanation explained(const RecordFacts &facts)
{
    const Verdict verdict = verdictOf(facts);
    return {facts.stream, facts.sourceEntity, facts.sourceId, facts.number, verdict.name, verdict.sentence,
        verdict.hint, facts.journey};
}

Result<QList<Explanation>> explanationsOf(
    Database &database, const QString &number, const QHash<QString, QString> &sourceEntities)
{
    const Result<QList<StreamRow>> streams = StreamRepository(database).list();
    if (!streams)
        return tl::unexpected(streams.error());
    std::map<RecordKey, RecordFacts> found;
    if (const auto done = findByHistory(database, number, found); !done)
        return tl::unexpected(done.error());
    if (const auto done = findByInbox(database, number, found); !done)
        return tl::unexpected(done.error());
    if (const auto done = findByLinks(database, number, *streams, found); !done)
        return tl::unexpected(done.error());
    QList<Explanation> all;
    for (auto &[key, facts] : found) {
        const auto stream = std::find_if(streams->begin(), streams->end(),
            [id = std::get<0>(key)](const StreamRow &row) { return row.id == id; });
        if (stream == streams->end())
            continue;
        if (const auto added = addFacts(database, *stream, key, facts); !added)
            return tl::unexpected(added.error());
        all.append(explained(facts));
    }
    return all.isEmpty() ? notSeenAnywhere(database, *streams, number, sourceEntities) : all;
}

} // namespace uds
