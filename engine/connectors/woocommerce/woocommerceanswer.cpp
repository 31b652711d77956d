#include "engine/connectors/woocommerce/woocommerceanswer.h"

#include "engine/connectors/transportoutcome.h"
#include "engine/connectors/woocommerce/woocommerceerrors.h"
#include "engine/connectors/woocommerce/woocommercefaults.h"
#include "engine/connectors/woocommerce/woocommercegoods.h"
#include "engine/connectors/woocommerce/woocommercerecord.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using State = Outcome::State;

Outcome unclear(const QString &code, const QString &message)
{
    return outcomeOf(State::Ambiguous,
        Error{ErrorKind::Ambiguous, code, message,
            QCoreApplication::translate("uds",
                "It is not known whether the change was made. It is looked up before anything is sent "
                "again."),
            {}, {}, std::nullopt});
}

Outcome wrongObject()
{
    return unclear(u"woo.answer.object"_s,
        QCoreApplication::translate("uds", "The shop answered with another record than the one sent."));
}

bool isOwnFault(const Json &body)
{
    return body.isObject() && body[u"code"].isString() && body[u"message"].isString();
}

/// The record's fault, told by the shop itself: nothing was made of it.
Outcome rejected(const Error &error, const Json &fault)
{
    Outcome result = outcomeOf(State::Rejected, error);
    if (error.kind == ErrorKind::Network || error.kind == ErrorKind::RateLimited)
        result.state = State::Ambiguous; // a row of a batch that stopped the shop's program
    result.holderId = fault[u"data"][u"resource_id"].scalarText();
    return result;
}

/// A refusal that a person must cure before anything else can be sent.
bool isForAll(const Error &error)
{
    return error.kind == ErrorKind::Authentication || error.kind == ErrorKind::Configuration;
}

Outcome notForTheRecord(const HttpResponse &response, const Json &fault, const Effect &effect)
{
    Error error = wooError(response);
    const int status = response.status;
    const bool isAway = status == 429 || (status == 503 && headerValue(response.headers, "Retry-After"));
    if (isAway) {
        error.kind = ErrorKind::RateLimited;
        return outcomeOf(State::NotSent, error);
    }
    const bool isClient = status >= 400 && status < 500;
    // A firewall may also hold back the answer to a request that went through.
    const bool isFirewall = status == 403 && !isOwnFault(fault) && effect.operation == Operation::Create;
    if (isClient && isForAll(error) && !isFirewall)
        return outcomeOf(State::NotSent, error);
    error.hint = unclear({}, {}).error->hint;
    error.kind = ErrorKind::Ambiguous;
    return outcomeOf(State::Ambiguous, error);
}

Outcome failureOutcome(const HttpResponse &response, const Effect &effect)
{
    const Json fault = Json::parse(response.body).value_or(Json());
    if (!isOwnFault(fault))
        return notForTheRecord(response, fault, effect);
    const Error error = wooError(response);
    const WooFaultRule *rule = wooFaultRule(fault[u"code"].string());
    // Refund faults come with status 500; other server errors prove nothing.
    const bool isDecided = response.status < 500
        || (rule && rule->kind != ErrorKind::Network && rule->kind != ErrorKind::Internal)
        || response.status == 501;
    if (response.status < 400 || response.status == 429 || !isDecided || isForAll(error))
        return notForTheRecord(response, fault, effect);
    const bool isGoneAlready = effect.operation == Operation::Void && error.code == u"woo.alreadyTrashed"_s;
    if (!isGoneAlready)
        return rejected(error, fault);
    Outcome applied;
    applied.state = State::Applied;
    applied.remoteId = effect.remoteId;
    return applied;
}

bool isSameText(const Json &sent, const Json &answered)
{
    return sent.scalarText().trimmed().compare(answered.scalarText().trimmed(), Qt::CaseInsensitive) == 0;
}

