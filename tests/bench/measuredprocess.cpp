#include "tests/bench/measuredprocess.h"

#include <QElapsedTimer>
#include <QFile>

#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ; // NOLINT: POSIX gives the environment under this name only

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Arguments as the system takes them.
class ArgumentVector {
public:
    explicit ArgumentVector(const QStringList &texts)
    {
        for (const QString &text : texts)
            m_texts.append(QFile::encodeName(text));
        for (QByteArray &text : m_texts)
            m_pointers.push_back(text.data());
        m_pointers.push_back(nullptr);
    }
    [[nodiscard]] char **data() { return m_pointers.data(); }

private:
    QByteArrayList m_texts;
    std::vector<char *> m_pointers;
};

tl::unexpected<Error> systemError(const QString &what, int number)
{
    return fail(ErrorKind::Internal, u"bench.process"_s,
        u"%1: %2"_s.arg(what, QString::fromLocal8Bit(std::strerror(number))));
}

Result<pid_t> spawn(const QString &program, const QStringList &arguments, const QString &outputFile)
{
    ArgumentVector argv(QStringList{program} + arguments);
    const QByteArray output = QFile::encodeName(outputFile);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(
        &actions, STDOUT_FILENO, output.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t process = 0;
    const int failure = posix_spawn(&process, argv.data()[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0)
        return systemError(program, failure);
    return process;
}

qint64 milliseconds(const timeval &time)
{
    return qint64(time.tv_sec) * 1000 + qint64(time.tv_usec) / 1000;
}

qint64 peakRssKibOf(const rusage &usage)
{
#ifdef Q_OS_DARWIN
    return qint64(usage.ru_maxrss) / 1024; // bytes there
#else
    return qint64(usage.ru_maxrss);
#endif
}

// A child begins with the peak of the process that started it (Linux), and only what goes beyond is its own.
std::optional<qint64> beyondOwnPeak(qint64 peakKib)
{
    rusage own{};
    getrusage(RUSAGE_SELF, &own);
    return peakKib > peakRssKibOf(own) ? std::optional(peakKib) : std::nullopt;
}

} // namespace

Result<ProcessCost> measureProcess(
    const QString &program, const QStringList &arguments, const QString &outputFile)
{
    QElapsedTimer timer;
    timer.start();
    const Result<pid_t> process = spawn(program, arguments, outputFile);
    if (!process)
        return tl::unexpected(process.error());
    int status = 0;
    rusage usage{};
    pid_t ended = 0;
    do {
        ended = wait4(*process, &status, 0, &usage);
    } while (ended < 0 && errno == EINTR);
    if (ended < 0)
        return systemError(program, errno);
    ProcessCost cost;
    cost.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    cost.wallMs = timer.elapsed();
    cost.cpuMs = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
    cost.peakRssKib = beyondOwnPeak(peakRssKibOf(usage));
    return cost;
}

} // namespace uds
