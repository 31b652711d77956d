#include "engine/simulators/shopquery.h"

#include <QDateTime>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QStringList kOrderStatuses{u"any"_s, u"trash"_s, u"auto-draft"_s, u"pending"_s, u"processing"_s,
    u"on-hold"_s, u"completed"_s, u"cancelled"_s, u"refunded"_s, u"failed"_s, u"checkout-draft"_s};
const QStringList kProductStatuses{
    u"any"_s, u"future"_s, u"trash"_s, u"draft"_s, u"pending"_s, u"private"_s, u"publish"_s, u"auto-draft"_s};

/// "a, b, and c" as WordPress lists allowed values.
QString listed(const QStringList &values)
{
    return values.mid(0, values.size() - 1).join(u", "_s) + u", and "_s + values.last();
}

/// Collects values and complaints while the parameters are read one after the other.
class ParameterReader {
public:
    explicit ParameterReader(const QUrlQuery &items)
        : m_items(items.queryItems(QUrl::FullyDecoded))
    {
    }

    [[nodiscard]] bool has(const QString &name) const
    {
        return std::any_of(
            m_items.begin(), m_items.end(), [&](const auto &item) { return item.first == name; });
    }
    [[nodiscard]] QString text(const QString &name) const
    {
        for (const auto &[key, value] : m_items) {
            if (key == name)
                return value;
        }
        return {};
    }
    /// Values of name=a,b and of name[]=a&name[]=b.
    [[nodiscard]] QStringList list(const QString &name) const
    {
        QStringList values;
        for (const auto &[key, value] : m_items) {
            if (key == name || key.startsWith(name + u'['))
                values += value.split(u',', Qt::SkipEmptyParts);
        }
        return values;
    }

    void complain(const QString &name, const QString &code, const QString &message, const Json &data = {})
    {
        m_params.set(name, message);
        m_details.set(name, Json::object({{u"code"_s, code}, {u"message"_s, message}, {u"data"_s, data}}));
        m_names.append(name);
    }

    int number(const QString &name, int fallback, int least, int most)
    {
        if (!has(name))
            return fallback;
        bool isNumber = false;
        const int value = text(name).toInt(&isNumber);
        if (!isNumber)
            complain(name, u"rest_invalid_type"_s, name + u" is not of type integer."_s,
                Json::object({{u"param"_s, name}}));
        else if (value < least || value > most)
            complain(name, u"rest_out_of_bounds"_s, outOfBounds(name, least, most));
        return value;
    }

    QString choice(const QString &name, const QString &fallback, const QStringList &allowed)
    {
        const QString value = has(name) ? text(name) : fallback;
        if (!allowed.contains(value))
            complain(name, u"rest_not_in_enum"_s, name + u" is not one of "_s + listed(allowed) + u'.');
        return value;
    }

    std::optional<qint64> date(const QString &name, const QTimeZone &zone);

    [[nodiscard]] bool isClean() const { return m_names.isEmpty(); }
    [[nodiscard]] Json complaint() const
    {
        return Json::object({{u"code"_s, u"rest_invalid_param"_s},
            {u"message"_s, QString(u"Invalid parameter(s): "_s + m_names.join(u", "_s))},
            {u"data"_s,
                Json::object({{u"status"_s, 400}, {u"params"_s, m_params}, {u"details"_s, m_details}})}});
    }

private:
    static QString outOfBounds(const QString &name, int least, int most)
    {
        if (most == std::numeric_limits<int>::max())
            return u"%1 must be greater than or equal to %2"_s.arg(name).arg(least);
        return u"%1 must be between %2 (inclusive) and %3 (inclusive)"_s.arg(name).arg(least).arg(most);
    }

    QList<QPair<QString, QString>> m_items;
    Json m_params = Json::object({});
    Json m_details = Json::object({});
    QStringList m_names;
};

struct ParsedDate {
    QDateTime value; ///< clock reading, in UTC when there was no suffix
    bool hasZone = false;
};

std::optional<ParsedDate> parsedDate(QString text)
{
    if (text.size() < 19 || (text.at(10) != u'T' && text.at(10) != u' '))
        return std::nullopt;
    text[10] = u'T';
    QDateTime value = QDateTime::fromString(text.left(19), Qt::ISODate);
    if (!value.isValid())
        return std::nullopt;
    QString suffix = text.mid(19);
    if (suffix.startsWith(u'.')) {
        qsizetype digits = 1;
        while (digits < suffix.size() && suffix.at(digits).isDigit())
            ++digits;
        suffix = suffix.mid(digits);
    }
    if (suffix.isEmpty()) {
        value.setTimeSpec(Qt::UTC);
        return ParsedDate{value, false};
    }
    const QDateTime exact = QDateTime::fromString(text.left(19) + suffix, Qt::ISODate);
    const bool isOffset
        = suffix == u"Z"_s || (suffix.size() == 6 && (suffix[0] == u'+' || suffix[0] == u'-'));
    if (!exact.isValid() || !isOffset)
        return std::nullopt;
    return ParsedDate{exact.toUTC(), true};
}

/// A clock reading that comes twice, at the end of daylight saving time, means the first one, as in PHP.
qint64 localSecond(const QDateTime &reading, const QTimeZone &zone)
{
    const QDateTime moment(reading.date(), reading.time(), zone);
    const QDateTime earlier = moment.addSecs(-3600);
    return earlier.time() == moment.time() ? earlier.toSecsSinceEpoch() : moment.toSecsSinceEpoch();
}

