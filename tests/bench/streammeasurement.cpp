#include "tests/bench/streammeasurement.h"

#include "tests/support/commandline.h"
#include "tests/support/simulatorreport.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> unusable(const QString &message)
{
    return fail(ErrorKind::Internal, u"bench.result"_s, message);
}

qint64 whole(const Json &value)
{
    return value.integer().value_or(0);
}

qint64 ofBoth(const Json &report, QStringView name)
{
    return whole(report[u"shop"][name]) + whole(report[u"company"][name]);
}

/// A profile between the two platforms of one simulator.
class Bench {
public:
    explicit Bench(int orders)
        : m_simulator({u"--orders"_s, QString::number(orders)})
    {
    }
    [[nodiscard]] bool prepare();
    /// What the platforms had seen after the last run.
    [[nodiscard]] const Json &report() const { return m_report; }
    [[nodiscard]] Result<RunMeasurement> run();
    /// Documents the last run created.
    [[nodiscard]] qint64 created() const { return m_created; }

private:
    [[nodiscard]] Result<Json> completedCounts(const ProcessCost &cost, const QString &outputFile) const;

    SimulatorProgram m_simulator;
    CommandLineProfile m_profile;
    Json m_report;
    qint64 m_created = 0;
};

bool Bench::prepare()
{
    if (!m_profile.connectTo(m_simulator.greeting()))
        return false;
    m_report = simulatorReport(m_simulator.greeting());
    return m_report.isObject();
}

Result<RunMeasurement> Bench::run()
{
    const QString outputFile = m_profile.path(u"run.json"_s);
    const QStringList arguments
        = QStringList{u"run"_s, u"orders"_s, u"--full"_s, u"--yes"_s, u"--json"_s} + m_profile.arguments();
    const Result<ProcessCost> cost = measureProcess(QStringLiteral(UDSYNC), arguments, outputFile);
    if (!cost)
        return tl::unexpected(cost.error());
    const Result<Json> counts = completedCounts(*cost, outputFile);
    if (!counts)
        return tl::unexpected(counts.error());
    m_created = whole((*counts)[u"created"]);
    const Json before = m_report;
    m_report = simulatorReport(m_simulator.greeting());
    return RunMeasurement{*cost, whole((*counts)[u"read"]),
        ofBoth(m_report, u"requests") - ofBoth(before, u"requests"),
        ofBoth(m_report, u"unsafe_requests") - ofBoth(before, u"unsafe_requests")};
}

Result<Json> Bench::completedCounts(const ProcessCost &cost, const QString &outputFile) const
{
    const QByteArray out = readTestFile(outputFile);
    const Json run = Json::parse(out).value_or(Json())[u"run"];
    if (cost.exitCode != 0 || run[u"state"].string() != u"completed")
        return unusable(u"The run did not complete (%1): %2"_s.arg(
            QString::number(cost.exitCode), QString::fromUtf8(out.trimmed())));
    return run[u"counts"];
}

Result<void> checkDocuments(const Json &report, qint64 created)
{
    const JsonObject &documents = report[u"company"][u"documents"].object();
    if (documents.size() != created)
        return unusable(
            u"%1 documents were created, the company has %2."_s.arg(created).arg(documents.size()));
    for (const JsonMember &document : documents) {
        if (document.value.integer() != 1)
            return unusable(
                u"The company has document %1 %2 times."_s.arg(document.name, document.value.scalarText()));
    }
    return {};
}

} // namespace

Result<StreamMeasurement> measureStream(int orders)
{
    Bench bench(orders);
    if (!bench.prepare())
        return unusable(u"The profile could not be prepared."_s);
    const Result<RunMeasurement> first = bench.run();
    if (!first)
        return tl::unexpected(first.error());
    if (first->records != orders)
        return unusable(u"The first run read %1 of %2 orders."_s.arg(first->records).arg(orders));
    if (const auto checked = checkDocuments(bench.report(), bench.created()); !checked)
        return tl::unexpected(checked.error());
    const Result<RunMeasurement> second = bench.run();
    if (!second)
        return tl::unexpected(second.error());
    if (second->writes != 0)
        return unusable(u"The second run wrote %1 times."_s.arg(second->writes));
    return StreamMeasurement{orders, *first, *second};
}

} // namespace uds
