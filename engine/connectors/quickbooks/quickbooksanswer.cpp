#include "engine/connectors/quickbooks/quickbooksanswer.h"

#include "engine/connectors/quickbooks/quickbooksentities.h"
#include "engine/connectors/quickbooks/quickbookserrors.h"
#include "engine/connectors/quickbooks/quickbooksfreeze.h"
#include "engine/connectors/quickbooks/quickbookssent.h"
#include "engine/connectors/transportoutcome.h"

#include <QCoreApplication>
#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// What the service asks for after a throttle when it does not say itself.
constexpr std::chrono::milliseconds kDefaultPause = std::chrono::seconds(60);

QList<Outcome> forAll(const FrozenCall &call, const Outcome &outcome)
{
    return QList<Outcome>(call.effects.size(), outcome);
}

Outcome unclear(const QString &code, const QString &message)
{
    return outcomeOf(Outcome::State::Ambiguous, quickBooksAnswerError(ErrorKind::Ambiguous, code, message));
}

Outcome foreignAnswer(int status)
{
    return unclear(u"qbo.http.%1"_s.arg(status),
        QCoreApplication::translate("uds", "The answer (HTTP status %1) is not one of QuickBooks' own.")
            .arg(status));
}

Outcome wrongObject()
{
    return unclear(u"qbo.answer.object"_s,
        QCoreApplication::translate("uds", "QuickBooks answered with another object than the one sent."));
}

std::chrono::milliseconds pause(const HttpResponse &response)
{
    bool isNumber = false;
    const int seconds
        = headerValue(response.headers, "Retry-After").value_or(QByteArray()).trimmed().toInt(&isNumber);
    return isNumber && seconds >= 0 ? std::chrono::milliseconds(std::chrono::seconds(seconds))
                                    : kDefaultPause;
}

bool isLimit(int status)
{
    return status == 429 || status == 503;
}

/// Nothing was carried out; \a fault, when there is one, tells it in its own words.
Outcome limited(const HttpResponse &response, const std::optional<QuickBooksFault> &fault)
{
    Error error = fault
        ? quickBooksError(*fault)
        : quickBooksAnswerError(ErrorKind::RateLimited, u"qbo.http.%1"_s.arg(response.status),
            QCoreApplication::translate("uds", "QuickBooks is busy or limits the number of requests."));
    error.kind = ErrorKind::RateLimited;
    error.retryAfter = pause(response);
    return outcomeOf(Outcome::State::NotSent, error);
}

Outcome notSignedIn(const HttpResponse &response)
{
    return outcomeOf(Outcome::State::NotSent,
        quickBooksAnswerError(ErrorKind::Authentication, u"qbo.http.%1"_s.arg(response.status),
            QCoreApplication::translate("uds", "QuickBooks does not accept the sign-in of this app.")));
}

/// A system fault, or one behind a server error that is not in the list of codes, does not prove that nothing
/// happened.
bool isDoubtful(const QuickBooksFault &fault, const Error &error, int status)
{
    if (error.kind == ErrorKind::Ambiguous || fault.type == "SystemFault"_L1 || fault.code.isEmpty())
        return true;
    return status >= 500 && !quickBooksFaultRule(fault.code);
}

/// One effect of a call with what was sent for it.
struct Member {
    const Effect &effect;
    const QuickBooksSent &sent;
    qsizetype index;
};

Outcome faultOutcome(const QuickBooksFault &fault, const Member &member, const HttpResponse &response)
{
    const Json sent = needsSentObject(fault, member.effect) ? member.sent.object(member.index) : Json();
    Error error = quickBooksWriteError(fault, member.effect, sent);
    if (error.kind == ErrorKind::RateLimited || error.kind == ErrorKind::Network)
        error.retryAfter = pause(response);
    if (error.kind == ErrorKind::RateLimited || error.kind == ErrorKind::Network
        || error.kind == ErrorKind::Authentication)
        return outcomeOf(Outcome::State::NotSent, error);
    if (isDoubtful(fault, error, response.status))
        return outcomeOf(Outcome::State::Ambiguous, error);
    if (fault.code == "5010"_L1)
        return outcomeOf(Outcome::State::Stale, error);
    Outcome rejected = outcomeOf(Outcome::State::Rejected, error);
    rejected.holderId = quickBooksHolderId(fault, member.effect.entity);
    rejected.recordGone = quickBooksIsAboutGoneRecords(fault);
    return rejected;
}

