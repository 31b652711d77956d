#include "engine/mapping/mappingerror.h"
#include "engine/mapping/transform.h"
#include "engine/mapping/valuepath.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Error notADate(const QString &text)
{
    return recordError(
        u"date.syntax"_s, {}, QCoreApplication::translate("uds", "\"%1\" is not a date.").arg(text.left(60)));
}

/// Zones are costly to open and every worker maps thousands of records in the same one.
const QTimeZone &zoneOf(const QString &name)
{
    thread_local QHash<QString, QTimeZone> zones;
    auto at = zones.find(name);
    if (at == zones.end()) {
        QTimeZone zone(name.toUtf8());
        at = zones.insert(name, zone.isValid() ? zone : QTimeZone::utc());
    }
    return *at;
}

/// Shops write UTC without a suffix in their "_gmt" fields.
std::optional<QDateTime> inUtc(QDateTime moment)
{
    if (moment.timeSpec() == Qt::LocalTime)
        moment = QDateTime(moment.date(), moment.time(), Qt::UTC);
    return moment.isValid() ? std::optional(moment) : std::nullopt;
}

std::optional<QDateTime> momentOf(const QString &text)
{
    return inUtc(QDateTime::fromString(text, Qt::ISODate));
}

QString firstZone(const QList<ValuePath> &paths, const EvaluationScope &scope)
{
    for (const ValuePath &path : paths) {
        if (QString zone = path.value(scope).string(); !zone.isEmpty())
            return zone;
    }
    return {};
}

Result<QList<ValuePath>> zonePaths(const Json &arguments, const CompileScope &scope, const QString &place)
{
    QList<ValuePath> paths;
    for (const Json &text : arguments[u"zone"].array()) {
        auto path = ValuePath::compile(text.string(), scope, place);
        if (!path)
            return tl::unexpected(path.error());
        paths.append(std::move(*path));
    }
    return paths;
}

Result<TransformStep> compileDateOnly(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    const auto paths = zonePaths(arguments, compileScope, place);
    if (!paths)
        return tl::unexpected(paths.error());
    return TransformStep{{}, ValueType::Text, ValueType::Date,
        [paths = *paths](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const auto moment = momentOf(value.string());
            if (!moment)
                return fail(notADate(value.scalarText()));
            const QString zone = firstZone(paths, scope);
            const QDateTime local = zone.isEmpty() ? *moment : moment->toTimeZone(zoneOf(zone));
            return Json(local.date().toString(Qt::ISODate));
        }};
}

Result<TransformStep> compileAddDays(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    std::optional<ValuePath> path;
    if (arguments.isString()) {
        auto compiled = ValuePath::compile(arguments.string(), compileScope, place);
        if (!compiled)
            return tl::unexpected(compiled.error());
        path = std::move(*compiled);
    } else if (!arguments.integer()) {
        return invalidMapping(place, QCoreApplication::translate("uds", "addDays needs a number of days"));
    }
    return TransformStep{{}, ValueType::Date, ValueType::Date,
        [path, days = arguments.integer()](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const QDate date = QDate::fromString(value.string(), Qt::ISODate);
            if (!date.isValid())
                return fail(notADate(value.scalarText()));
            const qint64 count = path ? path->value(scope).integer().value_or(0) : days.value_or(0);
            return Json(date.addDays(count).toString(Qt::ISODate));
        }};
}

Result<TransformStep> compileDateFormat(const Json &arguments, const CompileScope &, const QString &place)
{
    const QString pattern = arguments.string();
    if (pattern.isEmpty())
        return invalidMapping(
            place, QCoreApplication::translate("uds", "dateFormat needs a pattern like yyyy-MM-dd"));
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [pattern](const Json &value, const EvaluationScope &) -> Result<Json> {
            const auto moment = momentOf(value.string());
            if (!moment)
                return fail(notADate(value.scalarText()));
            return Json(moment->toString(pattern));
        }};
}

/// {"timeZone": {"name": "America/Edmonton"}} or {"timeZone": {"zone": [paths]}}: the same moment as a clock
/// there shows it, with its distance from UTC.
Result<TransformStep> compileTimeZone(
    const Json &arguments, const CompileScope &compileScope, const QString &place)
{
    const auto paths = zonePaths(arguments, compileScope, place);
    if (!paths)
        return tl::unexpected(paths.error());
    const QString name = arguments[u"name"].string();
    if (name.isEmpty() == paths->isEmpty() || (!name.isEmpty() && !QTimeZone(name.toUtf8()).isValid()))
        return invalidMapping(place,
            QCoreApplication::translate("uds",
                "timeZone needs the \"name\" of a zone like America/Edmonton, or \"zone\": a list of paths"));
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [paths = *paths, name](const Json &value, const EvaluationScope &scope) -> Result<Json> {
            const auto moment = momentOf(value.string());
            if (!moment)
                return fail(notADate(value.scalarText()));
            const QString zone = name.isEmpty() ? firstZone(paths, scope) : name;
            const QDateTime local = zone.isEmpty() ? moment->toUTC() : moment->toTimeZone(zoneOf(zone));
            return Json(local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODate));
        }};
}

/// A moment in UTC as every platform reads it: 2026-07-01T05:30:00Z. {"iso8601": {"pattern": "dd.MM.yyyy"}}
/// reads a shop's own way of writing it.
Result<TransformStep> compileIso8601(const Json &arguments, const CompileScope &, const QString &)
{
    return TransformStep{{}, ValueType::Text, ValueType::Text,
        [pattern = arguments[u"pattern"].string()](
            const Json &value, const EvaluationScope &) -> Result<Json> {
            const QString text = value.scalarText();
            const auto moment
                = pattern.isEmpty() ? momentOf(text) : inUtc(QDateTime::fromString(text, pattern));
            if (!moment)
                return fail(notADate(text));
            return Json(moment->toUTC().toString(Qt::ISODate));
        }};
}

} // namespace

QList<TransformKind> dateTransforms()
{
    return {{u"dateOnly"_s, compileDateOnly}, {u"addDays"_s, compileAddDays},
        {u"dateFormat"_s, compileDateFormat}, {u"timeZone"_s, compileTimeZone},
        {u"iso8601"_s, compileIso8601}};
}

} // namespace uds
