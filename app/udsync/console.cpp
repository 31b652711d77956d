#include "app/udsync/console.h"

#include "app/udsync/terminal.h"
#include "app/udsync/texttable.h"

#include <QCoreApplication>
#include <QTextStream>

#include <cstdio>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

void write(FILE *file, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), file);
    std::fflush(file);
}

QString stageName(RunProgress::Stage stage)
{
    switch (stage) {
    case RunProgress::Stage::Recovering: return QCoreApplication::translate("uds", "Recovering");
    case RunProgress::Stage::Reading: return QCoreApplication::translate("uds", "Reading");
    case RunProgress::Stage::Planning: return QCoreApplication::translate("uds", "Planning");
    case RunProgress::Stage::Sending: return QCoreApplication::translate("uds", "Sending");
    case RunProgress::Stage::Finished: return QCoreApplication::translate("uds", "Finished");
    }
    Q_UNREACHABLE();
}

} // namespace

Console::Console(Format format)
    : m_format(format)
    , m_showsProgress(isTerminal(StandardStream::Error))
{
}

void Console::printText(const QString &text)
{
    clearProgress();
    write(stdout, text.toUtf8());
}

void Console::printJson(const Json &document)
{
    clearProgress();
    write(stdout, document.bytes() + '\n');
}

void Console::printError(const Error &error)
{
    clearProgress();
    if (m_format == Format::Json)
        printJson(Json::object({{u"error"_s, errorDocument(error)}}));
    const QString place = error.field.isEmpty() ? QString() : u" ["_s + error.field + u']';
    printNote(u"udsync: "_s + error.message + u" ("_s + error.code + u')' + place);
    if (!error.hint.isEmpty())
        printNote(error.hint);
}

void Console::printNote(const QString &line)
{
    clearProgress();
    write(stderr, plainLine(line).toUtf8() + '\n');
}

void Console::printUsage(const QString &text)
{
    write(stderr, text.toUtf8());
}

void Console::showProgress(const RunProgress &progress)
{
    if (!m_showsProgress)
        return;
    const RunCounts &counts = progress.counts;
    const QString line
        = QCoreApplication::translate("uds", "%1: %2, read %3, created %4, updated %5, failed %6")
              .arg(plainLine(progress.stream), stageName(progress.stage))
              .arg(counts.read)
              .arg(counts.created)
              .arg(counts.updated)
              .arg(counts.failed);
    const int width = displayWidth(line);
    write(stderr, '\r' + line.toUtf8() + QByteArray(qMax(0, m_progressWidth - width), ' '));
    m_progressWidth = width;
}

void Console::clearProgress()
{
    if (m_progressWidth > 0)
        write(stderr, '\r' + QByteArray(m_progressWidth, ' ') + '\r');
    m_progressWidth = 0;
}

bool Console::confirm(const QString &question)
{
    if (!isTerminal(StandardStream::Input))
        return false;
    clearProgress();
    write(stderr, (question + u" [y/N] "_s).toUtf8());
    const QString reply = QTextStream(stdin).readLine().trimmed().toLower();
    return reply == u"y" || reply == u"yes";
}

Json errorDocument(const Error &error)
{
    return Json::object({{u"kind"_s, errorKindName(error.kind)}, {u"code"_s, error.code},
        {u"message"_s, error.message}, {u"hint"_s, error.hint}, {u"field"_s, error.field}});
}

} // namespace uds::cli
