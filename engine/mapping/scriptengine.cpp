#include "engine/mapping/scriptengine.h"

#include "engine/mapping/mappingerror.h"
#include "engine/mapping/scriptvalues.h"
#include "engine/mapping/scriptwatchdog.h"

#include <QCoreApplication>
#include <QThreadStorage>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKeptScripts = 200;

/// Takes away the clock, chance, the user's locale, regular expressions and code made from text, bounds what
/// one call of a built-in function can make (nothing can interrupt it), and freezes the rest, so that no
/// record sees what an earlier one left.
constexpr auto kRestrictions = uR"js((function (global, limit) {
    'use strict';
    var apply = Reflect.apply;
    var names = Object.getOwnPropertyNames;
    function refuse() { throw new RangeError('too large: at most ' + limit + ' are allowed'); }
    function bounded(owner, name, isTooLarge) {
        var original = owner[name];
        Object.defineProperty(owner, name, { value: function () {
            if (isTooLarge(this, arguments)) refuse();
            return apply(original, this, arguments);
        } });
    }
    function isLong(list) { return list !== null && list !== undefined && list.length > limit; }
    names(Array.prototype).forEach(function (name) {
        if (name !== 'constructor' && typeof Array.prototype[name] === 'function')
            bounded(Array.prototype, name, function (self, given) { return isLong(self) || isLong(given[0]); });
    });
    bounded(Array, 'from', function (self, given) { return isLong(given[0]); });
    bounded(Function.prototype, 'apply', function (self, given) { return isLong(given[1]); });
    bounded(String.prototype, 'repeat', function (self, given) { return self.length * given[0] > limit; });
    ['padStart', 'padEnd'].forEach(function (name) {
        bounded(String.prototype, name, function (self, given) { return given[0] > limit; });
    });
    ['split', 'replace'].forEach(function (name) {
        bounded(String.prototype, name, function (self, given) {
            if (typeof given[0] === 'object') throw new TypeError('regular expressions are not available');
            return isLong(self);
        });
    });
    ['concat', 'normalize', 'toUpperCase', 'toLowerCase', 'trim', 'indexOf', 'lastIndexOf',
        'includes'].forEach(function (name) { bounded(String.prototype, name, isLong); });
    [Object, String, Number, Array].forEach(function (type) {
        names(type.prototype).forEach(function (name) {
            if (name.indexOf('Locale') >= 0) delete type.prototype[name];
        });
    });
    bounded(JSON, 'parse', function (self, given) { return isLong(given[0]); });
    delete JSON.stringify;
    delete String.raw;
    delete String.prototype.localeCompare;
    delete Math.random;
    ['exec', 'test', 'compile', Symbol.match, Symbol.matchAll, Symbol.replace, Symbol.search, Symbol.split].forEach(
        function (name) { delete RegExp.prototype[name]; });
    ['match', 'matchAll', 'search'].forEach(function (name) { delete String.prototype[name]; });
    delete Function.prototype.constructor;
    delete Object.getPrototypeOf(function* () {}).constructor;
    delete Reflect.apply;
    delete Reflect.construct;
    var kept = ['Object', 'Array', 'String', 'Number', 'Boolean', 'Math', 'JSON', 'Error', 'TypeError', 'RangeError',
        'Map', 'Set', 'Symbol', 'undefined', 'NaN', 'Infinity', 'parseInt', 'parseFloat', 'isNaN', 'isFinite',
        'encodeURIComponent', 'decodeURIComponent', 'encodeURI', 'decodeURI'];
    var seen = new Set();
    function freeze(thing) {
        if ((typeof thing !== 'object' && typeof thing !== 'function') || thing === null || seen.has(thing)) return;
        seen.add(thing);
        names(thing).forEach(function (name) {
            var property = Object.getOwnPropertyDescriptor(thing, name);
            if (property && 'value' in property) freeze(property.value);
        });
        Object.freeze(thing);
        freeze(Object.getPrototypeOf(thing));
    }
    freeze(RegExp.prototype);
    freeze(Object.getPrototypeOf(function* () {}));
    [[], '', new Map(), new Set()].forEach(function (thing) { freeze(Object.getPrototypeOf(thing[Symbol.iterator]())); });
    names(global).forEach(function (name) {
        if (kept.indexOf(name) < 0) delete global[name];
        else freeze(global[name]);
    });
    Object.freeze(global);
    return function (script, value, item, record) {
        try {
            var result = script(value, item, record);
            if (typeof result === 'string' && result.length > limit) refuse(); // before it is copied
            return [true, result];
        } catch (error) {
            return [false, error];
        }
    };
}))js";

