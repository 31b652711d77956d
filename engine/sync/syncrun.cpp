#include "engine/sync/syncrun.h"

#include "engine/connectors/connectorsender.h"
#include "engine/core/clock.h"
#include "engine/store/failurerepository.h"
#include "engine/store/settingsrepository.h"
#include "engine/store/store.h"
#include "engine/sync/brake.h"
#include "engine/sync/deletions.h"
#include "engine/sync/errorjson.h"
#include "engine/sync/journal.h"
#include "engine/sync/planner.h"
#include "engine/sync/quarantine.h"
#include "engine/sync/reader.h"
#include "engine/sync/recentdocuments.h"
#include "engine/sync/recovery.h"
#include "engine/sync/sender.h"
#include "engine/sync/syncrules.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A multiple of the page size and of the usual batch size: full pages in, full batches out.
constexpr int kWindow = 600;
constexpr int kRecoveryRounds = 9;
constexpr auto kFirstRecoveryPause = 1s;

/// What a full read that is finished, or one that is under way, was made with.
QString fingerprintKey(qint64 streamId)
{
    return u"stream/%1/fingerprint"_s.arg(streamId);
}
QString beganWithKey(qint64 streamId)
{
    return u"stream/%1/full-read-began-with"_s.arg(streamId);
}

QString modeName(SyncRequest::Mode mode)
{
    switch (mode) {
    case SyncRequest::Mode::Incremental: return u"incremental"_s;
    case SyncRequest::Mode::Full: return u"full"_s;
    case SyncRequest::Mode::SelectedIds: return u"ids"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

struct SyncRun::Parts {
    Parts(StreamContext &context, const SyncRequest &asked, RunRow opened, ConnectorSender &target,
        std::function<void()> onCall)
        : request(asked)
        , run(std::move(opened))
        , settlement(context, run.id, tally)
        , quarantine(context, run.id)
        , planner(context, request, ReferenceResolver::Memory::Journal)
        , journal(context, run.id, tally)
        , reader(context, request)
        , sender(context, target, settlement, std::move(onCall))
        , recovery(context, target, settlement)
    {
    }

    SyncRequest request;
    RunRow run;
    RunTally tally;
    Settlement settlement;
    Quarantine quarantine;
    Planner planner;
    std::optional<Brake> brake; // once the run is about to plan
    Journal journal;
    Reader reader;
    Sender sender;
    Recovery recovery;
    RecentDocuments recent; // of what was captured and not yet planned
    QSet<qint64> planned; // inbox ids this run has decided about
    int pending = 0; // captured and not yet planned
    std::optional<Error> readError; // what is captured is still worked off
};

SyncRun::SyncRun(StreamContext &context, Progress progress)
    : m_context(context)
    , m_progress(std::move(progress))
{
}

void SyncRun::report(const Parts &parts, SyncProgress::Stage stage)
{
    m_progress({parts.run.id, stage, parts.tally.counts(), parts.reader.expected()});
}

QCoro::Task<Result<RunRow>> SyncRun::execute(
    SyncRequest request, ConnectorSender &sender, std::stop_token stop)
{
    RunRow row;
    row.streamId = m_context.stream.id;
    row.trigger = request.trigger;
    row.mode = modeName(request.mode);
    row.state = RunState::Running;
    row.startedUtc = m_context.clock.nowUtc();
    const auto change = [row](Database &database) { return RunRepository(database).insert(row); };
    const auto id = co_await m_context.store.write(change);
    if (!id)
        co_return fail(id.error());
    row.id = *id;
    std::unique_ptr<Parts> parts;
    parts = std::make_unique<Parts>(
        m_context, request, row, sender, [this, &parts] { report(*parts, SyncProgress::Stage::Sending); });
    Result<void> outcome = co_await work(*parts, stop);
    co_await parts->sender.close();
    const Result<void> released = co_await parts->quarantine.close();
    if (outcome)
        outcome = released;
    co_return co_await close(*parts, outcome, stop.stop_requested());
}

QCoro::Task<Result<void>> SyncRun::work(Parts &parts, std::stop_token stop)
{
    if (const auto sends = maySend(m_context.stream.settings); !sends)
        co_return fail(sends.error());
    report(parts, SyncProgress::Stage::Recovering);
    if (const auto recovered = co_await recover(parts, stop); !recovered)
        co_return fail(recovered.error());
    if (const auto ready = co_await parts.planner.prepare(stop); !ready)
        co_return fail(ready.error());
    auto brake = co_await Brake::of(m_context, parts.request);
    if (!brake)
        co_return fail(brake.error());
    parts.brake = std::move(*brake);
    if (const auto done = co_await readAndSend(parts, stop); !done)
        co_return fail(done.error());
    if (const auto done = co_await settleDeletions(parts, stop); !done)
        co_return fail(done.error());
    if (const auto recovered = co_await recover(parts, stop); !recovered)
        co_return fail(recovered.error());
    if (parts.request.mode == SyncRequest::Mode::Full && !stop.stop_requested())
        co_return co_await rememberFingerprint(parts);
    co_return Result<void>();
}

// Rounds of looking up what is unknown, then sending what waited for it, until nothing is unknown or patience
// ends.
QCoro::Task<Result<void>> SyncRun::recover(Parts &parts, std::stop_token stop)
{
    std::chrono::milliseconds pause = kFirstRecoveryPause;
    for (int attempt = 0; attempt < kRecoveryRounds && !stop.stop_requested(); ++attempt) {
        if (const auto looked = co_await parts.recovery.round(stop); !looked)
            co_return fail(looked.error());
        if (const auto sent = co_await sendOpen(parts, stop); !sent)
            co_return fail(sent.error());
        const auto query = [holding = parts.recovery.holding()](Database &database) {
            return IntentClaims(database).countByState(holding, {IntentState::Ambiguous});
        };
        const auto left = co_await m_context.store.read(query);
        if (!left)
            co_return fail(left.error());
        if (*left == 0)
            break;
        co_await m_context.clock.sleepFor(pause, stop);
        pause *= 2;
    }
    co_return Result<void>();
}

// Intents that were journaled and not sent: by a run that was stopped or killed, or held back by an unknown
// parent.
QCoro::Task<Result<void>> SyncRun::sendOpen(Parts &parts, std::stop_token stop)
{
    qint64 after = 0;
    while (!stop.stop_requested()) {
        const auto query = [holding = parts.recovery.holding(), after](Database &database) {
            return IntentClaims(database).byState(
                holding, {IntentState::Planned, IntentState::Ready}, after, kWindow);
        };
        const auto rows = co_await m_context.store.read(query);
        if (!rows)
            co_return fail(rows.error());
        if (rows->isEmpty())
            break;
        after = rows->constLast().id;
        for (const IntentRow &row : *rows) {
            if (row.inboxId != 0 && row.streamId == m_context.stream.id)
                parts.tally.note(row.inboxId, row.purpose, RunTally::Result::Waiting);
        }
        if (const auto sent = co_await parts.sender.send(*rows, stop); !sent)
            co_return fail(sent.error());
    }
    co_return Result<void>();
}

// A full read of a shop where nothing changed needs no second look at a record, as long as everything else
// that decides about it is the same too and no failed record waits for its turn.
QCoro::Task<Result<InboxRepository::Known>> SyncRun::knownPolicy(const Parts &parts)
{
    if (parts.request.mode == SyncRequest::Mode::Incremental)
        co_return InboxRepository::Known::Absorb;
    if (parts.request.mode == SyncRequest::Mode::SelectedIds)
        co_return InboxRepository::Known::Recapture;
    const auto query = [streamId = m_context.stream.id, fingerprint = parts.planner.fingerprint()](
                           Database &database) -> Result<bool> {
        const auto last = SettingsRepository(database).value(fingerprintKey(streamId));
        if (!last)
            return fail(last.error());
        const auto open = FailureRepository(database).openCount(streamId);
        if (!open)
            return fail(open.error());
        return *last == fingerprint && *open == 0;
    };
    const auto same = co_await m_context.store.read(query);
    if (!same)
        co_return fail(same.error());
    co_return *same ? InboxRepository::Known::Absorb : InboxRepository::Known::Recapture;
}

QCoro::Task<Result<void>> SyncRun::rememberFingerprint(const Parts &parts)
{
    const auto change
        = [streamId = m_context.stream.id, fingerprint = parts.planner.fingerprint()](Database &database) {
              return SettingsRepository(database).setValue(fingerprintKey(streamId), fingerprint);
          };
    co_return co_await m_context.store.write(change);
}

// A full read that was stopped goes on where it was only if everything would still map alike.
QCoro::Task<Result<void>> SyncRun::openReader(Parts &parts)
{
    if (const auto opened = co_await parts.reader.open(); !opened)
        co_return fail(opened.error());
    if (parts.request.mode != SyncRequest::Mode::Full)
        co_return Result<void>();
    const auto change = [key = beganWithKey(m_context.stream.id), fingerprint = parts.planner.fingerprint()](
                            Database &database) -> Result<bool> {
        SettingsRepository settings(database);
        const auto before = settings.value(key);
        if (!before)
            return fail(before.error());
        if (const auto kept = settings.setValue(key, fingerprint); !kept)
            return fail(kept.error());
        return *before == fingerprint;
    };
    const auto same = co_await m_context.store.write(change);
    if (!same)
        co_return fail(same.error());
    if (!*same)
        parts.reader.startOver();
    co_return Result<void>();
}

QCoro::Task<Result<void>> SyncRun::readAndSend(Parts &parts, std::stop_token stop)
{
    if (const auto opened = co_await parts.quarantine.open(); !opened)
        co_return fail(opened.error());
    const auto known = co_await knownPolicy(parts);
    if (!known)
        co_return fail(known.error());
    const auto query = [streamId = m_context.stream.id](
                           Database &database) { return InboxRepository(database).pendingCount(streamId); };
    const auto pending = co_await m_context.store.read(query);
    if (!pending)
        co_return fail(pending.error());
    parts.pending = *pending;
    if (const auto opened = co_await openReader(parts); !opened)
        co_return fail(opened.error());
    const Result<void> planned = co_await readAndPlan(parts, *known, stop);
    const Result<void> sent = co_await parts.sender.finish();
    parts.tally.forgetDecided();
    co_return planned ? sent : planned;
}

// While one window is sent the next one is planned, and while it is planned the one after it is fetched.
QCoro::Task<Result<void>> SyncRun::readAndPlan(
    Parts &parts, InboxRepository::Known known, std::stop_token stop)
{
    std::optional<QCoro::Task<QList<SourcePage>>> fetching = fetch(parts, stop);
    Result<void> done;
    while (fetching) {
        const QList<SourcePage> pages = co_await *fetching;
        fetching.reset();
        if (done)
            done = co_await capture(parts, pages, known);
        if (done && !parts.readError && !parts.reader.atEnd() && !stop.stop_requested())
            fetching = fetch(parts, stop);
        while (done && parts.pending >= kWindow && !stop.stop_requested())
            done = co_await takeWindow(parts, stop);
    }
    parts.tally.addUnreadable(parts.reader.unreadable());
    if (done)
        done = co_await takeWindows(parts, stop);
    if (done)
        done = co_await planDoubtful(parts, stop);
    if (done && parts.readError)
        co_return fail(*parts.readError);
    co_return done;
}

// Pages for one window, into memory only.
QCoro::Task<QList<SourcePage>> SyncRun::fetch(Parts &parts, std::stop_token stop)
{
    QList<SourcePage> pages;
    qsizetype records = 0;
    while (records < kWindow && !parts.reader.atEnd() && !stop.stop_requested()) {
        const auto page = co_await parts.reader.next(stop);
        if (!page) {
            parts.readError = page.error();
            break;
        }
        records += page->records.size();
        pages.append(*page);
    }
    co_return pages;
}

QCoro::Task<Result<void>> SyncRun::capture(
    Parts &parts, QList<SourcePage> pages, InboxRepository::Known known)
{
    if (pages.isEmpty())
        co_return Result<void>();
    const auto counts = co_await parts.reader.capture(pages, known, parts.run.id);
    if (!counts)
        co_return fail(counts.error());
    parts.recent.replace(pages);
    parts.pending += counts->fresh;
    parts.tally.addUnchanged(counts->known);
    report(parts, SyncProgress::Stage::Reading);
    co_return Result<void>();
}

// Pending records that this run has not looked at yet. Ids do not rise with the order of reading: a record
// that changed keeps the id it was captured with first.
QCoro::Task<Result<QList<SourceRecord>>> SyncRun::nextWindow(Parts &parts)
{
    const bool selected = parts.request.mode == SyncRequest::Mode::SelectedIds;
    QList<InboxRow> window;
    qint64 after = 0;
    while (window.size() < kWindow) {
        const auto query = [streamId = m_context.stream.id, after](Database &database) {
            return InboxRepository(database).pendingHeads(streamId, after, kWindow);
        };
        const auto rows = co_await m_context.store.read(query);
        if (!rows)
            co_return fail(rows.error());
        if (rows->isEmpty())
            break;
        after = rows->constLast().id;
        for (const InboxRow &row : *rows) {
            const bool asked = !selected || parts.request.ids.contains(row.sourceId);
            if (asked && window.size() < kWindow && !parts.planned.contains(row.id))
                window.append(row);
        }
    }
    window = parts.quarantine.admitted(window);
    for (const InboxRow &row : std::as_const(window))
        parts.planned.insert(row.id);
    co_return co_await parts.recent.complete(m_context.store, window);
}

// All that is pending, to the last record.
QCoro::Task<Result<void>> SyncRun::takeWindows(Parts &parts, std::stop_token stop)
{
    while (parts.pending > 0 && !stop.stop_requested()) {
        if (const auto taken = co_await takeWindow(parts, stop); !taken)
            co_return fail(taken.error());
    }
    co_return Result<void>();
}

// What the source no longer shows keeps its document, or loses it when the stream says so.
QCoro::Task<Result<void>> SyncRun::settleDeletions(Parts &parts, std::stop_token stop)
{
    const bool looks = parts.request.mode == SyncRequest::Mode::Full || parts.request.saysDeleted;
    if (!looks || !parts.reader.atEnd() || stop.stop_requested())
        co_return Result<void>();
    const Deletions deletions(m_context);
    const auto rows = co_await deletions.found(&parts.reader, parts.request, stop);
    if (!rows)
        co_return fail(rows.error());
    if (rows->isEmpty())
        co_return Result<void>();
    if (!parts.planner.voidsDeleted() && !parts.planner.archivesDeleted())
        co_return co_await deletions.note(*rows, parts.run.id);
    const auto changes = co_await parts.planner.planVoids(*rows, stop);
    if (!changes)
        co_return fail(changes.error());
    if (const auto passed = passBrake(parts, *changes); !passed)
        co_return fail(passed.error());
    const auto intents = co_await parts.journal.record(*changes);
    if (!intents)
        co_return fail(intents.error());
    co_return co_await parts.sender.send(*intents, stop);
}

// Records that were refused because something they need is gone get one more plan, with a look at their
// links.
QCoro::Task<Result<void>> SyncRun::planDoubtful(Parts &parts, std::stop_token stop)
{
    if (const auto sent = co_await parts.sender.finish(); !sent)
        co_return fail(sent.error());
    const QSet<qint64> doubtful = parts.settlement.takeDoubtful();
    parts.planner.doubt(doubtful);
    parts.planned.subtract(doubtful);
    parts.pending += int(doubtful.size());
    co_return co_await takeWindows(parts, stop);
}

// What it holds back is counted as waiting: nothing is journaled of it.
Result<void> SyncRun::passBrake(Parts &parts, const QList<PlannedChange> &changes)
{
    const auto passed = parts.brake->pass(changes);
    if (passed)
        return passed;
    for (const PlannedChange &change : changes) {
        if (change.inboxId != 0)
            parts.tally.note(change.inboxId, change.purpose, RunTally::Result::Waiting);
    }
    return passed;
}

// Plans and journals the next window and begins to send it.
QCoro::Task<Result<void>> SyncRun::takeWindow(Parts &parts, std::stop_token stop)
{
    const auto window = co_await nextWindow(parts);
    if (!window)
        co_return fail(window.error());
    if (window->isEmpty()) {
        parts.pending = 0;
        co_return Result<void>();
    }
    parts.pending = std::max(0, parts.pending - int(window->size()));
    if (const auto begun = co_await parts.quarantine.begin(*window); !begun)
        co_return fail(begun.error());
    const auto changes = co_await parts.planner.plan(*window, stop);
    if (!changes)
        co_return fail(changes.error());
    if (const auto passed = passBrake(parts, *changes); !passed)
        co_return fail(passed.error());
    const auto intents = co_await parts.journal.record(*changes);
    if (!intents)
        co_return fail(intents.error());
    // Not more than one window ahead: memory stays flat, and a stop leaves little behind.
    if (const auto sent = co_await parts.sender.wait(kWindow); !sent)
        co_return fail(sent.error());
    parts.tally.forgetDecided();
    report(parts, SyncProgress::Stage::Sending);
    const QList<IntentRow> next = *intents;
    co_return co_await parts.sender.begin(next, stop);
}

QCoro::Task<Result<RunRow>> SyncRun::close(Parts &parts, Result<void> outcome, bool stopped)
{
    RunRow row = parts.run;
    row.finishedUtc = m_context.clock.nowUtc();
    row.counts = parts.tally.counts();
    row.amount = parts.tally.amount();
    row.currency = parts.tally.currency();
    row.calls = parts.sender.calls() + parts.recovery.calls();
    const bool cancelled = stopped || (!outcome && outcome.error().kind == ErrorKind::Cancelled);
    if (cancelled) {
        row.state = RunState::Cancelled;
        if (!stopped) // nobody stopped it: it says why itself
            row.error = errorToJson(outcome.error());
    } else if (!outcome) {
        row.state = RunState::Failed;
        row.error = errorToJson(outcome.error());
    } else {
        row.state = parts.tally.hasProblems() ? RunState::CompletedWithProblems : RunState::Completed;
    }
    const auto change = [row](Database &database) { return RunRepository(database).update(row); };
    const auto written = co_await m_context.store.write(change);
    if (!written)
        co_return fail(written.error());
    report(parts, SyncProgress::Stage::Finished);
    co_return row;
}

} // namespace uds
