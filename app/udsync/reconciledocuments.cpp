#include "app/udsync/reconciledocuments.h"

#include "app/udsync/documents.h"

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

Json amountOrNull(const std::optional<Decimal> &amount)
{
    return amount ? Json(*amount) : Json();
}

Json sumDocument(const BookSum &sum)
{
    return Json::object({{u"count"_s, sum.count}, {u"total"_s, sum.total}, {u"tax"_s, sum.tax},
        {u"shipping"_s, sum.shipping}});
}

Json booksDocument(const CurrencyBooks &books)
{
    return Json::object({{u"currency"_s, books.currency}, {u"source"_s, sumDocument(books.source)},
        {u"target"_s, sumDocument(books.target)},
        {u"difference"_s, books.source.total - books.target.total}});
}

Json differenceDocument(const Difference &difference)
{
    return Json::object({{u"kind"_s, differenceKindName(difference.kind)},
        {u"sourceId"_s, difference.sourceId}, {u"sourceNumber"_s, difference.sourceNumber},
        {u"targetEntity"_s, difference.targetEntity}, {u"targetId"_s, difference.targetId},
        {u"targetNumber"_s, difference.targetNumber}, {u"currency"_s, difference.currency},
        {u"source"_s, amountOrNull(difference.source)}, {u"target"_s, amountOrNull(difference.target)},
        {u"difference"_s, difference.amount()}, {u"detail"_s, difference.detail}});
}

Json findingDocument(const CensusFinding &finding)
{
    return Json::object({{u"kind"_s, censusKindName(finding.kind)}, {u"sourceId"_s, finding.sourceId},
        {u"number"_s, finding.number}, {u"targetEntity"_s, finding.targetEntity},
        {u"targetId"_s, finding.targetId}});
}

Json timeOrNull(const QDateTime &utc)
{
    return utc.isValid() ? Json(timeText(utc)) : Json();
}

Json eventDocument(const SignOffEventRow &event)
{
    return Json::object({{u"at"_s, timeOrNull(event.atUtc)}, {u"detail"_s, event.detail},
        {u"fingerprint"_s, QString::fromLatin1(event.fingerprint)}});
}

template <typename Row, typename Make>
Json arrayOf(const QList<Row> &rows, Make make)
{
    JsonArray items;
    for (const Row &row : rows)
        items.append(make(row));
    return items;
}

} // namespace

Json document(const ReconcileOutcome &outcome)
{
    const Reconciliation &result = outcome.result;
    return Json::object({{u"stream"_s, outcome.stream}, {u"from"_s, result.period.from.toString(Qt::ISODate)},
        {u"to"_s, result.period.to.toString(Qt::ISODate)}, {u"timeZone"_s, result.timeZone},
        {u"basis"_s, result.isLocal ? u"local"_s : u"accounts"_s}, {u"matched"_s, result.matched},
        {u"open"_s, result.openCount()}, {u"books"_s, arrayOf(result.books, booksDocument)},
        {u"differences"_s, arrayOf(result.differences, differenceDocument)},
        {u"fingerprint"_s, QString::fromLatin1(result.fingerprint)},
        {u"changedSignOffs"_s, documents(outcome.changed)}});
}

Json document(const SignedPeriod &period)
{
    const SignOffRow &row = period.signOff;
    return Json::object({{u"stream"_s, period.stream}, {u"from"_s, row.from.toString(Qt::ISODate)},
        {u"to"_s, row.to.toString(Qt::ISODate)}, {u"basis"_s, row.basis}, {u"signedBy"_s, row.signedBy},
        {u"signedAt"_s, timeOrNull(row.signedUtc)}, {u"note"_s, row.note},
        {u"differences"_s, row.differences}, {u"fingerprint"_s, QString::fromLatin1(row.fingerprint)},
        {u"changedAt"_s, timeOrNull(row.changedUtc)},
        {u"changes"_s, arrayOf(period.changes, eventDocument)}});
}

Json document(const CensusOutcome &outcome)
{
    const CensusReport &report = outcome.report;
    return Json::object({{u"stream"_s, outcome.stream}, {u"at"_s, timeOrNull(report.atUtc)},
        {u"atSource"_s, report.atSource}, {u"inLinks"_s, report.inLinks}, {u"atTarget"_s, report.atTarget},
        {u"explained"_s, report.explained}, {u"foreign"_s, report.foreign},
        {u"countedSource"_s, report.countedSource}, {u"countedTarget"_s, report.countedTarget},
        {u"isCut"_s, report.isCut}, {u"findings"_s, arrayOf(report.findings, findingDocument)},
        {u"changedSignOffs"_s, documents(outcome.changed)}});
}

Json documents(const QList<SignedPeriod> &periods)
{
    return arrayOf(periods, [](const SignedPeriod &period) { return document(period); });
}

Json documents(const QList<CensusOutcome> &outcomes)
{
    return arrayOf(outcomes, [](const CensusOutcome &outcome) { return document(outcome); });
}

} // namespace uds::cli
