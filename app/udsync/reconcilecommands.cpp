#include "app/udsync/reconcilecommands.h"

#include "app/udsync/documents.h"
#include "app/udsync/files.h"
#include "app/udsync/reconciledocuments.h"
#include "app/udsync/texttable.h"
#include "engine/api/reconcilecsv.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kLeft = TextTable::Align::Left;
constexpr auto kRight = TextTable::Align::Right;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

Result<QDate> dayOf(const Arguments &arguments, const QString &name)
{
    const QDate day = QDate::fromString(arguments.value(name), Qt::ISODate);
    if (day.isValid())
        return day;
    return wrongArguments(tr("--%1 needs a date like 2026-11-22.").arg(name));
}

Result<ReconcileRequest> requestOf(const Arguments &arguments)
{
    const Result<QDate> from = dayOf(arguments, u"from"_s);
    if (!from)
        return tl::unexpected(from.error());
    const Result<QDate> to = dayOf(arguments, u"to"_s);
    if (!to)
        return tl::unexpected(to.error());
    return ReconcileRequest{arguments.positionals.constFirst(), *from, *to, arguments.has(u"local"_s)};
}

QString changedText(const QList<SignedPeriod> &changed)
{
    QString text;
    for (const SignedPeriod &period : changed)
        text += period.changes.constLast().detail + u'\n';
    return text;
}

QString booksText(const QList<CurrencyBooks> &all)
{
    TextTable table({tr("Currency"), tr("Side"), tr("Count"), tr("Total"), tr("Tax"), tr("Shipping")},
        {kLeft, kLeft, kRight, kRight, kRight, kRight});
    const auto add = [&table](const QString &currency, const QString &side, const BookSum &sum) {
        table.addRow({currency, side, QString::number(sum.count), sum.total.text(), sum.tax.text(),
            sum.shipping.text()});
    };
    for (const CurrencyBooks &books : all) {
        add(books.currency, tr("Source"), books.source);
        add(books.currency, tr("Target"), books.target);
    }
    return table.isEmpty() ? tr("There is nothing in this period.") + u'\n' : table.text();
}

QString differencesText(const QList<Difference> &differences)
{
    TextTable table(
        {tr("Kind"), tr("Number"), tr("Document"), tr("Source"), tr("Target"), tr("Difference"), tr("Why")},
        {kLeft, kLeft, kLeft, kRight, kRight, kRight, kLeft});
    for (const Difference &difference : differences)
        table.addRow({differenceKindName(difference.kind), difference.sourceNumber,
            difference.targetEntity + u' ' + difference.targetNumber,
            amountText(difference.source, difference.currency),
            amountText(difference.target, difference.currency), difference.amount().text(),
            difference.detail});
    return table.isEmpty() ? QString() : u'\n' + table.text();
}

QString outcomeText(const ReconcileOutcome &outcome)
{
    const Reconciliation &result = outcome.result;
    QString text = booksText(result.books) + differencesText(result.differences) + u'\n'
        + tr("%1 records agree, %2 differ, %3 are explained.")
              .arg(result.matched)
              .arg(result.openCount())
              .arg(result.differences.size() - result.openCount())
        + u'\n';
    if (result.isLocal)
        text += tr("From the local store alone: later changes at either side are not seen.") + u'\n';
    return text + changedText(outcome.changed);
}

QCoro::Task<Result<Answer>> signOff(Surroundings *surroundings, ReconcileOutcome outcome)
{
    const Arguments &arguments = surroundings->arguments;
    const ReconcileRequest request{
        outcome.stream, outcome.result.period.from, outcome.result.period.to, outcome.result.isLocal};
    const SignOffNote note{arguments.value(u"by"_s), arguments.value(u"note"_s), outcome.result.fingerprint};
    const Result<SignedPeriod> period = co_await surroundings->api->signOff(request, note);
    if (!period)
        co_return tl::unexpected(period.error());
    Answer answer;
    answer.document = document(outcome);
    answer.document.set(u"signOff"_s, document(*period));
    answer.text = outcomeText(outcome)
        + tr("Signed off by %1 with fingerprint %2.")
              .arg(period->signOff.signedBy, QString::fromLatin1(period->signOff.fingerprint.left(16)))
        + u'\n';
    co_return answer;
}

QCoro::Task<Result<Answer>> reconcile(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    const Result<ReconcileRequest> request = requestOf(arguments);
    if (!request)
        co_return tl::unexpected(request.error());
    const Result<ReconcileOutcome> outcome
        = co_await surroundings->api->reconcile(*request, surroundings->stop);
    if (!outcome)
        co_return tl::unexpected(outcome.error());
    if (arguments.has(u"out"_s)) {
        const auto written = writeFile(arguments.value(u"out"_s), reconciliationCsv(*outcome));
        if (!written)
            co_return tl::unexpected(written.error());
    }
    Answer answer;
    answer.document = document(*outcome);
    answer.text = outcomeText(*outcome);
    if (arguments.has(u"sign-off"_s)) {
        const ReconcileOutcome seen = *outcome;
        const Result<Answer> done = co_await signOff(surroundings, seen);
        if (!done)
            co_return tl::unexpected(done.error());
        answer = *done;
    }
    const bool holds = outcome->result.openCount() == 0 && outcome->changed.isEmpty();
    answer.exitCode = holds ? ExitCode::Done : ExitCode::Problems;
    co_return answer;
}

