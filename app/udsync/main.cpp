#include "app/udsync/program.h"
#include "app/udsync/terminal.h"
#include "engine/api/filerights.h"

#include <QCoreApplication>

#include <cstdio>

using namespace uds;
using namespace uds::cli;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<void> runAndExit(Program *program)
{
    const ExitCode code = co_await program->run();
    QCoreApplication::exit(int(code));
}

int execute(Program &program)
{
    // Started by the event loop, so that exit() is always heard.
    QCoro::Task<void> running;
    QMetaObject::invokeMethod(
        qApp, [&program, &running] { running = runAndExit(&program); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    restrictNewFiles();
    const QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"udsync"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(UDS_VERSION));
    const Result<ParsedLine> line = parseLine(QCoreApplication::arguments());
    if (!line) {
        refuse(QCoreApplication::arguments(), line.error());
        return int(ExitCode::Unusable);
    }
    if (line->arguments.has(u"help"_s) || line->arguments.has(u"version"_s)) {
        const QString text = line->arguments.has(u"help"_s)
            ? usage(line->command)
            : u"udsync "_s + QCoreApplication::applicationVersion() + u'\n';
        std::fputs(text.toUtf8().constData(), stdout);
        return int(ExitCode::Done);
    }
    std::stop_source stop;
    const InterruptWatcher watcher([&stop] { stop.request_stop(); });
    Program program(*line, stop.get_token());
    return execute(program);
}
