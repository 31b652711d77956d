#include "ui/widgets/words.h"

#include "ui/widgets/formats.h"

#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

StateWord Words::runState(RunState state)
{
    switch (state) {
    case RunState::Queued: return {tr("Queued"), Tone::Neutral};
    case RunState::Running: return {tr("Running"), Tone::Info};
    case RunState::Completed: return {tr("Completed"), Tone::Success};
    case RunState::CompletedWithProblems: return {tr("Completed with problems"), Tone::Warning};
    case RunState::Failed: return {tr("Failed"), Tone::Failure};
    case RunState::Cancelled: return {tr("Cancelled"), Tone::Neutral};
    case RunState::Skipped: return {tr("Skipped"), Tone::Neutral};
    }
    Q_UNREACHABLE();
}

StateWord Words::recordAction(const QString &action)
{
    static const QHash<QString, StateWord> words{
        {u"created"_s, {tr("Created"), Tone::Success}},
        {u"updated"_s, {tr("Updated"), Tone::Success}},
        {u"voided"_s, {tr("Voided"), Tone::Info}},
        {u"adopted"_s, {tr("Adopted"), Tone::Info}},
        {u"unlinked"_s, {tr("Link given up"), Tone::Info}},
        {u"deleted"_s, {tr("Deleted at the source"), Tone::Info}},
        {u"merged"_s, {tr("Both sides merged"), Tone::Info}},
        {u"unchanged"_s, {tr("Unchanged"), Tone::Neutral}},
        {u"skipped"_s, {tr("Skipped"), Tone::Neutral}},
        {u"failed"_s, {tr("Failed"), Tone::Failure}},
        {u"unknown"_s, {tr("Unknown outcome"), Tone::Warning}},
    };
    return words.value(action, {action, Tone::Neutral});
}

StateWord Words::plannedAction(const QString &action)
{
    static const QHash<QString, StateWord> words{
        {u"create"_s, {tr("Create"), Tone::Success}},
        {u"update"_s, {tr("Update"), Tone::Info}},
        {u"void"_s, {tr("Void"), Tone::Warning}},
        {u"unchanged"_s, {tr("Unchanged"), Tone::Neutral}},
        {u"skipped"_s, {tr("Skipped"), Tone::Neutral}},
        {u"blocked"_s, {tr("Blocked"), Tone::Failure}},
    };
    return words.value(action, {action, Tone::Neutral});
}

StateWord Words::failureState(FailureState state)
{
    switch (state) {
    case FailureState::NeedsYou: return {tr("Needs you"), Tone::Failure};
    case FailureState::WillRetry: return {tr("Will retry"), Tone::Info};
    case FailureState::UnknownOutcome: return {tr("Unknown outcome"), Tone::Warning};
    case FailureState::Excluded: return {tr("Excluded"), Tone::Neutral};
    case FailureState::Resolved: return {tr("Done"), Tone::Success};
    }
    Q_UNREACHABLE();
}

StateWord Words::integration(const QString &status)
{
    static const QHash<QString, StateWord> words{
        {u"connected"_s, {tr("Connected"), Tone::Success}},
        {u"draft"_s, {tr("Draft"), Tone::Neutral}},
        {u"disconnected"_s, {tr("Not connected"), Tone::Neutral}},
        {u"degraded"_s, {tr("Connected, with warnings"), Tone::Warning}},
        {u"reauth_required"_s, {tr("Sign in again"), Tone::Warning}},
        {u"error"_s, {tr("Error"), Tone::Failure}},
    };
    return words.value(status, {status, Tone::Neutral});
}

StateWord Words::verdict(const QString &verdict)
{
    static const QHash<QString, StateWord> words{
        {u"done"_s, {tr("Done"), Tone::Success}},
        {u"waiting"_s, {tr("Waiting"), Tone::Info}},
        {u"failed"_s, {tr("Needs you"), Tone::Failure}},
        {u"excluded"_s, {tr("Excluded"), Tone::Neutral}},
        {u"filtered"_s, {tr("Filtered"), Tone::Neutral}},
        {u"not_seen"_s, {tr("Not seen yet"), Tone::Neutral}},
        {u"unknown"_s, {tr("Unknown outcome"), Tone::Warning}},
    };
    return words.value(verdict, {verdict, Tone::Neutral});
}

