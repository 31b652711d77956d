#include "app/udsync/commandline.h"

#include "app/udsync/accesscommands.h"
#include "app/udsync/alertcommands.h"
#include "app/udsync/auditcommands.h"
#include "app/udsync/conflictcommands.h"
#include "app/udsync/democommand.h"
#include "app/udsync/failurecommands.h"
#include "app/udsync/historycommands.h"
#include "app/udsync/integrationcommands.h"
#include "app/udsync/mappingcommands.h"
#include "app/udsync/overviewcommands.h"
#include "app/udsync/reconcilecommands.h"
#include "app/udsync/runcommands.h"
#include "app/udsync/schedulecommands.h"
#include "app/udsync/servecommand.h"
#include "app/udsync/simulatorcommand.h"
#include "app/udsync/streamcommands.h"
#include "app/udsync/webhookcommands.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

struct Option {
    QString name;
    QString valueName; ///< empty for a flag
    QString summary;
};

const QList<Option> &everyCommandsOptions()
{
    static const QList<Option> options{
        {u"profile"_s, u"dir"_s,
            QCoreApplication::translate("uds", "Profile folder; the platform's data folder when left out.")},
        {u"passphrase-file"_s, u"file"_s,
            QCoreApplication::translate(
                "uds", "File with the profile's passphrase; the system keychain when left out.")},
        {u"admin-passphrase-file"_s, u"file"_s,
            QCoreApplication::translate("uds",
                "File with the administrator passphrase, to work as administrator; - is standard input.")},
        {u"json"_s, {}, QCoreApplication::translate("uds", "Exactly one JSON document on standard output.")},
        {u"help"_s, {}, QCoreApplication::translate("uds", "Show this help.")},
        {u"version"_s, {}, QCoreApplication::translate("uds", "Show the version.")},
    };
    return options;
}

