#include "engine/connectors/quickbooks/quickbooksfault.h"

#include "engine/connectors/quickbooks/quickbooksentities.h"

#include <QRegularExpression>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// The gateway writes the same members in lower case.
const Json &member(const Json &object, QStringView name, QStringView lowerName)
{
    const Json &upper = object[name];
    return upper.isNull() ? object[lowerName] : upper;
}

const Json &faultObject(const Json &answer)
{
    const Json &direct = member(answer, u"Fault", u"fault");
    if (direct.isObject())
        return direct;
    return member(answer[u"QueryResponse"], u"Fault", u"fault");
}

QString remarks(const JsonArray &errors)
{
    QStringList lines;
    for (const Json &error : errors) {
        const QStringList parts
            = {member(error, u"Message", u"message").string(), member(error, u"Detail", u"detail").string()};
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
    const JsonArray &errors = member(object, u"Error", u"error").array();
    QuickBooksFault fault;
    fault.type = object[u"type"].string();
    if (errors.isEmpty())
        return fault;
    const Json &first = errors.first();
    fault.code = first[u"code"].scalarText();
    fault.message = member(first, u"Message", u"message").string();
    fault.detail = member(first, u"Detail", u"detail").string();
    fault.element = first[u"element"].string();
    fault.remarks = remarks(errors);
    return fault;
}

QuickBooksHolder quickBooksHolder(const QuickBooksFault &fault)
{
    if (fault.code == "6240"_L1)
        return {{}, firstCapture(fault.detail, uR"(\b(?:Id=|ID is: ?)(\d+))"_s)};
    if (fault.code != "6140"_L1)
        return {};
    return {firstCapture(fault.detail, uR"(TxnType=(.+?) with )"_s).remove(u' '),
        firstCapture(fault.detail, uR"(\bTxnId=(\d+))"_s)};
}

QString quickBooksHolderId(const QuickBooksFault &fault, const QString &entity)
{
    const QuickBooksHolder holder = quickBooksHolder(fault);
    if (quickBooksEntity(holder.type) && holder.type != entity)
        return {};
    return holder.id;
}

} // namespace uds
