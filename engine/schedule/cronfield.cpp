#include "engine/schedule/cronfield.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Range {
    int first = 0;
    int last = 0;
};

// QString::toInt() would take signs, blanks and foreign digits.
std::optional<int> plainNumber(const QString &text)
{
    const bool isPlain = !text.isEmpty() && text.size() <= 2
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return isPlain ? std::optional(text.toInt()) : std::nullopt;
}

QString allowedText(const CronField &field)
{
    const QString numbers = QCoreApplication::translate("uds", "%1 to %2").arg(field.least).arg(field.most);
    if (field.names.isEmpty())
        return numbers;
    return QCoreApplication::translate("uds", "%1, or %2 to %3")
        .arg(numbers, field.names.constFirst(), field.names.constLast());
}

Result<Range> rangeOf(const CronField &field, const QString &part, const QString &text)
{
    if (text == u"*")
        return Range{field.least, field.most};
    const qsizetype dash = text.indexOf(u'-');
    const Result<int> first = cronValue(field, dash < 0 ? text : text.left(dash));
    if (!first)
        return tl::unexpected(first.error());
    if (dash < 0)
        return Range{*first, *first};
    Result<int> last = cronValue(field, text.mid(dash + 1));
    if (!last)
        return tl::unexpected(last.error());
    // A week may end with Sunday: SAT-SUN.
    if (*last == 0 && field.most == 7 && *first > 0)
        last = 7;
    if (*first > *last)
        return fail(cronError(field, part,
            QCoreApplication::translate("uds", "the range ends before it begins; write it as two parts")));
    return Range{*first, *last};
}

Result<int> stepOf(const CronField &field, const QString &part, const QString &text, const Range &range)
{
    const std::optional<int> step = plainNumber(text);
    if (!step || *step == 0)
        return fail(cronError(field, part,
            QCoreApplication::translate("uds", "the step after “/” must be a whole number from 1 on")));
    if (*step > range.last - range.first)
        return fail(cronError(field, part,
            QCoreApplication::translate(
                "uds", "a step of %1 is longer than the range, so that only %2 is left")
                .arg(*step)
                .arg(range.first)));
    return *step;
}

} // namespace

const CronField &CronField::minute()
{
    static const CronField field{QCoreApplication::translate("uds", "minute"), 0, 59, {}, u"0,30"_s};
    return field;
}

const CronField &CronField::hour()
{
    static const CronField field{QCoreApplication::translate("uds", "hour"), 0, 23, {}, u"8-18/2"_s};
    return field;
}

const CronField &CronField::dayOfMonth()
{
    static const CronField field{
        QCoreApplication::translate("uds", "day of month"), 1, 31, {}, u"1,15 or L"_s};
    return field;
}

const CronField &CronField::month()
{
    static const CronField field{QCoreApplication::translate("uds", "month"), 1, 12,
        {u"JAN"_s, u"FEB"_s, u"MAR"_s, u"APR"_s, u"MAY"_s, u"JUN"_s, u"JUL"_s, u"AUG"_s, u"SEP"_s, u"OCT"_s,
            u"NOV"_s, u"DEC"_s},
        u"JAN,JUL or 1-6"_s};
    return field;
}

const CronField &CronField::dayOfWeek()
{
    static const CronField field{QCoreApplication::translate("uds", "day of week"), 0, 7,
        {u"SUN"_s, u"MON"_s, u"TUE"_s, u"WED"_s, u"THU"_s, u"FRI"_s, u"SAT"_s}, u"MON-FRI, MON#2 or 5L"_s};
    return field;
}

Error cronError(const CronField &field, const QString &part, const QString &message)
{
    Error error{ErrorKind::Configuration, u"schedule.cron"_s,
        QCoreApplication::translate("uds", "Cron expression, %1, “%2”: %3.").arg(field.title, part, message),
        QCoreApplication::translate("uds",
            "An example for this field: %1. The five fields are minute, hour,"
            " day of month, month and day of week.")
            .arg(field.example),
        u"cron"_s, {}, std::nullopt};
    return error;
}

Result<int> cronValue(const CronField &field, const QString &text)
{
    const std::optional<int> number = plainNumber(text);
    const qsizetype name = field.names.indexOf(text.toUpper());
    const int value = number ? *number : field.least + int(name);
    if ((!number && name < 0) || value < field.least || value > field.most)
        return fail(cronError(
            field, text, QCoreApplication::translate("uds", "expected %1").arg(allowedText(field))));
    return value;
}

Result<quint64> cronValues(const CronField &field, const QString &part)
{
    const qsizetype slash = part.indexOf(u'/');
    const QString text = slash < 0 ? part : part.left(slash);
    const Result<Range> range = rangeOf(field, part, text);
    if (!range)
        return tl::unexpected(range.error());
    int step = 1;
    if (slash >= 0) {
        if (text != u"*" && !text.contains(u'-'))
            return fail(cronError(field, part,
                QCoreApplication::translate("uds", "a step needs a range: write %1-%2/%3 or */%3")
                    .arg(text)
                    .arg(field.most)
                    .arg(part.mid(slash + 1))));
        const Result<int> given = stepOf(field, part, part.mid(slash + 1), *range);
        if (!given)
            return tl::unexpected(given.error());
        step = *given;
    }
    quint64 bits = 0;
    for (int value = range->first; value <= range->last; value += step)
        bits |= quint64(1) << value;
    return bits;
}

Result<QStringList> cronParts(const CronField &field, const QString &text)
{
    const QStringList parts = text.split(u',');
    if (parts.contains(QString()))
        return fail(cronError(
            field, text, QCoreApplication::translate("uds", "there is nothing before or after a comma")));
    return parts;
}

Result<quint64> cronBits(const CronField &field, const QString &text)
{
    const Result<QStringList> parts = cronParts(field, text);
    if (!parts)
        return tl::unexpected(parts.error());
    quint64 bits = 0;
    for (const QString &part : *parts) {
        const Result<quint64> values = cronValues(field, part);
        if (!values)
            return tl::unexpected(values.error());
        bits |= *values;
    }
    return bits;
}

} // namespace uds
