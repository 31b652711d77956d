#include "tests/support/commandline.h"

#include <QEventLoop>
#include <QFile>
#include <QTimer>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongest = 60'000; // ms, for one call of the program

} // namespace

ProgramCall callProgram(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    QTimer::singleShot(kLongest, &loop, &QEventLoop::quit);
    process.start(QStringLiteral(UDSYNC), arguments);
    ProgramCall result;
    if (process.waitForStarted())
        result.commandLine = readTestFile(u"/proc/%1/cmdline"_s.arg(process.processId()));
    process.write(input);
    process.closeWriteChannel();
    if (process.state() != QProcess::NotRunning)
        loop.exec();
    if (process.state() == QProcess::NotRunning && process.exitStatus() == QProcess::NormalExit)
        result.exitCode = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.error = process.readAllStandardError();
    return result;
}

bool writeTestFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray readTestFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

SimulatorProgram::SimulatorProgram(const QStringList &arguments)
{
    m_process.start(QStringLiteral(UDSYNC), QStringList{u"simulator"_s} + arguments);
    if (m_process.waitForStarted() && m_process.waitForReadyRead(kLongest))
        m_greeting = Json::parse(m_process.readLine()).value_or(Json());
}

SimulatorProgram::~SimulatorProgram()
{
    m_process.closeWriteChannel();
    m_process.waitForFinished(kLongest);
}

CommandLineProfile::CommandLineProfile(const QByteArray &passphrase)
{
    if (!writeTestFile(path(u"passphrase"_s), passphrase + '\n'))
        qFatal("The passphrase file cannot be written.");
}

QStringList CommandLineProfile::arguments() const
{
    return {u"--profile"_s, path(u"profile"_s), u"--passphrase-file"_s, path(u"passphrase"_s)};
}

ProgramCall CommandLineProfile::run(const QStringList &call, const QByteArray &input) const
{
    return callProgram(call + arguments(), input);
}

Json CommandLineProfile::json(const QStringList &call) const
{
    const ProgramCall done = run(call + QStringList{u"--json"_s});
    return Json::parse(done.out).value_or(Json());
}

bool CommandLineProfile::connectTo(const Json &greeting) const
{
    const ProgramCall shop = run(
        {u"integrations"_s, u"add"_s, u"woocommerce"_s, u"--name"_s, u"Shop"_s, u"--settings"_s, u"-"_s},
        greeting[u"woocommerce"].bytes());
    const ProgramCall books = run(
        {u"integrations"_s, u"add"_s, u"quickbooks"_s, u"--name"_s, u"Books"_s, u"--settings"_s, u"-"_s},
        greeting[u"quickbooks"].bytes());
    const ProgramCall stream = run({u"streams"_s, u"add"_s, u"--preset"_s, u"woo-orders-to-quickbooks"_s,
        u"--source"_s, u"Shop"_s, u"--target"_s, u"Books"_s, u"--name"_s, u"orders"_s});
    return shop.exitCode == 0 && books.exitCode == 0 && stream.exitCode == 0;
}

} // namespace uds