QCoro::Task<Result<Answer>> signedPeriods(Surroundings *surroundings)
{
    const QString stream = surroundings->arguments.value(u"stream"_s);
    const auto periods = co_await surroundings->api->reconciliations(stream);
    if (!periods)
        co_return tl::unexpected(periods.error());
    TextTable table({tr("Stream"), tr("From"), tr("To"), tr("Signed by"), tr("Signed"), tr("Differences"),
                        tr("Changed since")},
        {kLeft, kLeft, kLeft, kLeft, kLeft, kRight, kLeft});
    for (const SignedPeriod &period : *periods) {
        const SignOffRow &row = period.signOff;
        table.addRow(
            {period.stream, row.from.toString(Qt::ISODate), row.to.toString(Qt::ISODate), row.signedBy,
                timeText(row.signedUtc), QString::number(row.differences), timeText(row.changedUtc)});
    }
    Answer answer;
    answer.document = Json::object({{u"periods"_s, documents(*periods)}});
    answer.text = table.isEmpty() ? tr("No period was signed off yet.") + u'\n' : table.text();
    co_return answer;
}

QString censusText(const CensusOutcome &outcome)
{
    const CensusReport &report = outcome.report;
    TextTable table({tr("Finding"), tr("Source id"), tr("Number"), tr("Document"), tr("Target id")});
    for (const CensusFinding &finding : report.findings)
        table.addRow({censusKindName(finding.kind), finding.sourceId, finding.number, finding.targetEntity,
            finding.targetId});
    QString text = tr("%1: %2 at the source, %3 links, %4 at the target; %5 explained, %6 not ours.")
                       .arg(outcome.stream)
                       .arg(report.atSource)
                       .arg(report.inLinks)
                       .arg(report.atTarget)
                       .arg(report.explained)
                       .arg(report.foreign)
        + u'\n';
    if (!report.countedSource || !report.countedTarget)
        text += tr("One side cannot list its ids; what only it knows was not compared.") + u'\n';
    if (report.isCut)
        text += tr("There are too many unknown documents at the target; not all of them were looked at.")
            + u'\n';
    return text + (table.isEmpty() ? QString() : u'\n' + table.text()) + changedText(outcome.changed);
}

bool isClean(const CensusOutcome &outcome)
{
    return outcome.report.findings.isEmpty() && outcome.changed.isEmpty();
}

QCoro::Task<Result<Answer>> census(Surroundings *surroundings)
{
    const QString stream = surroundings->arguments.positionals.constFirst();
    const Result<CensusOutcome> outcome = co_await surroundings->api->census(stream, surroundings->stop);
    if (!outcome)
        co_return tl::unexpected(outcome.error());
    Answer answer;
    answer.document = document(*outcome);
    answer.text = censusText(*outcome);
    answer.exitCode = isClean(*outcome) ? ExitCode::Done : ExitCode::Problems;
    co_return answer;
}

QCoro::Task<Result<Answer>> dueCensuses(Surroundings *surroundings)
{
    const auto outcomes = co_await surroundings->api->dueCensuses(surroundings->stop);
    if (!outcomes)
        co_return tl::unexpected(outcomes.error());
    Answer answer;
    answer.document = Json::object({{u"censuses"_s, documents(*outcomes)}});
    for (const CensusOutcome &outcome : *outcomes) {
        answer.text += censusText(outcome);
        if (!isClean(outcome))
            answer.exitCode = ExitCode::Problems;
    }
    if (outcomes->isEmpty())
        answer.text = tr("Every stream was counted within the last day.") + u'\n';
    co_return answer;
}

} // namespace

QList<Command> reconcileCommands()
{
    return {
        {u"reconcile"_s, u"<stream>"_s, 1,
            {u"from"_s, u"to"_s, u"local"_s, u"sign-off"_s, u"by"_s, u"note"_s, u"out"_s},
            {u"from"_s, u"to"_s},
            tr("Compare a period of a stream with its books; ends with 1 when they differ."), reconcile},
        {u"reconcile signed"_s, {}, 0, {u"stream"_s}, {}, tr("Show the periods that were signed off."),
            signedPeriods},
        {u"census"_s, u"<stream>"_s, 1, {}, {},
            tr("Count the ids on all sides of a stream; ends with 1 when they do not fit together."), census},
        {u"census due"_s, {}, 0, {}, {}, tr("The same for every stream that was not counted for a day."),
            dueCensuses},
    };
}

} // namespace uds::cli
