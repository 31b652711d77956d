#include "tests/unit/house/tidyrules.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxLines = 600;

/// A file whose comments and strings are blanked already.
struct Code {
    SourceFile file;
    QString text;

    [[nodiscard]] bool isShipped() const
    {
        return file.isIn(u"engine"_s) || file.isIn(u"ui"_s) || file.isIn(u"app"_s);
    }
};

QStringList matchFindings(const Code &code, const QString &pattern, const QString &message)
{
    const QRegularExpression expression(pattern);
    QStringList findings;
    QRegularExpressionMatchIterator matches = expression.globalMatch(code.text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        findings.append(
            finding(code.file, match.capturedStart(), match.captured().trimmed() + u": "_s + message));
    }
    return findings;
}

/// Position behind the bracket that closes the one at \a open, or the end of the text.
qsizetype behindClosing(const QString &text, qsizetype open, QChar opening, QChar closing)
{
    int depth = 0;
    for (qsizetype i = open; i < text.size(); ++i) {
        if (text[i] == opening)
            ++depth;
        else if (text[i] == closing && --depth == 0)
            return i + 1;
    }
    return text.size();
}

/// g++ 12 crashes on co_await inside a condition; behind an initialiser ("if (const auto r = co_await f();
/// !r)") it works.
QStringList awaitInCondition(const Code &code)
{
    static const QRegularExpression start(uR"(\b(if|while|switch)\s*(?:constexpr\s*)?\()"_s);
    QStringList findings;
    QRegularExpressionMatchIterator matches = start.globalMatch(code.text);
    while (matches.hasNext()) {
        const qsizetype open = matches.next().capturedEnd() - 1;
        const qsizetype close = behindClosing(code.text, open, u'(', u')');
        const QString condition = code.text.sliced(open, close - open);
        if (condition.sliced(condition.lastIndexOf(u';') + 1).contains(u"co_await"_s)) {
            findings.append(finding(code.file, open,
                u"co_await in a condition: await into a named const first, then test the name"_s));
        }
    }
    return findings;
}

/// g++ 12 frees braced temporaries too early when they are arguments of an awaited call; an empty {} is
/// harmless.
QStringList bracesInAwaitedCall(const Code &code)
{
    static const QRegularExpression start(uR"(\bco_await\b)"_s);
    static const QRegularExpression braces(uR"([(,]\s*(?:[A-Za-z_][\w:<>]*\s*\{|\{\s*[^\s}]))"_s);
    QStringList findings;
    QRegularExpressionMatchIterator matches = start.globalMatch(code.text);
    while (matches.hasNext()) {
        const qsizetype begin = matches.next().capturedEnd();
        const qsizetype open = code.text.indexOf(u'(', begin);
        const qsizetype end = code.text.indexOf(u';', begin);
        if (open < 0 || open > end)
            continue;
        const qsizetype close = behindClosing(code.text, open, u'(', u')');
        if (braces.match(code.text.sliced(open, close - open)).hasMatch()) {
            findings.append(finding(code.file, begin,
                u"braces in an awaited call: name the argument first, then co_await f(name)"_s));
        }
    }
    return findings;
}

QStringList blockingCalls(const Code &code)
{
    return matchFindings(code,
        uR"(\bQEventLoop\b|\bprocessEvents\b|\bBlockingQueuedConnection\b|\b(?:QThread::)?[mu]?sleep\s*\(|\bsleep_for\b)"_s,
        u"never block or re-enter: co_await Clock::sleepFor() or a signal"_s);
}

QStringList stringConnections(const Code &code)
{
    return matchFindings(code, uR"(\b(?:SIGNAL|SLOT)\s*\()"_s,
        u"connect member pointers with a context object; the compiler checks them"_s);
}

QStringList wallClock(const Code &code)
{
    if (code.file.path.startsWith(u"engine/core/systemclock."))
        return {};
    return matchFindings(code,
        uR"(\bQDateTime::current\w+|\bQDate::currentDate\b|\bQTime::currentTime\b|\bsystem_clock\b|\bgettimeofday\b|\bstd::time\s*\()"_s,
        u"take a Clock& and ask nowUtc() or boot(), so that tests run under virtual time"_s);
}