/// The object that came back is the one that was asked for.
bool isAnswered(const Member &member, const Json &object)
{
    const QuickBooksEntity *entity = quickBooksEntity(member.effect.entity);
    const QString id = object[u"Id"].scalarText();
    if (!entity || !object.isObject() || id.isEmpty())
        return false;
    return member.effect.operation == Operation::Create
        ? member.sent.isAnsweredBy(member.index, *entity, object)
        : id == member.effect.remoteId;
}

/// \a answer is the whole answer of a single call or one member of a batch answer.
Outcome effectOutcome(const Member &member, const Json &answer, const HttpResponse &response)
{
    if (const std::optional<QuickBooksFault> fault = quickBooksFault(answer))
        return faultOutcome(*fault, member, response);
    const Json &object = answer[member.effect.entity];
    if (!isAnswered(member, object))
        return wrongObject();
    Outcome applied;
    applied.state = Outcome::State::Applied;
    applied.remoteId = object[u"Id"].scalarText();
    applied.remoteVersion = object[u"SyncToken"].scalarText();
    applied.document = object;
    return applied;
}

using MembersById = QHash<QString, Json>;

/// Members of a batch answer by bId. Absent when a name is not one we sent, or comes twice: then nothing is
/// certain.
std::optional<MembersById> answeredMembers(const FrozenCall &call, const Json &answer)
{
    QSet<QString> known;
    for (qsizetype i = 0; i < call.effects.size(); ++i)
        known.insert(quickBooksBatchId(i));
    MembersById members;
    for (const Json &member : answer[u"BatchItemResponse"].array()) {
        const QString id = member[u"bId"].scalarText();
        if (!known.contains(id) || members.contains(id))
            return std::nullopt;
        members.insert(id, member);
    }
    return members;
}

QList<Outcome> batchOutcomes(
    const FrozenCall &call, const QuickBooksSent &sent, const Json &answer, const HttpResponse &response)
{
    const std::optional<MembersById> members = answeredMembers(call, answer);
    if (!members)
        return forAll(call, wrongObject());
    QList<Outcome> outcomes;
    outcomes.reserve(call.effects.size());
    for (qsizetype i = 0; i < call.effects.size(); ++i) {
        const auto member = members->constFind(quickBooksBatchId(i));
        if (member == members->constEnd())
            outcomes.append(unclear(u"qbo.answer.missing"_s,
                QCoreApplication::translate(
                    "uds", "QuickBooks' answer to a batch does not mention this record.")));
        else
            outcomes.append(effectOutcome({call.effects.at(i), sent, i}, *member, response));
    }
    return outcomes;
}

/// An answer without a readable document: the status alone decides.
Outcome statusOutcome(const HttpResponse &response)
{
    if (response.status == 401)
        return notSignedIn(response);
    return foreignAnswer(response.status);
}

} // namespace

QList<Outcome> quickBooksOutcomes(const FrozenCall &call, const Result<HttpResponse> &answer)
{
    if (!answer)
        return forAll(call, transportOutcome(answer.error()));
    const HttpResponse &response = *answer;
    const Result<Json> document = Json::parse(response.body);
    const std::optional<QuickBooksFault> fault = document ? quickBooksFault(*document) : std::nullopt;
    if (isLimit(response.status))
        return forAll(call, limited(response, fault));
    if (!document || !document->isObject())
        return forAll(call, statusOutcome(response));
    const QuickBooksSent sent(call);
    QList<Outcome> outcomes;
    if (fault) {
        for (qsizetype i = 0; i < call.effects.size(); ++i)
            outcomes.append(faultOutcome(*fault, {call.effects.at(i), sent, i}, response));
        return outcomes;
    }
    if (response.status != 200)
        return forAll(call, statusOutcome(response));
    if (call.isBatch)
        return batchOutcomes(call, sent, *document, response);
    for (qsizetype i = 0; i < call.effects.size(); ++i)
        outcomes.append(effectOutcome({call.effects.at(i), sent, i}, *document, response));
    return outcomes;
}

} // namespace uds
