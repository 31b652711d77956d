#pragma once

#include "engine/core/json.h"

#include <QHash>
#include <QJSEngine>

#include <memory>

namespace uds {

class ScriptWatchdog;

/// Where a script is wrong. Qt tells the column of what it cannot read, and only the line of what goes wrong
/// while it runs.
struct ScriptProblem {
    QString message; ///< the engine's own words
    int line = 0; ///< from 1; 0 where it is not known
    int column = 0;
};

/// Runs the scripts of mapping documents: bodies of JavaScript functions of `value`, `item` (the element of a
/// list, or the record) and `record`. There is nothing to read, write or call outside, no clock, no chance,
/// no place to keep anything between two calls, and no regular expression (nothing could stop one); what a
/// script gives is made of its arguments alone. Numbers go in and come back as text, so that money stays
/// exact.
///
/// Bounds: kTimeLimitMs per call; the stack, by Qt; lists and made texts of kMaximumSize elements or
/// characters; the result. Qt has no bound for the memory of one engine: what a script holds is bounded by
/// what it can make in its time.
class ScriptEngine {
public:
    static constexpr int kTimeLimitMs = 50;
    static constexpr int kMaximumSize = 100'000;

    /// The engine of this thread; made when first asked for, gone with the thread.
    [[nodiscard]] static ScriptEngine &ofThisThread();

    ScriptEngine();
    ~ScriptEngine();
    Q_DISABLE_COPY_MOVE(ScriptEngine)

    /// Reads the script without running it.
    [[nodiscard]] std::optional<ScriptProblem> check(const QString &body);

    struct Arguments {
        const Json &value;
        const Json &item;
        const Json &record;
    };
    /// ErrorKind::Validation: "script.error" with line, "script.timeLimit", "script.result".
    [[nodiscard]] Result<Json> run(const QString &body, const Arguments &arguments);

private:
    [[nodiscard]] QJSValue compiled(const QString &body);
    void restrict();

    QJSEngine m_engine;
    QJSValue m_call; ///< calls a script and tells whether it threw
    QHash<QString, QJSValue> m_scripts;
    std::unique_ptr<ScriptWatchdog> m_watchdog;
};

} // namespace uds