std::optional<qint64> ParameterReader::date(const QString &name, const QTimeZone &zone)
{
    if (!has(name))
        return std::nullopt;
    const auto parsed = parsedDate(text(name));
    if (!parsed) {
        complain(name, u"rest_invalid_date"_s, u"Invalid date."_s);
        return std::nullopt;
    }
    const QString flag = text(u"dates_are_gmt"_s);
    const bool isGmt = flag == u"true"_s || flag == u"1"_s;
    if (parsed->hasZone) {
        // The known fault: an exact time is first moved to shop time and that reading is then taken as UTC.
        const qint64 shift = isGmt ? zone.offsetFromUtc(parsed->value) : 0;
        return parsed->value.toSecsSinceEpoch() + shift;
    }
    if (isGmt)
        return parsed->value.toSecsSinceEpoch();
    return localSecond(parsed->value, zone);
}

QList<qint64> ids(const QStringList &texts)
{
    QList<qint64> numbers;
    for (const QString &text : texts)
        numbers.append(text.trimmed().toLongLong());
    return numbers;
}

void readStatuses(ParameterReader &reader, ShopResource resource, ShopQuery &query)
{
    const QStringList allowed = resource == ShopResource::Orders ? kOrderStatuses : kProductStatuses;
    const QStringList statuses = reader.list(u"status"_s);
    for (qsizetype i = 0; i < statuses.size(); ++i) {
        if (!allowed.contains(statuses.at(i))) {
            reader.complain(u"status"_s, u"rest_not_in_enum"_s,
                u"status[%1] is not one of %2."_s.arg(i).arg(listed(allowed)));
            return;
        }
        if (statuses.at(i) == u"any"_s)
            query.hasAny = true;
        else
            query.statuses.insert(statuses.at(i));
    }
}

struct Ordering {
    QStringList allowed;
    QString by;
    QString direction;
};

Ordering orderingOf(ShopResource resource)
{
    if (resource == ShopResource::Customers)
        return {{u"id"_s, u"include"_s, u"name"_s, u"registered_date"_s}, u"name"_s, u"asc"_s};
    if (resource == ShopResource::Taxes)
        return {{u"id"_s, u"order"_s, u"priority"_s}, u"order"_s, u"asc"_s};
    return {{u"date"_s, u"id"_s, u"include"_s, u"title"_s, u"slug"_s, u"modified"_s}, u"date"_s, u"desc"_s};
}

void readOrdering(ParameterReader &reader, ShopResource resource, ShopQuery &query)
{
    const Ordering ordering = orderingOf(resource);
    const QString by = reader.choice(u"orderby"_s, ordering.by, ordering.allowed);
    if (by == u"id"_s || by == u"order"_s)
        query.orderBy = ShopQuery::OrderBy::Id;
    else if (by == u"modified"_s)
        query.orderBy = ShopQuery::OrderBy::Modified;
    else if (by == u"include"_s)
        query.orderBy = ShopQuery::OrderBy::Include;
    const QString order = reader.choice(u"order"_s, ordering.direction, {u"asc"_s, u"desc"_s});
    query.isAscending = order == u"asc"_s;
}

/// Customers and tax rates have no dates to filter by; a list of tax rates cannot be narrowed to some ids.
void readFilters(ParameterReader &reader, ShopResource resource, const QTimeZone &zone, ShopQuery &query)
{
    if (resource == ShopResource::Taxes)
        return;
    query.include = ids(reader.list(u"include"_s));
    const QList<qint64> excluded = ids(reader.list(u"exclude"_s));
    query.exclude = QSet<qint64>(excluded.begin(), excluded.end());
    if (resource == ShopResource::Customers) {
        query.email = reader.text(u"email"_s).toLower();
        query.role = reader.has(u"role"_s) ? reader.text(u"role"_s) : query.role;
        return;
    }
    query.after = reader.date(u"after"_s, zone);
    query.before = reader.date(u"before"_s, zone);
    query.modifiedAfter = reader.date(u"modified_after"_s, zone);
    query.modifiedBefore = reader.date(u"modified_before"_s, zone);
    if (resource == ShopResource::Orders && reader.has(u"customer"_s))
        query.customer = reader.text(u"customer"_s).toLongLong();
    if (resource == ShopResource::Orders)
        query.search = reader.text(u"search"_s);
    if (resource == ShopResource::Products && reader.has(u"sku"_s))
        query.skus = reader.text(u"sku"_s).toLower().split(u',');
    if (resource == ShopResource::Coupons && reader.has(u"code"_s))
        query.skus = {reader.text(u"code"_s).toLower()};
}

} // namespace

tl::expected<ShopQuery, Json> ShopQuery::parse(
    const QUrlQuery &items, ShopResource resource, const QTimeZone &zone)
{
    ParameterReader reader(items);
    ShopQuery query;
    query.page = reader.number(u"page"_s, 1, 1, std::numeric_limits<int>::max());
    query.perPage = reader.number(u"per_page"_s, 10, 1, 100);
    if (reader.has(u"offset"_s))
        query.offset = reader.number(u"offset"_s, 0, 0, std::numeric_limits<int>::max());
    readOrdering(reader, resource, query);
    if (resource == ShopResource::Orders || resource == ShopResource::Products)
        readStatuses(reader, resource, query);
    query.fields = reader.list(u"_fields"_s);
    readFilters(reader, resource, zone, query);
    if (!reader.isClean())
        return tl::unexpected(reader.complaint());
    return query;
}

} // namespace uds