bool isOurs(const Effect &effect, const Json &sent, const Json &answered)
{
    if (isWooGoods(effect.entity)) {
        const auto id = WooGoodsId::parse(effect.remoteId);
        return id && answered[u"id"].integer() == id->own();
    }
    if (effect.operation != Operation::Create)
        return answered[u"id"].scalarText() == effect.remoteId;
    const QString marker = wooMarkerOf(sent);
    if (!marker.isEmpty() && answered[u"meta_data"].isArray())
        return wooMarkerOf(answered) == marker;
    const QString key = sent.contains(u"sku") ? u"sku"_s : u"email"_s;
    return !sent.contains(key) || isSameText(sent[key], answered[key]);
}

Outcome appliedOutcome(const Effect &effect, const Json &sent, const Json &answered)
{
    const Record record = wooRecord(effect.entity, answered);
    if (record.unreadable || !isOurs(effect, sent, answered))
        return wrongObject();
    Outcome applied;
    applied.state = State::Applied;
    // An old shop does not say to which product a variation belongs.
    applied.remoteId = isWooGoods(effect.entity) ? effect.remoteId : record.id;
    applied.remoteVersion = record.version;
    applied.document = answered;
    return applied;
}

/// A failed row of a batch is answered like a request of its own.
Outcome rowFailure(const Effect &effect, const Json &fault)
{
    const Json &data = fault[u"data"];
    const qint64 status = data.integer().value_or(data[u"status"].integer().value_or(400));
    return failureOutcome({int(status), {}, fault.bytes()}, effect);
}

QList<Outcome> batchOutcomes(const FrozenCall &call, const Json &sent, const Json &answer)
{
    QList<Outcome> outcomes;
    QHash<QString, qsizetype> used;
    for (const Effect &effect : call.effects) {
        const QString list = operationName(effect.operation);
        const JsonArray &rows = answer[list].array();
        const JsonArray &requests = sent[list].array();
        const qsizetype index = used[list]++;
        // Rows are told apart by their place only: one more or less, and none can be trusted.
        if (rows.size() != requests.size()) {
            outcomes.append(unclear(u"woo.answer.missing"_s,
                QCoreApplication::translate(
                    "uds", "The shop's answer to a batch does not have a row for each record.")));
            continue;
        }
        const Json &row = rows.at(index);
        outcomes.append(row[u"error"].isObject() ? rowFailure(effect, row[u"error"])
                                                 : appliedOutcome(effect, requests.at(index), row));
    }
    return outcomes;
}

} // namespace

QList<Outcome> wooOutcomes(const FrozenCall &call, const Result<HttpResponse> &answer)
{
    if (!answer)
        return QList<Outcome>(call.effects.size(), transportOutcome(answer.error()));
    QList<Outcome> outcomes;
    if (answer->status < 200 || answer->status >= 300) {
        for (const Effect &effect : call.effects)
            outcomes.append(failureOutcome(*answer, effect));
        return outcomes;
    }
    const auto document = wooDocument(*answer);
    if (!document || !document->isObject())
        return QList<Outcome>(call.effects.size(), wrongObject());
    const Json sent = Json::parse(call.body).value_or(Json());
    if (call.isBatch)
        return batchOutcomes(call, sent, *document);
    for (const Effect &effect : call.effects)
        outcomes.append(appliedOutcome(effect, sent, *document));
    return outcomes;
}

Json wooSentRow(const FrozenCall &call, qsizetype index)
{
    const Json sent = Json::parse(call.body).value_or(Json());
    if (!call.isBatch)
        return sent;
    const Operation operation = call.effects.at(index).operation;
    const auto before = std::count_if(call.effects.begin(), call.effects.begin() + index,
        [operation](const Effect &effect) { return effect.operation == operation; });
    return sent[operationName(operation)].array().value(before);
}

QString wooMarkerOf(const Json &document)
{
    for (const Json &row : document[u"meta_data"].array()) {
        if (row[u"key"].string() == wooMarkerKey())
            return row[u"value"].string();
    }
    return {};
}

QString wooMarkerKey()
{
    return u"_universal_data_sync"_s;
}

} // namespace uds
