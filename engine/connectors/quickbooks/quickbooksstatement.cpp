#include "engine/connectors/quickbooks/quickbooksstatement.h"

#include "engine/connectors/quickbooks/quickbooksentities.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Statements near 64 KB are refused by the gateway; the rest is room for the fixed words.
constexpr qsizetype kLongestValueList = 56'000;

/// Names, numbers and ids have one holder as a rule; a customer has any number of payments, a day of
/// expenses.
qsizetype valuesPerStatement(const QString &key)
{
    return key.endsWith("Ref"_L1) || key == "TxnDate"_L1 ? 50 : 500;
}

QString limits(const QString &order, int start)
{
    return u" orderby %1 startposition %2 maxresults %3"_s.arg(order).arg(start).arg(kQuickBooksPageSize);
}

bool hasActive(const QString &entity)
{
    const QuickBooksEntity *known = quickBooksEntity(entity);
    return known && known->hasActive;
}

QString notBefore(const QString &time, const QDateTime &utc)
{
    return time + u" >= "_s + quickBooksQuoted(quickBooksTime(utc));
}

/// Rows of the same second come in the order of their ids, so that pages do not overlap by chance.
QByteArray ordered(const QString &entity, QStringList conditions, const QString &time, int start)
{
    if (hasActive(entity))
        conditions.append(u"Active in (true,false)"_s);
    QString text = u"select * from "_s + entity;
    if (!conditions.isEmpty())
        text += u" where "_s + conditions.join(u" and "_s);
    return (text + limits(time + u", Id"_s, start)).toUtf8();
}

} // namespace

QString quickBooksQuoted(const QString &value)
{
    QString text = value;
    text.replace(u'\\', "\\\\"_L1).replace(u'\'', "\\'"_L1);
    return u'\'' + text + u'\'';
}

QString quickBooksTime(const QDateTime &utc)
{
    return utc.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss"_s) + u"+00:00"_s;
}

QList<QStringList> quickBooksValueGroups(const LookUp &lookUp)
{
    QList<QStringList> groups;
    QSet<QString> seen;
    qsizetype length = kLongestValueList;
    for (const QString &value : lookUp.values) {
        const QString folded = value.trimmed().toCaseFolded();
        if (folded.isEmpty() || seen.contains(folded))
            continue;
        seen.insert(folded);
        const qsizetype needed = quickBooksQuoted(value).toUtf8().size() + 1;
        if (length + needed > kLongestValueList || groups.last().size() >= valuesPerStatement(lookUp.key)) {
            groups.append(QStringList());
            length = 0;
        }
        groups.last().append(value.trimmed());
        length += needed;
    }
    return groups;
}

QByteArray quickBooksFindStatement(
    const QString &entity, const QString &key, const QStringList &values, int start)
{
    QStringList quoted;
    for (const QString &value : values)
        quoted.append(quickBooksQuoted(value));
    QString text = u"select * from "_s + entity + u" where "_s + key + u" in ("_s + quoted.join(u',') + u')';
    if (hasActive(entity))
        text += u" and Active in (true,false)"_s;
    return (text + limits(u"Id"_s, start)).toUtf8();
}

QByteArray quickBooksWindowStatement(const QString &entity, const ReadWindow &window, int start)
{
    const QString time = u"MetaData.LastUpdatedTime"_s;
    QStringList conditions;
    if (window.fromUtc)
        conditions.append(notBefore(time, *window.fromUtc));
    if (window.untilUtc)
        conditions.append(time + u" < "_s + quickBooksQuoted(quickBooksTime(*window.untilUtc)));
    return ordered(entity, conditions, time, start);
}

QByteArray quickBooksCensusStatement(
    const QString &entity, const std::optional<QDateTime> &fromUtc, int start)
{
    const QString time = u"MetaData.CreateTime"_s;
    QStringList conditions;
    if (fromUtc)
        conditions.append(notBefore(time, *fromUtc));
    return ordered(entity, conditions, time, start);
}

} // namespace uds
