#include "engine/mapping/scriptvalues.h"

#include "engine/mapping/mappingerror.h"

#include <QCoreApplication>
#include <QJSValueIterator>

#include <cmath>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaximumDepth = 50;
constexpr int kMaximumItems = 10'000;
constexpr int kMaximumText = 100'000;
constexpr double kExactWhole = 9007199254740991.0; ///< up to here a double holds every whole number

tl::unexpected<Error> refused(const QString &message)
{
    Error error = recordError(u"script.result"_s, {}, message);
    error.hint = QCoreApplication::translate(
        "uds", "Let the script return a text, yes or no, a whole number, or a list or object of these.");
    return fail(std::move(error));
}

Result<Json> converted(const QJSValue &value, int depth, int &left);

Result<Json> number(double value)
{
    if (!std::isfinite(value) || std::trunc(value) != value || std::abs(value) > kExactWhole)
        return refused(QCoreApplication::translate("uds",
            "The script returned the number %1, which JavaScript cannot keep exactly; amounts are returned "
            "as text.")
                           .arg(value));
    return Json(qint64(value));
}

Result<Json> list(const QJSValue &value, int depth, int &left)
{
    JsonArray items;
    const quint32 count = value.property(u"length"_s).toUInt();
    for (quint32 at = 0; at < count; ++at) {
        auto item = converted(value.property(at), depth + 1, left);
        if (!item)
            return item;
        items.append(std::move(*item));
    }
    return Json(std::move(items));
}

Result<Json> object(const QJSValue &value, int depth, int &left)
{
    Json made = Json::object({});
    QJSValueIterator members(value);
    while (members.hasNext()) {
        members.next();
        auto member = converted(members.value(), depth + 1, left);
        if (!member)
            return member;
        made.set(members.name(), std::move(*member));
    }
    return made;
}

Result<Json> converted(const QJSValue &value, int depth, int &left)
{
    if (depth > kMaximumDepth || --left < 0)
        return refused(QCoreApplication::translate("uds", "The script returned too many values."));
    if (value.isNull() || value.isUndefined())
        return Json();
    if (value.isBool())
        return Json(value.toBool());
    if (value.isNumber())
        return number(value.toNumber());
    if (value.isString()) {
        QString text = value.toString();
        if (text.size() > kMaximumText)
            return refused(QCoreApplication::translate("uds", "The script returned a text of %1 characters.")
                               .arg(text.size()));
        return Json(std::move(text));
    }
    if (value.isArray())
        return list(value, depth, left);
    if (value.isObject() && !value.isCallable() && !value.isError())
        return object(value, depth, left);
    return refused(QCoreApplication::translate("uds", "The script returned something that is not a value."));
}

} // namespace

QJSValue toScript(QJSEngine &engine, const Json &value)
{
    switch (value.type()) {
    case Json::Type::Null: return QJSValue(QJSValue::NullValue);
    case Json::Type::Bool: return QJSValue(value.boolean());
    case Json::Type::Array: {
        const JsonArray &items = value.array();
        QJSValue list = engine.newArray(uint(items.size()));
        for (qsizetype at = 0; at < items.size(); ++at)
            list.setProperty(quint32(at), toScript(engine, items.at(at)));
        return list;
    }
    case Json::Type::Object: {
        QJSValue object = engine.newObject();
        for (const JsonMember &member : value.object())
            object.setProperty(member.name, toScript(engine, member.value));
        return object;
    }
    default: return QJSValue(value.scalarText());
    }
}

Result<Json> fromScript(const QJSValue &value)
{
    int left = kMaximumItems;
    return converted(value, 0, left);
}

} // namespace uds
