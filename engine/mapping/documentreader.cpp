#include "engine/mapping/documentreader.h"

#include "engine/mapping/mappingerror.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

DocumentReader::DocumentReader(const Json &json, QString place)
    : m_json(json)
    , m_place(std::move(place))
{
    if (!json.isObject())
        m_result = invalidMapping(m_place, QCoreApplication::translate("uds", "an object is expected"));
}

void DocumentReader::wrong(const QString &name, const QString &reason)
{
    if (m_result)
        m_result = invalidMapping(name.isEmpty() ? m_place : m_place + u'.' + name, reason);
}

Json DocumentReader::value(const QString &name)
{
    m_known.append(name);
    return m_json[name];
}

QString DocumentReader::text(const QString &name)
{
    const Json found = value(name);
    if (!found.isNull() && !found.isString())
        wrong(name, QCoreApplication::translate("uds", "a text is expected"));
    return found.string();
}

QString DocumentReader::requiredText(const QString &name)
{
    const QString found = text(name);
    if (found.isEmpty())
        wrong(name, QCoreApplication::translate("uds", "a text is expected"));
    return found;
}

bool DocumentReader::flag(const QString &name)
{
    const Json found = value(name);
    if (!found.isNull() && !found.isBool())
        wrong(name, QCoreApplication::translate("uds", "true or false is expected"));
    return found.boolean();
}

QStringList DocumentReader::texts(const QString &name)
{
    QStringList all;
    for (const Json &item : items(name)) {
        if (!item.isString())
            wrong(name, QCoreApplication::translate("uds", "a list of texts is expected"));
        all.append(item.string());
    }
    return all;
}

const JsonArray &DocumentReader::items(const QString &name)
{
    m_known.append(name);
    const Json &found = m_json[name];
    if (!found.isNull() && !found.isArray())
        wrong(name, QCoreApplication::translate("uds", "a list is expected"));
    return found.array();
}

Json DocumentReader::expression()
{
    Json all;
    for (const QString &name :
        {u"from"_s, u"value"_s, u"template"_s, u"choose"_s, u"transforms"_s, u"default"_s}) {
        m_known.append(name);
        if (m_json.contains(name))
            all.set(name, m_json[name]);
    }
    return all;
}

QString DocumentReader::place(const QString &name, qsizetype index) const
{
    return u"%1.%2[%3]"_s.arg(m_place, name).arg(index);
}

void DocumentReader::addError(const Result<void> &result)
{
    if (m_result && !result)
        m_result = result;
}

Result<void> DocumentReader::finish()
{
    for (const JsonMember &member : m_json.object()) {
        if (!m_known.contains(member.name))
            wrong(member.name, QCoreApplication::translate("uds", "unknown member"));
    }
    return m_result;
}

} // namespace uds
