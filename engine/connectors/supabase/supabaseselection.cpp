#include "engine/connectors/supabase/supabaseselection.h"

#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostValues = 300;

bool isWholeNumber(const QString &text)
{
    constexpr qsizetype longestId = 18; // digits of a bigint that are safe whatever they are
    return !text.isEmpty() && text.size() <= longestId
        && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isUuid(const QString &text)
{
    static const QRegularExpression pattern(u"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"_s);
    return pattern.match(text).hasMatch();
}

/// One filter per group of values: \a fixed stays, the values of \a column are listed.
QList<QByteArray> listed(const QByteArray &fixed, const QString &column, const QStringList &values)
{
    QList<QByteArray> selections;
    QByteArray list;
    qsizetype count = 0;
    const QByteArray head = fixed + column.toLatin1() + "=in.(";
    for (const QString &value : values) {
        const QByteArray text = supabaseQuoted(value);
        if (count == kMostValues || head.size() + list.size() + text.size() > kSupabaseQueryLimit) {
            selections.append(head + list + ')');
            list.clear();
            count = 0;
        }
        if (!list.isEmpty())
            list += ',';
        list += text;
        ++count;
    }
    if (!list.isEmpty())
        selections.append(head + list + ')');
    return selections;
}

/// The last key column varies most: it is listed, the others are fixed.
QList<QByteArray> byKey(const SupabaseTable &table, const QStringList &texts)
{
    QMap<QByteArray, QStringList> groups;
    for (const QString &text : texts) {
        QStringList values = supabaseKeyValues(table, text);
        if (values.isEmpty() || (table.keyColumns.last() == "event_id"_L1 && !isUuid(values.last())))
            continue;
        const QString last = values.takeLast();
        QByteArray fixed;
        for (qsizetype i = 0; i < values.size(); ++i)
            fixed += table.keyColumns.at(i).toLatin1() + "=eq." + supabaseEncoded(values.at(i)) + '&';
        groups[fixed].append(last);
    }
    QList<QByteArray> selections;
    for (auto group = groups.cbegin(); group != groups.cend(); ++group)
        selections += listed(group.key(), table.keyColumns.last(), group.value());
    return selections;
}

QByteArray moment(const QDateTime &utc)
{
    return supabaseEncoded(utc.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz"_s) + u'Z');
}

} // namespace

QByteArray supabaseEncoded(const QString &value)
{
    return QUrl::toPercentEncoding(value);
}

QByteArray supabaseQuoted(const QString &value)
{
    QString text = value;
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return supabaseEncoded(u'"' + text + u'"');
}

QList<QByteArray> supabaseSelections(const SupabaseTable &table, const LookUp &lookUp)
{
    QStringList values;
    QSet<QString> seen;
    for (const QString &value : lookUp.values) {
        if (!value.isEmpty() && !seen.contains(value))
            values.append(value);
        seen.insert(value);
    }
    if (lookUp.key == supabaseSourceKey())
        return byKey(table, values);
    if (lookUp.key != "Id"_L1)
        return listed({}, lookUp.key, values);
    values.removeIf([](const QString &value) { return !isWholeNumber(value); });
    return listed({}, u"id"_s, values);
}

QByteArray supabaseWindow(
    const SupabaseTable &table, const ReadWindow &window, const std::optional<SupabasePosition> &behind)
{
    const QByteArray time = table.timeColumn.toLatin1();
    QByteArrayList conditions;
    if (window.fromUtc)
        conditions.append(time + "=gte." + moment(*window.fromUtc));
    if (window.untilUtc)
        conditions.append(time + "=lt." + moment(*window.untilUtc));
    if (!window.statuses.isEmpty() && table.columns.contains(u"status"_s))
        conditions += listed({}, u"status"_s, window.statuses);
    if (behind) {
        const QByteArray at = supabaseQuoted(behind->time);
        conditions.append("or=(" + time + ".gt." + at + ",and(" + time + ".eq." + at + ",id.gt."
            + supabaseEncoded(behind->id) + "))");
    }
    conditions.append("order=" + time + ".asc,id.asc");
    conditions.append("limit=" + QByteArray::number(kSupabasePageSize));
    return conditions.join('&');
}

QByteArray supabaseColumns(const QStringList &names)
{
    static const QRegularExpression plain(u"^[a-z_][a-z0-9_]*$"_s);
    QByteArrayList texts;
    for (const QString &name : names)
        texts.append(plain.match(name).hasMatch() ? name.toLatin1() : supabaseQuoted(name));
    return texts.join(',');
}

} // namespace uds
