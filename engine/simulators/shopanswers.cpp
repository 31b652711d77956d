#include "engine/simulators/shopanswers.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Json pickedPath(const Json &document, const QStringList &path)
{
    const Json &member = document[path.first()];
    if (path.size() == 1)
        return member;
    return member.isObject() ? pickedPath(member, path.mid(1)) : Json();
}

void place(Json &target, const QStringList &path, Json value)
{
    if (path.size() == 1) {
        target.set(path.first(), std::move(value));
        return;
    }
    Json inner = target[path.first()].isObject() ? target[path.first()] : Json::object({});
    place(inner, path.mid(1), std::move(value));
    target.set(path.first(), std::move(inner));
}

bool reaches(const Json &document, const QStringList &path)
{
    if (!document.isObject() || !document.contains(path.first()))
        return false;
    return path.size() == 1 || reaches(document[path.first()], path.mid(1));
}

} // namespace

HttpResponse shopBody(QByteArray json)
{
    return {200, {}, std::move(json)};
}

HttpResponse shopError(int status, const QString &code, const QString &message)
{
    const Json body = Json::object(
        {{u"code"_s, code}, {u"message"_s, message}, {u"data"_s, Json::object({{u"status"_s, status}})}});
    return {status, {}, body.bytes()};
}

HttpResponse noRoute()
{
    return shopError(404, u"rest_no_route"_s, u"No route was found matching the URL and request method."_s);
}

Json pickedFields(const Json &document, const QStringList &fields)
{
    Json picked = Json::object({});
    for (const QString &field : fields) {
        const QStringList path = field.trimmed().split(u'.');
        if (reaches(document, path))
            place(picked, path, pickedPath(document, path));
    }
    return picked.object().isEmpty() ? Json::array({}) : picked;
}

} // namespace uds