const QList<Option> &someCommandsOptions()
{
    static const QList<Option> options{
        {u"name"_s, u"name"_s, QCoreApplication::translate("uds", "Its name.")},
        {u"settings"_s, u"file"_s,
            QCoreApplication::translate("uds", "JSON with the settings; - is standard input.")},
        {u"new-passphrase-file"_s, u"file"_s,
            QCoreApplication::translate(
                "uds", "File with the new administrator passphrase; - is standard input.")},
        {u"role"_s, u"role"_s, QCoreApplication::translate("uds", "viewer, operator or accountant.")},
        {u"idle-minutes"_s, u"n"_s,
            QCoreApplication::translate("uds", "Minutes after which an unlocked session locks; 0 is never.")},
        {u"level"_s, u"level"_s,
            QCoreApplication::translate("uds", "From this level on: debug, info, warning or error.")},
        {u"days"_s, u"n"_s, QCoreApplication::translate("uds", "Days to keep; 0 is for ever.")},
        {u"draft"_s, {}, QCoreApplication::translate("uds", "Keep it although it is not complete.")},
        {u"connector"_s, u"connector"_s,
            QCoreApplication::translate("uds", "Platform of a new integration, for example quickbooks.")},
        {u"paste"_s, {},
            QCoreApplication::translate("uds", "Read the address the browser ended at from standard input.")},
        {u"other-account"_s, {},
            QCoreApplication::translate(
                "uds", "Accept another account: links stay with the present one, which is kept aside.")},
        {u"preset"_s, u"preset"_s, QCoreApplication::translate("uds", "What flows and how it is mapped.")},
        {u"source"_s, u"name"_s, QCoreApplication::translate("uds", "Integration to read from.")},
        {u"target"_s, u"name"_s, QCoreApplication::translate("uds", "Integration to send to.")},
        {u"full"_s, {}, QCoreApplication::translate("uds", "Read everything again.")},
        {u"incremental"_s, {},
            QCoreApplication::translate("uds", "Read what changed since the last run (the default).")},
        {u"ids"_s, u"ids"_s, QCoreApplication::translate("uds", "Only these, separated by commas.")},
        {u"dry-run"_s, {}, QCoreApplication::translate("uds", "Only show what would be done.")},
        {u"yes"_s, {}, QCoreApplication::translate("uds", "Do not ask.")},
        {u"over-brake"_s, {},
            QCoreApplication::translate("uds", "The stream's limits do not count for this run.")},
        {u"without"_s, u"list"_s,
            QCoreApplication::translate("uds",
                "Leave these out, with what needs them: \"<id> document\", a record's id, create, update, "
                "void.")},
        {u"out"_s, u"file"_s, QCoreApplication::translate("uds", "File to write.")},
        {u"format"_s, u"format"_s,
            QCoreApplication::translate("uds", "csv or jsonl; of a plan: json or csv.")},
        {u"from"_s, u"time"_s, QCoreApplication::translate("uds", "From this date or UTC time on.")},
        {u"to"_s, u"time"_s,
            QCoreApplication::translate("uds", "Until the end of this date, or until this UTC time.")},
        {u"status"_s, u"status"_s,
            QCoreApplication::translate(
                "uds", "created, updated, voided, adopted, unchanged, skipped, failed or unknown.")},
        {u"stream"_s, u"name"_s, QCoreApplication::translate("uds", "Only of this stream.")},
        {u"run"_s, u"id"_s, QCoreApplication::translate("uds", "Only of this run.")},
        {u"number"_s, u"number"_s, QCoreApplication::translate("uds", "Only with this number or id.")},
        {u"cause"_s, u"key"_s, QCoreApplication::translate("uds", "Only of this cause.")},
        {u"local"_s, {}, QCoreApplication::translate("uds", "From the local store alone, without any call.")},
        {u"sign-off"_s, {}, QCoreApplication::translate("uds", "Keep that this period was looked at.")},
        {u"by"_s, u"name"_s, QCoreApplication::translate("uds", "Who says so; you when left out.")},
        {u"note"_s, u"text"_s, QCoreApplication::translate("uds", "A note to keep with it.")},
        {u"reason"_s, u"text"_s, QCoreApplication::translate("uds", "Why.")},
        {u"until"_s, u"date"_s,
            QCoreApplication::translate("uds", "The last day; after it all is as before.")},
        {u"due"_s, {}, QCoreApplication::translate("uds", "Those whose time has come.")},
        {u"assignee"_s, u"name"_s, QCoreApplication::translate("uds", "Who cares for it; empty = nobody.")},
        {u"take"_s, u"side"_s,
            QCoreApplication::translate("uds", "source or target; or one for each field: Phone=source.")},
        {u"all"_s, {}, QCoreApplication::translate("uds", "All of them.")},
        {u"limit"_s, u"n"_s, QCoreApplication::translate("uds", "At most so many rows.")},
        {u"orders"_s, u"n"_s, QCoreApplication::translate("uds", "Orders to make up.")},
        {u"seed"_s, u"n"_s, QCoreApplication::translate("uds", "Seed of what is made up.")},
        {u"port"_s, u"n"_s,
            QCoreApplication::translate("uds", "Port to listen on; a free one when left out.")},
        {u"address"_s, u"ip"_s,
            QCoreApplication::translate("uds", "Address to listen on; 127.0.0.1 when left out.")},
        {u"url"_s, u"url"_s,
            QCoreApplication::translate("uds", "Public https address of your tunnel or proxy.")},
        {u"secret-file"_s, u"file"_s,
            QCoreApplication::translate(
                "uds", "File with the platform's verifier token or webhook secret; - is standard input.")},
        {u"by-hand"_s, {},
            QCoreApplication::translate("uds", "Change nothing at the platform; only show the address.")},
        {u"cron"_s, u"expression"_s,
            QCoreApplication::translate("uds", "When to run: five fields, for example \"0 6 * * MON-FRI\".")},
        {u"zone"_s, u"name"_s,
            QCoreApplication::translate("uds", "Time zone of these times, for example America/Edmonton.")},
        {u"overlap"_s, u"policy"_s,
            QCoreApplication::translate("uds", "While the stream still works: queue (the default) or skip.")},
        {u"missed"_s, u"policy"_s,
            QCoreApplication::translate(
                "uds", "What was due while nothing could run: once (the default) or skip.")},
        {u"cooldown"_s, u"minutes"_s,
            QCoreApplication::translate("uds", "Pause after a failed run; 15 when left out.")},
        {u"window"_s, u"times"_s,
            QCoreApplication::translate(
                "uds", "Hours in which runs may begin, for example \"MON-FRI 08:00-18:00\".")},
        {u"schedule"_s, u"number"_s, QCoreApplication::translate("uds", "Only of this schedule.")},
        {u"faults"_s, u"list"_s, QCoreApplication::translate("uds", "For example drop=0.3,throttle=0.1.")},
        {u"recorded"_s, {}, QCoreApplication::translate("uds", "With the recorded shop.")},
        {u"limits"_s, {},
            QCoreApplication::translate("uds",
                "With the company's limits: 500 requests and 40 batches a minute, 10 requests a second.")},
        {u"read-only"_s, {}, QCoreApplication::translate("uds", "The shop's key may only read.")},
        {u"ledger"_s, u"file"_s,
            QCoreApplication::translate(
                "uds", "File for what was applied, as JSON lines, written at the end.")},
    };
    return options;
}

const Option *optionNamed(const QString &name)
{
    for (const QList<Option> *options : {&everyCommandsOptions(), &someCommandsOptions()}) {
        for (const Option &option : *options) {
            if (option.name == name)
                return &option;
        }
    }
    return nullptr;
}

void addOptions(QCommandLineParser &parser, const QList<Option> &options)
{
    for (const Option &option : options)
        parser.addOption(QCommandLineOption(option.name, option.summary, option.valueName));
}

