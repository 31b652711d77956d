#include "engine/connectors/quickbooks/quickbooksfault.h"

#include "engine/connectors/quickbooks/quickbooksentities.h"

#include <QRegularExpression>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// The gateway writes the same members in lower case.
const Json &member(const Json &object, const QString &name)
{
    const Json &upper = object[name];
    if (!upper.isNull())
        return upper;
    return object[name.toLower()];
}

const Json &faultObject(const Json &answer)
{
    const Json &direct = member(answer, u"Fault"_s);
    if (direct.isObject())
        return direct;
    return member(answer[u"QueryResponse"], u"Fault"_s);
}

QString remarks(const JsonArray &errors)
{
    QStringList lines;
    for (const Json &error : errors) {
        const QStringList parts = {member(error, u"Message"_s).string(), member(error, u"Detail"_s).string()};
        lines.append(parts.join(u": "_s));
    }
    return lines.join(u'\n');
}

QString firstCapture(const QString &text, const QString &pattern)
{
    const QRegularExpressionMatch match = QRegularExpression(pattern).match(text);
    return match.hasMatch() ? match.captured(1) : QString();
}

} // namespace

std::optional<QuickBooksFault> quickBooksFault(const Json &answer)
{
    const Json &object = faultObject(answer);
    if (!object.isObject())
        return std::nullopt;
    const JsonArray &errors = member(object, u"Error"_s).array();
    QuickBooksFault fault;
    fault.type = object[u"type"].string();
    if (errors.isEmpty())
        return fault;
    const Json &first = errors.first();
    fault.code = first[u"code"].scalarText();
    fault.message = member(first, u"Message"_s).string();
    fault.detail = member(first, u"Detail"_s).string();
    fault.element = first[u"element"].string();
    fault.remarks = remarks(errors);
    return fault;
}

QString quickBooksHolderId(const QuickBooksFault &fault, const QString &entity)
{
    if (fault.code == "6240"_L1)
        return firstCapture(fault.detail, uR"(\bId=(\d+))"_s);
    if (fault.code != "6140"_L1)
        return {};
    const QString type = firstCapture(fault.detail, uR"(TxnType=(.+?) with )"_s).remove(u' ');
    if (quickBooksEntity(type) && type != entity)
        return {};
    return firstCapture(fault.detail, uR"(\bTxnId=(\d+))"_s);
}

} // namespace uds