ScriptProblem problemOf(const QJSValue &error, const QStringList &trace)
{
    ScriptProblem problem;
    problem.message = error.toString();
    // One line comes before the script's own first line.
    problem.line = qMax(0, error.property(u"lineNumber"_s).toInt() - 1);
    // "function:line:column:file"
    const int column = trace.isEmpty() ? 0 : trace.constFirst().section(u':', 2, 2).toInt();
    problem.column = qMax(0, column);
    return problem;
}

QString wrapped(const QString &body)
{
    return u"(function (value, item, record) { 'use strict';\n"_s + body + u"\n})"_s;
}

Error timeLimitError()
{
    Error error = recordError(u"script.timeLimit"_s, {},
        QCoreApplication::translate("uds", "The script of the mapping was stopped after %1 ms.")
            .arg(ScriptEngine::kTimeLimitMs));
    error.hint = QCoreApplication::translate(
        "uds", "Look for a loop that never ends, and make the script do less for one record.");
    return error;
}

Error scriptError(const ScriptProblem &problem)
{
    Error error = recordError(u"script.error"_s, {},
        problem.line > 0
            ? QCoreApplication::translate("uds", "The script of the mapping failed in line %1: %2")
                  .arg(problem.line)
                  .arg(problem.message.left(200))
            : QCoreApplication::translate("uds", "The script of the mapping failed: %1")
                  .arg(problem.message.left(200)));
    error.hint = QCoreApplication::translate("uds", "Correct the script, or the value it was given.");
    return error;
}

/// While the time runs: what a script returns or throws may have code of its own.
Result<Json> resultOf(const QJSValue &outcome)
{
    if (outcome.isError())
        return fail(scriptError(problemOf(outcome, {})));
    const QJSValue given = outcome.property(1);
    if (!outcome.property(0).toBool())
        return fail(scriptError(problemOf(given, {})));
    return fromScript(given);
}

} // namespace

ScriptEngine &ScriptEngine::ofThisThread()
{
    static QThreadStorage<ScriptEngine *> kEngines;
    if (!kEngines.hasLocalData())
        kEngines.setLocalData(new ScriptEngine); // which owns it until the thread ends
    return *kEngines.localData();
}

ScriptEngine::ScriptEngine()
    : m_watchdog(std::make_unique<ScriptWatchdog>(m_engine))
{
    restrict();
}

ScriptEngine::~ScriptEngine() = default;

void ScriptEngine::restrict()
{
    QJSValue restrictions = m_engine.evaluate(QString::fromUtf16(kRestrictions));
    m_call = restrictions.call({m_engine.globalObject(), kMaximumSize});
    Q_ASSERT_X(m_call.isCallable(), "script", qPrintable(m_call.toString()));
}

std::optional<ScriptProblem> ScriptEngine::check(const QString &body)
{
    QStringList trace;
    const QJSValue script = m_engine.evaluate(wrapped(body), u"script"_s, 1, &trace);
    if (script.isError())
        return problemOf(script, trace);
    if (!script.isCallable())
        return ScriptProblem{QCoreApplication::translate("uds", "a } too many"), 0, 0};
    return std::nullopt;
}

QJSValue ScriptEngine::compiled(const QString &body)
{
    if (const auto known = m_scripts.constFind(body); known != m_scripts.constEnd())
        return *known;
    if (m_scripts.size() >= kKeptScripts)
        m_scripts.clear();
    return *m_scripts.insert(body, m_engine.evaluate(wrapped(body), u"script"_s));
}

Result<Json> ScriptEngine::run(const QString &body, const Arguments &arguments)
{
    const QJSValue script = compiled(body);
    const QJSValueList given{script, toScript(m_engine, arguments.value), toScript(m_engine, arguments.item),
        toScript(m_engine, arguments.record)};
    m_watchdog->start(std::chrono::milliseconds(kTimeLimitMs));
    Result<Json> result = resultOf(m_call.call(given));
    m_watchdog->stop();
    if (m_engine.isInterrupted()) {
        m_engine.setInterrupted(false);
        return fail(timeLimitError());
    }
    return result;
}

} // namespace uds