QStringList randomness(const Code &code)
{
    if (code.file.path.startsWith(u"engine/core/systemrandom.") || code.file.isIn(u"engine/vault"_s))
        return {};
    return matchFindings(code, uR"(\bQRandomGenerator\b|\brandom_device\b|\bmt19937\w*|\brand\s*\()"_s,
        u"take a Random&, so that a simulation replays from its seed; secrets come from engine/vault"_s);
}

/// Money passes through Decimal only.
QStringList binaryMoney(const Code &code)
{
    static const QString money
        = u"(?:amount|price|total|tax(?!on)|money|cost|balance|refund|discount|revenue)"_s;
    return matchFindings(code,
        u"(?i)\\b(?:double|float)\\b[^;{}\\n]*"_s + money + u"|"_s + money
            + u"\\w*(?:\\(\\))?(?:\\.|->)to(?:Double|Float)\\b"_s,
        u"money is a Decimal, never a floating-point number"_s);
}

/// Position of the returned type when \a declaration declares a function returning a Task or Result by value.
std::optional<qsizetype> fallibleReturn(const QString &declaration)
{
    static const QRegularExpression type(uR"((?:^|[\s])(?:QCoro::|uds::|tl::)?(?:Task|Result|expected)<)"_s);
    static const QRegularExpression function(uR"(^\s*(?:[A-Za-z_]\w*::)*[A-Za-z_]\w*\s*\()"_s);
    const QRegularExpressionMatch match = type.match(declaration);
    if (!match.hasMatch())
        return std::nullopt;
    const qsizetype close = behindClosing(declaration, match.capturedEnd() - 1, u'<', u'>');
    const bool isFunction = function.match(declaration.sliced(close)).hasMatch();
    return isFunction ? std::optional(match.capturedStart()) : std::nullopt;
}

QStringList unmarkedResults(const Code &code)
{
    if (!code.file.isHeader())
        return {};
    static const QRegularExpression boundary(u"[;{}]"_s);
    QStringList findings;
    qsizetype start = 0;
    while (start < code.text.size()) {
        const QRegularExpressionMatch next = boundary.match(code.text, start);
        const qsizetype end = next.hasMatch() ? next.capturedStart() : code.text.size();
        const QString declaration = code.text.sliced(start, end - start);
        const std::optional<qsizetype> at = fallibleReturn(declaration);
        const bool isMarked = declaration.contains(u"[[nodiscard]]"_s);
        if (at && !isMarked && !declaration.contains(u"friend "_s)) {
            findings.append(finding(
                code.file, start + *at + 1, u"a Task or Result can be dropped: declare it [[nodiscard]]"_s));
        }
        start = end + 1;
    }
    return findings;
}

QStringList tooLong(const Code &code)
{
    const qsizetype lines = code.file.text.count(u'\n');
    if (lines <= kMaxLines)
        return {};
    return {finding(code.file, 0,
        u"%1 lines, at most %2: move pure leaves into a file of their own"_s.arg(lines).arg(kMaxLines))};
}

QStringList leftovers(const Code &code)
{
    const Code withComments{code.file, code.file.text};
    return matchFindings(withComments, uR"(\b(?:TODO|FIXME|XXX|HACK)\b)"_s,
        u"finish it, or say in a sentence why it is as it is"_s);
}

} // namespace

QStringList tidyFindings(const SourceFile &file)
{
    const Code code{file, codeOnly(file.text)};
    QStringList findings
        = tooLong(code) + awaitInCondition(code) + bracesInAwaitedCall(code) + stringConnections(code);
    if (code.isShipped())
        findings += blockingCalls(code) + unmarkedResults(code);
    if (file.isIn(u"engine"_s) || file.isIn(u"app"_s)) // A screen may say "5 minutes ago".
        findings += wallClock(code) + randomness(code) + binaryMoney(code);
    if (!file.isIn(u"tests/unit/house"_s)) // This folder has to name what it forbids.
        findings += leftovers(code);
    return findings;
}