// The command stands before everything else without dashes, in one word or two.
const Command *commandOf(const QStringList &positionals)
{
    const Command *best = nullptr;
    for (const Command &command : commands()) {
        const QStringList words = command.name.split(u' ');
        const bool fits = positionals.mid(0, words.size()) == words;
        if (fits && (!best || command.name.size() > best->name.size()))
            best = &command;
    }
    return best;
}

Result<void> checkOptions(const Command &command, const Arguments &arguments)
{
    for (auto option = arguments.options.cbegin(); option != arguments.options.cend(); ++option) {
        const bool isCommon = std::any_of(everyCommandsOptions().cbegin(), everyCommandsOptions().cend(),
            [&option](const Option &common) { return common.name == option.key(); });
        if (!isCommon && !command.options.contains(option.key()))
            return wrongArguments(QCoreApplication::translate("uds", "“%1” does not take --%2.")
                                      .arg(command.name, option.key()));
    }
    for (const QString &required : command.requiredOptions) {
        if (!arguments.has(required))
            return wrongArguments(
                QCoreApplication::translate("uds", "“%1” needs --%2.").arg(command.name, required));
    }
    if (arguments.positionals.size() != command.positionalCount)
        return wrongArguments(command.positionalCount == 0
                ? QCoreApplication::translate("uds", "“%1” takes nothing else.").arg(command.name)
                : QCoreApplication::translate("uds", "“%1” needs %2.")
                      .arg(command.name, command.positionals));
    return {};
}

QString optionLine(const QString &name)
{
    const Option *option = optionNamed(name);
    const QString head
        = u"  --"_s + name + (option->valueName.isEmpty() ? u""_s : u" <"_s + option->valueName + u'>');
    return head.leftJustified(28) + option->summary + u'\n';
}

QString commandLine(const Command &command)
{
    constexpr int width = 46;
    QString head = u"  "_s + command.name + u' ' + command.positionals;
    if (head.size() >= width)
        head += u'\n' + QString(width, u' '); // a list of choices is as long as it is
    return head.leftJustified(width) + command.summary + u'\n';
}

QString usageOf(const Command &command)
{
    QString text = QCoreApplication::translate("uds", "Usage: udsync %1 %2 [options]")
                       .arg(command.name, command.positionals)
                       .simplified()
        + u"\n\n"_s + command.summary + u"\n\n"_s;
    for (const QString &option : command.options)
        text += optionLine(option);
    return text;
}

} // namespace

const QList<Command> &commands()
{
    static const QList<Command> all = demoCommands() + integrationCommands() + streamCommands()
        + runCommands() + historyCommands() + failureCommands() + conflictCommands() + reconcileCommands()
        + overviewCommands() + mappingCommands() + accessCommands() + auditCommands() + webhookCommands()
        + alertCommands() + scheduleCommands() + serveCommands() + simulatorCommands();
    return all;
}

const Command *guessedCommand(const QStringList &line)
{
    QCommandLineParser parser;
    addOptions(parser, everyCommandsOptions());
    addOptions(parser, someCommandsOptions());
    parser.parse(line);
    return commandOf(parser.positionalArguments());
}

Result<ParsedLine> parseLine(const QStringList &line)
{
    QCommandLineParser parser;
    addOptions(parser, everyCommandsOptions());
    addOptions(parser, someCommandsOptions());
    if (!parser.parse(line))
        return wrongArguments(parser.errorText());
    ParsedLine parsed;
    for (const QString &name : parser.optionNames())
        parsed.arguments.options.insert(name, parser.value(name));
    parsed.command = commandOf(parser.positionalArguments());
    if (parsed.arguments.has(u"help"_s) || parsed.arguments.has(u"version"_s))
        return parsed;
    if (!parsed.command)
        return wrongArguments(parser.positionalArguments().isEmpty()
                ? QCoreApplication::translate("uds", "No command was given.")
                : QCoreApplication::translate("uds", "There is no command “%1”.")
                      .arg(parser.positionalArguments().join(u' ')));
    parsed.arguments.positionals = parser.positionalArguments().mid(parsed.command->name.split(u' ').size());
    if (const auto fits = checkOptions(*parsed.command, parsed.arguments); !fits)
        return tl::unexpected(fits.error());
    return parsed;
}

QString usage(const Command *command)
{
    QString text;
    if (command) {
        text = usageOf(*command);
    } else {
        text = QCoreApplication::translate("uds", "Usage: udsync <command> [options]") + u"\n\n"_s;
        for (const Command &each : commands())
            text += commandLine(each);
        text += u'\n'
            + QCoreApplication::translate("uds", "“udsync <command> --help” shows what a command takes.")
            + u'\n';
    }
    text += u'\n' + QCoreApplication::translate("uds", "Every command:") + u'\n';
    for (const Option &option : everyCommandsOptions())
        text += optionLine(option.name);
    return text;
}

} // namespace uds::cli
