#include "engine/simulators/warehousemedia.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kObjectType = "application/vnd.pgrst.object+json";

/// "text/csv; charset=utf-8" -> "text/csv"
QByteArray typeOf(const QByteArray &value)
{
    return value.left(value.indexOf(';') < 0 ? value.size() : value.indexOf(';')).trimmed().toLower();
}

auto unreadable(const QString &message)
{
    return warehouseFault(400, u"PGRST102"_s, message);
}

/// The fields of the next line; quotes may hold commas, line ends and doubled quotes.
JsonArray takeLine(const QString &text, qsizetype *at)
{
    JsonArray fields;
    while (*at < text.size()) {
        QString field;
        const bool isQuoted = text.at(*at) == u'"';
        bool isInside = isQuoted;
        *at += isQuoted ? 1 : 0;
        for (; *at < text.size() && (isInside || (text.at(*at) != u',' && text.at(*at) != u'\n')); ++*at) {
            if (isInside && text.at(*at) == u'"') {
                isInside = *at + 1 < text.size() && text.at(*at + 1) == u'"';
                *at += isInside ? 1 : 0;
                if (!isInside)
                    continue;
            }
            field.append(text.at(*at));
        }
        if (!isQuoted && field.endsWith(u'\r'))
            field.chop(1);
        fields.append(!isQuoted && field == "NULL"_L1 ? Json() : Json(field));
        const bool isEnd = *at >= text.size() || text.at(*at) == u'\n';
        ++*at;
        if (isEnd)
            break;
    }
    return fields;
}

WarehouseResult<JsonArray> csvRows(const QByteArray &body)
{
    const QString text = QString::fromUtf8(body);
    qsizetype at = 0;
    const JsonArray names = takeLine(text, &at);
    JsonArray rows;
    while (at < text.size()) {
        const JsonArray fields = takeLine(text, &at);
        if (fields.size() != names.size())
            return unreadable(u"All lines must have same number of fields"_s);
        Json row = Json::object({});
        for (qsizetype i = 0; i < names.size(); ++i)
            row.set(names.at(i).string(), fields.at(i));
        rows.append(row);
    }
    return rows;
}

WarehouseResult<JsonArray> jsonRows(const QByteArray &body)
{
    const Result<Json> parsed = Json::parse(body);
    const bool isRow = parsed && parsed->isObject();
    if (!parsed || (!isRow && !parsed->isArray()))
        return unreadable(u"Empty or invalid json"_s);
    return isRow ? JsonArray{*parsed} : parsed->array();
}

QString csvField(const Json &cell)
{
    const bool isText = !cell.isObject() && !cell.isArray();
    QString text = cell.isNull() ? QString() : isText ? cell.scalarText() : QString::fromUtf8(cell.bytes());
    const bool isPlain = !text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n');
    return isPlain ? text : u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QByteArray csv(const QStringList &columns, const JsonArray &rows)
{
    QStringList lines{columns.join(u',')};
    for (const Json &row : rows) {
        QStringList fields;
        for (const QString &column : columns)
            fields.append(csvField(row[column]));
        lines.append(fields.join(u','));
    }
    return lines.join(u'\n').toUtf8();
}

} // namespace

WarehouseResult<WarehouseMedia> warehouseMedia(const QList<HttpHeader> &headers)
{
    const QByteArray accepted = headerValue(headers, "Accept").value_or("*/*");
    for (const QByteArray &part : accepted.split(',')) {
        const QByteArray type = typeOf(part);
        if (type == kObjectType)
            return WarehouseMedia::Object;
        if (type == "text/csv")
            return WarehouseMedia::Csv;
        if (type.isEmpty() || type == "*/*" || type == "application/*" || type == "application/json"
            || type == "application/openapi+json" || type == "application/vnd.pgrst.array+json")
            return WarehouseMedia::List;
    }
    return warehouseFault(
        406, u"PGRST107"_s, u"None of these media types are available: "_s + QString::fromLatin1(accepted));
}

QByteArray warehouseMediaType(WarehouseMedia media)
{
    const QByteArray type = media == WarehouseMedia::Csv ? "text/csv"
        : media == WarehouseMedia::Object                ? kObjectType
                                                         : "application/json";
    return type + "; charset=utf-8";
}

WarehouseResult<void> checkWarehouseRows(WarehouseMedia media, qsizetype rows)
{
    if (media != WarehouseMedia::Object || rows == 1)
        return {};
    return warehouseFault(406, u"PGRST116"_s, u"Cannot coerce the result to a single JSON object"_s,
        u"The result contains %1 rows"_s.arg(rows));
}

QByteArray warehouseRows(WarehouseMedia media, const QStringList &columns, const JsonArray &rows)
{
    if (media == WarehouseMedia::Csv)
        return csv(columns, rows);
    QByteArrayList texts;
    for (const Json &row : rows)
        texts.append(row.bytes());
    return media == WarehouseMedia::Object ? texts.join() : '[' + texts.join(", \n ") + ']';
}

WarehouseResult<JsonArray> warehouseRowsIn(const HttpRequest &request)
{
    const QByteArray type = headerValue(request.headers, "Content-Type").value_or("application/json");
    if (typeOf(type) == "text/csv")
        return csvRows(request.body);
    if (typeOf(type) != "application/json")
        return unreadable(u"Content-Type not acceptable: "_s + QString::fromLatin1(type));
    return jsonRows(request.body);
}

} // namespace uds
