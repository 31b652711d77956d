#include "engine/simulators/companybatch.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Operation = CompanyChange::Operation;

std::optional<Operation> operationNamed(const QString &name)
{
    static const QHash<QString, Operation> names = {{u"create"_s, Operation::Create},
        {u"update"_s, Operation::Update}, {u"void"_s, Operation::Void}, {u"delete"_s, Operation::Delete}};
    const auto found = names.constFind(name);
    return found == names.constEnd() ? std::nullopt : std::optional(*found);
}

const JsonMember *changedObject(const Json &member)
{
    const JsonObject &members = member.object();
    const auto found = std::ranges::find_if(
        members, [](const JsonMember &candidate) { return candidate.value.isObject(); });
    return found == members.end() ? nullptr : &*found;
}

} // namespace

bool isReadOnlyBatch(const Json &body)
{
    return std::ranges::all_of(
        body[u"BatchItemRequest"].array(), [](const Json &member) { return member.contains(u"Query"); });
}

CompanyBatch::CompanyBatch(CompanyWriter &writer, const CompanySearch &search)
    : m_writer(writer)
    , m_search(search)
{
}

CompanyResult<QByteArray> CompanyBatch::answer(
    const Json &body, const QByteArray &requestId, const CompanyMoment &now)
{
    const JsonArray &members = body[u"BatchItemRequest"].array();
    if (members.isEmpty())
        return companyFault(u"2010"_s, u"The batch has no BatchItemRequest."_s, u"BatchItemRequest"_s);
    if (members.size() > kMostMembers)
        return companyFault(u"1040"_s);
    QByteArray answer = "[";
    for (const Json &member : members) {
        if (answer.size() > 1)
            answer += ',';
        answer += memberAnswer(member, requestId, now);
    }
    return answer + ']';
}

QByteArray CompanyBatch::memberAnswer(
    const Json &member, const QByteArray &requestId, const CompanyMoment &now)
{
    CompanyResult<QByteArray> content;
    if (member.contains(u"Query")) {
        const CompanyResult<Json> found = m_search.answer(member[u"Query"].string());
        content = found ? CompanyResult<QByteArray>("\"QueryResponse\":" + found->bytes())
                        : tl::unexpected(found.error());
    } else {
        content = changed(member, requestId, now);
    }
    const QByteArray text = content ? *content : "\"Fault\":" + companyFaultObject(content.error()).bytes();
    return '{' + text + ",\"bId\":" + member[u"bId"].bytes() + '}';
}

CompanyResult<QByteArray> CompanyBatch::changed(
    const Json &member, const QByteArray &requestId, const CompanyMoment &now)
{
    const JsonMember *object = changedObject(member);
    const std::optional<Operation> operation = operationNamed(member[u"operation"].string());
    if (!object || !operation)
        return companyFault(u"2010"_s, u"The batch member has no object or no known operation."_s);
    CompanyChange change{object->name, *operation, object->value, requestId, false, false};
    const CompanyResult<Json> document = m_writer.apply(change, now);
    if (!document)
        return tl::unexpected(document.error());
    return QByteArray('"' + object->name.toUtf8() + "\":" + document->bytes());
}

} // namespace uds
