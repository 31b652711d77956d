#include "engine/observe/runlogevent.h"

#include <array>

namespace uds {

namespace {

constexpr qsizetype kLongestText = 300;
constexpr std::array kLevels{"debug", "info", "warning", "error"};
constexpr std::array kEvents{"run.started", "stage.entered", "record.failed", "run.finished", "run.failed"};
constexpr std::array kFields{"mode", "trigger", "stage", "entity", "source_id", "number", "code", "text",
    "state", "read", "created", "updated", "voided", "unchanged", "skipped", "failed", "calls",
    "duration_ms"};

// Support needs these to find the record at the platform; a mask could take a number for a card or a phone.
bool isIdentity(LogField field)
{
    return field == LogField::SourceId || field == LogField::Number || field == LogField::Code
        || field == LogField::Entity;
}

} // namespace

QString logLevelName(LogLevel level)
{
    return QString::fromLatin1(kLevels.at(std::size_t(level)));
}

std::optional<LogLevel> logLevelFromName(QStringView name)
{
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
        if (name == QLatin1StringView(kLevels.at(i)))
            return LogLevel(i);
    }
    return std::nullopt;
}

QString logEventName(LogEvent event)
{
    return QString::fromLatin1(kEvents.at(std::size_t(event)));
}

QString logFieldName(LogField field)
{
    return QString::fromLatin1(kFields.at(std::size_t(field)));
}

RunLogEvent::RunLogEvent(LogEvent event, LogLevel level, QDateTime atUtc)
    : m_event(event)
    , m_level(level)
    , m_atUtc(std::move(atUtc))
{
}

RunLogEvent &RunLogEvent::set(LogField field, qint64 number)
{
    m_fields.set(logFieldName(field), number);
    return *this;
}

RunLogEvent &RunLogEvent::set(LogField field, const QString &text, const Masker &masker)
{
    if (!text.isEmpty())
        m_fields.set(
            logFieldName(field), (isIdentity(field) ? text : masker.masked(text)).left(kLongestText));
    return *this;
}

RunLogRow RunLogEvent::row(qint64 runId, qint64 streamId) const
{
    RunLogRow row;
    row.runId = runId;
    row.streamId = streamId;
    row.atUtc = m_atUtc;
    row.level = int(m_level);
    row.event = logEventName(m_event);
    row.fields = m_fields;
    return row;
}

} // namespace uds
