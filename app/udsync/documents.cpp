#include "app/udsync/documents.h"

#include "app/udsync/console.h"

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

Json timeValue(const QDateTime &utc)
{
    return utc.isValid() ? Json(timeText(utc)) : Json();
}

Json amountValue(const std::optional<Decimal> &amount)
{
    return amount ? Json(*amount) : Json();
}

Json step(const VerifyStep &verifyStep)
{
    return Json::object({{u"name"_s, verifyStep.name}, {u"verdict"_s, verdictName(verifyStep.verdict)},
        {u"finding"_s, verifyStep.finding}, {u"advice"_s, verifyStep.advice}});
}

} // namespace

QString timeText(const QDateTime &utc)
{
    return utc.isValid() ? utc.toUTC().toString(Qt::ISODate) : QString();
}

QString amountText(const std::optional<Decimal> &amount, const QString &currency)
{
    // Without a currency it is a sum over several, or over nothing.
    if (!amount || currency.isEmpty())
        return {};
    return amount->text() + u' ' + currency;
}

QString verdictName(VerifyStep::Verdict verdict)
{
    switch (verdict) {
    case VerifyStep::Verdict::Passed: return u"passed"_s;
    case VerifyStep::Verdict::Warning: return u"warning"_s;
    case VerifyStep::Verdict::Failed: return u"failed"_s;
    case VerifyStep::Verdict::NotReached: return u"not_reached"_s;
    }
    Q_UNREACHABLE();
}

QString severityName(DoctorFinding::Severity severity)
{
    switch (severity) {
    case DoctorFinding::Severity::Ok: return u"ok"_s;
    case DoctorFinding::Severity::Warning: return u"warning"_s;
    case DoctorFinding::Severity::Problem: return u"problem"_s;
    }
    Q_UNREACHABLE();
}

Json document(const IntegrationSummary &integration)
{
    return Json::object(
        {{u"id"_s, integration.id}, {u"name"_s, integration.name}, {u"connector"_s, integration.connector},
            {u"account"_s, integration.accountName}, {u"address"_s, integration.address},
            {u"status"_s, integration.status}, {u"last_verified"_s, timeValue(integration.lastVerifiedUtc)},
            {u"last_success"_s, timeValue(integration.lastSuccessUtc)},
            {u"open_failures"_s, integration.openFailures}, {u"environment"_s, integration.environment},
            {u"sign_in_before"_s, timeValue(integration.signInEndsUtc)}});
}

Json document(const StreamSummary &stream)
{
    const Json lastRun = stream.lastRun ? document(*stream.lastRun) : Json();
    return Json::object({{u"id"_s, stream.id}, {u"name"_s, stream.name}, {u"preset"_s, stream.preset},
        {u"source"_s, stream.source}, {u"target"_s, stream.target}, {u"enabled"_s, stream.enabled},
        {u"read_until"_s, timeValue(stream.readUntilUtc)},
        {u"last_success"_s, timeValue(stream.lastSuccessUtc)}, {u"last_run"_s, lastRun},
        {u"waiting"_s, stream.waiting}, {u"open_failures"_s, stream.openFailures}});
}

Json document(const RunSummary &summary)
{
    const RunRow &run = summary.run;
    return Json::object({{u"id"_s, run.id}, {u"stream"_s, summary.stream}, {u"trigger"_s, run.trigger},
        {u"mode"_s, run.mode}, {u"dry_run"_s, run.dryRun}, {u"state"_s, runStateName(run.state)},
        {u"started"_s, timeValue(run.startedUtc)}, {u"finished"_s, timeValue(run.finishedUtc)},
        {u"counts"_s, countsToJson(run.counts)}, {u"amount"_s, run.amount}, {u"currency"_s, run.currency},
        {u"calls"_s, run.calls}, {u"error"_s, run.error}});
}

Json document(const HistoryRow &row)
{
    return Json::object({{u"id"_s, row.id}, {u"time"_s, timeValue(row.atUtc)}, {u"run"_s, row.runId},
        {u"source_entity"_s, row.sourceEntity}, {u"source_id"_s, row.sourceId}, {u"number"_s, row.number},
        {u"action"_s, row.action}, {u"target_entity"_s, row.targetEntity}, {u"target_id"_s, row.targetId},
        {u"target_number"_s, row.targetNumber}, {u"amount"_s, amountValue(row.amount)},
        {u"currency"_s, row.currency}, {u"message"_s, row.message}});
}

Json document(const CauseRow &cause)
{
    return Json::object(
        {{u"cause"_s, cause.causeKey}, {u"count"_s, cause.count}, {u"error"_s, errorDocument(cause.error)},
            {u"amount"_s, cause.amount}, {u"currency"_s, cause.currency},
            {u"oldest"_s, timeValue(cause.oldestUtc)}, {u"newest"_s, timeValue(cause.newestUtc)}});
}

Json document(const FailureRow &failure)
{
    return Json::object({{u"id"_s, failure.id}, {u"cause"_s, failure.causeKey},
        {u"source_entity"_s, failure.sourceEntity}, {u"source_id"_s, failure.sourceId},
        {u"number"_s, failure.number}, {u"purpose"_s, failure.purpose},
        {u"state"_s, failureStateName(failure.state)}, {u"error"_s, errorDocument(failure.error)},
        {u"amount"_s, amountValue(failure.amount)}, {u"currency"_s, failure.currency},
        {u"tries"_s, failure.tries}, {u"first_seen"_s, timeValue(failure.firstSeenUtc)},
        {u"last_seen"_s, timeValue(failure.lastSeenUtc)}});
}

Json document(const Explanation &explanation)
{
    return Json::object({{u"stream"_s, explanation.stream}, {u"source_entity"_s, explanation.sourceEntity},
        {u"source_id"_s, explanation.sourceId}, {u"number"_s, explanation.number},
        {u"verdict"_s, explanation.verdict}, {u"sentence"_s, explanation.sentence},
        {u"hint"_s, explanation.hint}, {u"journey"_s, documents(explanation.journey)}});
}

Json document(const DoctorFinding &finding)
{
    return Json::object({{u"severity"_s, severityName(finding.severity)}, {u"subject"_s, finding.subject},
        {u"finding"_s, finding.finding}, {u"advice"_s, finding.advice}});
}

Json document(const VerifyReport &report)
{
    JsonArray steps;
    for (const VerifyStep &verifyStep : report.steps)
        steps.append(step(verifyStep));
    const Json error = report.error ? errorDocument(*report.error) : Json();
    return Json::object({{u"passed"_s, report.passed()}, {u"account"_s, report.accountName},
        {u"steps"_s, steps}, {u"error"_s, error}});
}

Json document(const Preflight &preflight)
{
    JsonArray lines;
    for (const VerifyStep &line : preflight.lines)
        lines.append(step(line));
    return Json::object({{u"stream"_s, preflight.stream}, {u"lines"_s, lines}});
}

} // namespace uds::cli
