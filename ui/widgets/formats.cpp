#include "ui/widgets/formats.h"

#include "engine/api/values.h"

#include <QLocale>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMinute = 60;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;
const QString kDash = u"\u2013"_s;

QString grouped(const QString &digits, const QLocale &locale)
{
    QString result = digits;
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        result.insert(at, locale.groupSeparator());
    return result;
}

} // namespace

QString Formats::count(qint64 value)
{
    return QLocale().toString(value);
}

QString Formats::money(const Decimal &amount, const QString &currency)
{
    const QLocale locale;
    const QString text = amount.absolute().rounded(2).text();
    const QString whole = text.section(u'.', 0, 0);
    const QString cents = text.section(u'.', 1, 1).leftJustified(2, u'0');
    QString result = grouped(whole, locale) + locale.decimalPoint() + cents;
    if (amount.isNegative())
        result.prepend(locale.negativeSign());
    return currency.isEmpty() ? result : result + u'\u00a0' + currency;
}

QString Formats::money(const std::optional<Decimal> &amount, const QString &currency)
{
    return amount ? money(*amount, currency) : kDash;
}

QString Formats::when(const QDateTime &utc, const QDateTime &nowUtc)
{
    if (!utc.isValid())
        return kDash;
    const QLocale locale;
    const QDateTime local = utc.toLocalTime();
    const QString time = locale.toString(local.time(), QLocale::ShortFormat);
    if (local.date() == nowUtc.toLocalTime().date())
        return time;
    return tr("%1, %2", "date, time").arg(locale.toString(local.date(), u"d MMM"_s), time);
}

QString Formats::ago(const QDateTime &utc, const QDateTime &nowUtc)
{
    if (!utc.isValid())
        return tr("never");
    const qint64 seconds = utc.secsTo(nowUtc);
    if (seconds < kMinute)
        return tr("just now");
    if (seconds < kHour)
        return tr("%Ln min ago", nullptr, int(seconds / kMinute));
    if (seconds < kDay)
        return tr("%Ln h ago", nullptr, int(seconds / kHour));
    return tr("%Ln day(s) ago", nullptr, int(seconds / kDay));
}

QString Formats::duration(std::chrono::seconds duration)
{
    const qint64 seconds = duration.count();
    if (seconds == 0)
        return tr("under 1 s");
    if (seconds < kMinute)
        return tr("%1 s").arg(count(seconds));
    if (seconds < kHour)
        return tr("%1 min %2 s").arg(count(seconds / kMinute), count(seconds % kMinute));
    return tr("%1 h %2 min").arg(count(seconds / kHour), count(seconds % kHour / kMinute));
}

QString Formats::exact(const QDateTime &utc)
{
    if (!utc.isValid())
        return {};
    const QLocale locale;
    const QDateTime local = utc.toLocalTime();
    //: A date as words, for example "4 March 2026".
    const QString date = locale.toString(local.date(), tr("d MMMM yyyy"));
    return tr("%1, %2", "date, time").arg(date, locale.toString(local.time(), QLocale::ShortFormat));
}

QString Formats::toolTip(const QString &text)
{
    return text.isEmpty() ? QString() : u"<p>"_s + text.toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</p>"_s;
}

} // namespace uds
