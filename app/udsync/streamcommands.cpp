#include "app/udsync/streamcommands.h"

#include "app/udsync/documents.h"
#include "app/udsync/files.h"
#include "app/udsync/texttable.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<Answer>> add(Surroundings *surroundings)
{
    const Arguments &arguments = surroundings->arguments;
    NewStream stream{arguments.value(u"name"_s), arguments.value(u"preset"_s), arguments.value(u"source"_s),
        arguments.value(u"target"_s), Json::object({})};
    if (arguments.has(u"settings"_s)) {
        const Result<Json> settings = readJsonFile(arguments.value(u"settings"_s));
        if (!settings)
            co_return tl::unexpected(settings.error());
        stream.settings = *settings;
    }
    const auto added = co_await surroundings->api->addStream(stream);
    if (!added)
        co_return tl::unexpected(added.error());
    Answer answer;
    answer.document = Json::object({{u"stream"_s, document(*added)}});
    answer.text
        = QCoreApplication::translate("uds", "Added the stream “%1”.").arg(plainLine(added->name)) + u'\n';
    co_return answer;
}

QCoro::Task<Result<Answer>> list(Surroundings *surroundings)
{
    const auto streams = co_await surroundings->api->streams();
    if (!streams)
        co_return tl::unexpected(streams.error());
    TextTable table(
        {QCoreApplication::translate("uds", "Name"), QCoreApplication::translate("uds", "Preset"),
            QCoreApplication::translate("uds", "Source"), QCoreApplication::translate("uds", "Target"),
            QCoreApplication::translate("uds", "Read until"),
            QCoreApplication::translate("uds", "Last success"), QCoreApplication::translate("uds", "Failed")},
        {TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Left,
            TextTable::Align::Left, TextTable::Align::Left, TextTable::Align::Right});
    for (const StreamSummary &row : *streams)
        table.addRow({row.name, row.preset, row.source, row.target, timeText(row.readUntilUtc),
            timeText(row.lastSuccessUtc), QString::number(row.openFailures)});
    Answer answer;
    answer.document = Json::object({{u"streams"_s, documents(*streams)}});
    answer.text = table.isEmpty() ? QCoreApplication::translate("uds", "There are no streams yet.") + u'\n'
                                  : table.text();
    co_return answer;
}

} // namespace

QList<Command> streamCommands()
{
    return {
        {u"streams add"_s, {}, 0, {u"preset"_s, u"source"_s, u"target"_s, u"name"_s, u"settings"_s},
            {u"preset"_s, u"source"_s, u"target"_s, u"name"_s},
            QCoreApplication::translate("uds", "Let a kind of record flow."), add},
        {u"streams list"_s, {}, 0, {}, {},
            QCoreApplication::translate("uds", "Show the streams and how far they have read."), list},
    };
}

} // namespace uds::cli
