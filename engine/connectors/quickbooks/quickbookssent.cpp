#include "engine/connectors/quickbooks/quickbookssent.h"

#include "engine/connectors/quickbooks/quickbooksfreeze.h"
#include "engine/connectors/quickbooks/quickbooksnote.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kMarkerOpening = "[uds:";
constexpr qsizetype kBatchClosing = 2; ///< "]}" after the last member

bool isSameText(const Json &sent, const Json &answered)
{
    return sent.string().trimmed().compare(answered.string().trimmed(), Qt::CaseInsensitive) == 0;
}

/// The rule itself, over the parsed object.
bool isOurs(const QuickBooksEntity &entity, const Json &sent, const Json &answered)
{
    const QString marker = quickBooksMarkerOf(entity.name, sent);
    if (!marker.isEmpty() && quickBooksMarkerOf(entity.name, answered) != marker)
        return false;
    return !sent.contains(entity.numberMember)
        || isSameText(sent[entity.numberMember], answered[entity.numberMember]);
}

/// True when the bytes hold exactly the answered marker, or none. Brackets are never escaped.
bool showsMarker(QByteArrayView sent, const QuickBooksEntity &entity, const Json &answered)
{
    const qsizetype opening = sent.indexOf(kMarkerOpening);
    if (opening < 0)
        return true;
    const QByteArray tag
        = kMarkerOpening.toByteArray() + quickBooksMarkerOf(entity.name, answered).toUtf8() + ']';
    return sent.sliced(opening).startsWith(tag) && sent.lastIndexOf(kMarkerOpening) == opening;
}

/// True when the bytes hold exactly the answered number, or none. A quote inside a text is escaped, so the
/// name with both quotes and the colon is always a member.
bool showsNumber(QByteArrayView sent, const QuickBooksEntity &entity, const Json &answered)
{
    const QByteArray name = '"' + entity.numberMember.toLatin1() + "\":";
    const qsizetype member = sent.indexOf(name);
    if (member < 0)
        return true;
    return sent.sliced(member + name.size()).startsWith(answered[entity.numberMember].bytes())
        && sent.lastIndexOf(name) == member;
}

} // namespace

QuickBooksSent::QuickBooksSent(const FrozenCall &call)
    : m_call(call)
{
    if (!call.isBatch)
        return;
    const QByteArrayView body = call.body;
    qsizetype from = 0;
    for (qsizetype i = 0; i < call.effects.size(); ++i) {
        const QByteArray opening = R"({"bId":")" + quickBooksBatchId(i).toLatin1() + R"(",)";
        from = body.indexOf(opening, from);
        if (from < 0) {
            m_starts.clear();
            return;
        }
        m_starts.append(from);
        from += opening.size();
    }
    m_starts.append(body.size() - kBatchClosing + 1);
}

QByteArrayView QuickBooksSent::bytes(qsizetype index) const
{
    if (!m_call.isBatch)
        return m_call.body;
    if (index + 1 >= m_starts.size())
        return {};
    const qsizetype start = m_starts.at(index);
    return QByteArrayView(m_call.body).sliced(start, m_starts.at(index + 1) - 1 - start);
}

Json QuickBooksSent::object(qsizetype index) const
{
    const Result<Json> parsed = Json::parse(bytes(index));
    if (!parsed)
        return {};
    return m_call.isBatch ? (*parsed)[m_call.effects.at(index).entity] : *parsed;
}

bool QuickBooksSent::isAnsweredBy(qsizetype index, const QuickBooksEntity &entity, const Json &answered) const
{
    const QByteArrayView sent = bytes(index);
    if (sent.isEmpty())
        return false;
    if (showsMarker(sent, entity, answered) && showsNumber(sent, entity, answered))
        return true;
    return isOurs(entity, object(index), answered);
}

} // namespace uds
