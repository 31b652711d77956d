#include "engine/http/retrypolicy.h"

#include "engine/core/random.h"

#include <QLocale>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::milliseconds;

// Longer waits are all the same to the caller, and the multiplication below cannot overflow.
constexpr qint64 kMostSeconds = 365LL * 24 * 3600;
// A two-digit year more than this far ahead belongs to the past century (RFC 9110 5.6.7).
constexpr int kCenturyWindow = 50;

// Day names are dropped beforehand: they say nothing the date does not, and a two-digit year breaks them.
QString withoutDayName(const QString &text)
{
    const qsizetype comma = text.indexOf(u',');
    if (comma >= 0)
        return text.mid(comma + 1).trimmed();
    return text.section(u' ', 1);
}

std::optional<QDateTime> dateIn(const QString &text, const QString &format)
{
    QDateTime date = QLocale::c().toDateTime(text, format);
    if (!date.isValid())
        return std::nullopt;
    // Read as local time, which has gaps in spring: the clock face is kept, the zone is set.
    date = QDateTime(date.date(), date.time(), Qt::UTC);
    return date;
}

} // namespace

milliseconds backoff(
    int attempt, const RetryPolicy &policy, std::optional<milliseconds> retryAfter, Random &random)
{
    milliseconds ceiling = std::min(policy.baseDelay, policy.maxDelay);
    for (int i = 1; i < attempt && ceiling < policy.maxDelay; ++i)
        ceiling = std::min(ceiling * policy.factor, policy.maxDelay);
    const milliseconds jittered(qint64(random.below(quint64(ceiling.count()) + 1)));
    return std::max(jittered, retryAfter.value_or(milliseconds(0)));
}

std::optional<QDateTime> parseHttpDate(const QByteArray &text)
{
    const QString date = withoutDayName(QString::fromLatin1(text).simplified());
    if (const auto fixed = dateIn(date, u"dd MMM yyyy HH:mm:ss 'GMT'"_s))
        return fixed;
    if (const auto asctime = dateIn(date, u"MMM d HH:mm:ss yyyy"_s))
        return asctime;
    auto twoDigits = dateIn(date, u"dd-MMM-yy HH:mm:ss 'GMT'"_s);
    if (twoDigits && twoDigits->date().year() < 1900 + kCenturyWindow)
        twoDigits = twoDigits->addYears(100);
    return twoDigits;
}

std::optional<milliseconds> parseRetryAfter(const QByteArray &value, const QDateTime &nowUtc)
{
    const QByteArray text = value.trimmed();
    const bool digits = !text.isEmpty()
        && std::all_of(text.cbegin(), text.cend(), [](char digit) { return digit >= '0' && digit <= '9'; });
    if (digits) {
        bool fits = false;
        const qint64 seconds = text.toLongLong(&fits);
        return std::chrono::seconds(fits ? std::min(seconds, kMostSeconds) : kMostSeconds);
    }
    const auto date = parseHttpDate(text);
    if (!date)
        return std::nullopt;
    return milliseconds(std::max(qint64(0), nowUtc.msecsTo(*date)));
}

std::optional<milliseconds> retryAfterOf(const HttpResponse &response, const QDateTime &nowUtc)
{
    const auto value = headerValue(response.headers, "Retry-After");
    if (!value)
        return std::nullopt;
    const auto date = headerValue(response.headers, "Date");
    const auto serverNow = date ? parseHttpDate(*date) : std::nullopt;
    return parseRetryAfter(*value, serverNow.value_or(nowUtc));
}

} // namespace uds