StateWord Words::verifyStep(VerifyStep::Verdict verdict)
{
    switch (verdict) {
    case VerifyStep::Verdict::Passed: return {tr("Passed"), Tone::Success};
    case VerifyStep::Verdict::Warning: return {tr("Warning"), Tone::Warning};
    case VerifyStep::Verdict::Failed: return {tr("Failed"), Tone::Failure};
    case VerifyStep::Verdict::NotReached: return {tr("Not reached"), Tone::Neutral};
    }
    Q_UNREACHABLE();
}

QString Words::entity(const QString &name)
{
    static const QHash<QString, QString> words{
        {u"order"_s, tr("Order")},
        {u"refund"_s, tr("Refund")},
        {u"customer"_s, tr("Customer")},
        {u"guest"_s, tr("Guest")},
        {u"product"_s, tr("Product")},
        {u"variation"_s, tr("Variation")},
        {u"goods"_s, tr("Product or variation")},
        {u"item"_s, tr("Item")},
        {u"invoice"_s, tr("Invoice")},
        {u"payment"_s, tr("Payment")},
        {u"salesreceipt"_s, tr("Sales receipt")},
        {u"refundreceipt"_s, tr("Refund receipt")},
        {u"creditmemo"_s, tr("Credit memo")},
    };
    return words.value(name.toLower(), name);
}

QString Words::trigger(const RunRow &run)
{
    if (run.dryRun)
        return tr("Dry run");
    static const QHash<QString, QString> words{
        {u"manual"_s, tr("Manual")},
        {u"schedule"_s, tr("Schedule")},
        {u"retry"_s, tr("Retry")},
        {u"cli"_s, tr("Command line")},
        {u"webhook"_s, tr("Webhook")},
    };
    return words.value(run.trigger, run.trigger);
}

QString Words::stage(RunProgress::Stage stage)
{
    switch (stage) {
    case RunProgress::Stage::Recovering: return tr("Checking what the last run left open");
    case RunProgress::Stage::Reading: return tr("Reading");
    case RunProgress::Stage::Planning: return tr("Planning");
    case RunProgress::Stage::Sending: return tr("Sending");
    case RunProgress::Stage::Finished: return tr("Finished");
    }
    Q_UNREACHABLE();
}

QString Words::owner(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Configuration:
    case ErrorKind::Authentication: return tr("You can fix this in Integrations.");
    case ErrorKind::RateLimited:
    case ErrorKind::Network: return tr("Usually passes by itself; a retry is safe.");
    case ErrorKind::Validation:
    case ErrorKind::NotFound:
    case ErrorKind::Conflict: return tr("You or your accountant can fix this in the shop or in the books.");
    case ErrorKind::Ambiguous:
        return tr("The program looks up what happened before it sends anything again.");
    case ErrorKind::Cancelled: return tr("Retry when you are ready.");
    case ErrorKind::Internal: return tr("A fault of this program: please report it.");
    }
    Q_UNREACHABLE();
}

QString Words::counts(const RunCounts &counts)
{
    const std::pair<int, QString> parts[] = {
        {counts.created, tr("%1 created")},
        {counts.updated, tr("%1 updated")},
        {counts.voided, tr("%1 voided")},
        {counts.unchanged, tr("%1 unchanged")},
        {counts.skipped, tr("%1 skipped")},
        {counts.failed, tr("%1 failed")},
        {counts.waiting, tr("%1 waiting")},
    };
    QStringList shown;
    for (const auto &[value, sentence] : parts) {
        if (value > 0)
            shown << sentence.arg(Formats::count(value));
    }
    return shown.isEmpty() ? tr("nothing to do") : shown.join(u", "_s);
}

} // namespace uds
