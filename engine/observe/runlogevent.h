#pragma once

#include "engine/core/masking.h"
#include "engine/store/runlogrepository.h"

#include <QDateTime>

namespace uds {

enum class LogLevel { Debug, Info, Warning, Error };
[[nodiscard]] QString logLevelName(LogLevel level); ///< "debug" ...
[[nodiscard]] std::optional<LogLevel> logLevelFromName(QStringView name);

/// What can be logged about a run. There is no event with free content.
enum class LogEvent {
    RunStarted,
    StageEntered,
    RecordFailed,
    RunFinished,
    RunFailed,
};
[[nodiscard]] QString logEventName(LogEvent event); ///< "run.started" ...

/// All an event can say. Bodies, names and addresses have no field, so they cannot be logged.
enum class LogField {
    Mode,
    Trigger,
    Stage,
    Entity,
    SourceId,
    Number,
    Code, ///< of an error
    Text, ///< the error's words: masked and cut
    State,
    Read,
    Created,
    Updated,
    Voided,
    Unchanged,
    Skipped,
    Failed,
    Calls,
    DurationMs,
};
[[nodiscard]] QString logFieldName(LogField field); ///< "source_id" ...

/// One thing that happened in a run.
class RunLogEvent {
public:
    RunLogEvent(LogEvent event, LogLevel level, QDateTime atUtc);
    RunLogEvent &set(LogField field, qint64 number);
    /// Masked, and cut after 300 characters. Ids and numbers of records come through unaltered.
    RunLogEvent &set(LogField field, const QString &text, const Masker &masker = {});

    [[nodiscard]] RunLogRow row(qint64 runId, qint64 streamId) const;

private:
    LogEvent m_event;
    LogLevel m_level;
    QDateTime m_atUtc;
    Json m_fields = Json::object({});
};

} // namespace uds
