#include "engine/api/values.h"

#include "engine/core/hash.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kFormat = "universal-data-sync plan";
constexpr int kVersion = 2;

int whole(const Json &value)
{
    return int(value.integer().value_or(0));
}

RunCounts countsFromJson(const Json &json)
{
    return {whole(json[u"read"]), whole(json[u"created"]), whole(json[u"updated"]), whole(json[u"voided"]),
        whole(json[u"unchanged"]), whole(json[u"skipped"]), whole(json[u"failed"]), whole(json[u"waiting"])};
}

Json textsToJson(const QStringList &texts)
{
    JsonArray items;
    for (const QString &text : texts)
        items.append(Json(text));
    return items;
}

QStringList textsFromJson(const Json &json)
{
    QStringList texts;
    for (const Json &item : json.array())
        texts.append(item.string());
    return texts;
}

Result<PlanChange> changeFromJson(const Json &json)
{
    PlanChange change;
    change.sourceEntity = json[u"source_entity"].string();
    change.sourceId = json[u"source_id"].string();
    change.number = json[u"number"].string();
    change.action = json[u"action"].string();
    change.purpose = json[u"purpose"].string();
    change.targetEntity = json[u"target_entity"].string();
    change.targetId = json[u"target_id"].string();
    change.targetVersion = json[u"target_version"].string();
    change.label = json[u"label"].string();
    if (!json[u"amount"].isNull()) {
        const Result<Decimal> amount = json[u"amount"].decimal();
        if (!amount)
            return tl::unexpected(amount.error());
        change.amount = *amount;
    }
    change.currency = json[u"currency"].string();
    change.reason = json[u"reason"].string();
    change.hint = json[u"hint"].string();
    change.notes = textsFromJson(json[u"notes"]);
    change.payload = json[u"payload"];
    change.payloadHash = json[u"payload_hash"].string().toLatin1();
    change.key = json[u"key"].string();
    change.needs = textsFromJson(json[u"needs"]);
    change.isRemoval = json[u"removal"].boolean();
    change.isLeftOut = json[u"left_out"].boolean();
    return change;
}

Json sideToJson(const PlanSide &side)
{
    return Json::object({{u"integration"_s, side.integration}, {u"account"_s, side.account},
        {u"environment"_s, side.environment}});
}

PlanSide sideFromJson(const Json &json)
{
    return {json[u"integration"].string(), json[u"account"].string(), json[u"environment"].string()};
}

QString momentText(const QDateTime &utc)
{
    return utc.toString(Qt::ISODateWithMs);
}

QDateTime moment(const Json &text)
{
    return QDateTime::fromString(text.string(), Qt::ISODateWithMs);
}

std::optional<RunMode> runModeFromName(QStringView name)
{
    for (const RunMode mode : {RunMode::Incremental, RunMode::Full, RunMode::SelectedIds}) {
        if (runModeName(mode) == name)
            return mode;
    }
    return std::nullopt;
}

tl::unexpected<Error> notAPlan(const QString &why)
{
    return fail(ErrorKind::Configuration, u"plan.file"_s,
        QCoreApplication::translate("uds", "This file cannot be applied as a plan: %1.").arg(why),
        QCoreApplication::translate("uds", "Plan again and apply the new file unchanged."));
}

Result<QList<PlanChange>> changesFromJson(const Json &json)
{
    QList<PlanChange> changes;
    for (const Json &item : json.array()) {
        Result<PlanChange> change = changeFromJson(item);
        if (!change)
            return tl::unexpected(change.error());
        changes.append(std::move(*change));
    }
    return changes;
}

Json contentOf(const Plan &plan)
{
    JsonArray changes;
    for (const PlanChange &change : plan.changes)
        changes.append(changeToJson(change));
    return Json::object({{u"stream"_s, plan.stream}, {u"read"_s, momentText(plan.readUtc)},
        {u"created"_s, momentText(plan.createdUtc)}, {u"mapping"_s, QString::fromLatin1(plan.origin.mapping)},
        {u"source"_s, sideToJson(plan.origin.source)}, {u"target"_s, sideToJson(plan.origin.target)},
        {u"mode"_s, runModeName(plan.mode)}, {u"estimated_calls"_s, plan.estimatedCalls},
        {u"counts"_s, countsToJson(plan.counts)}, {u"changes"_s, changes}});
}

} // namespace

bool isFieldAsked(const FormField &field, const Json &settings)
{
    const qsizetype separator = field.onlyWhen.indexOf(u'=');
    if (separator < 0)
        return true;
    return settings[QStringView(field.onlyWhen).first(separator)].string()
        == QStringView(field.onlyWhen).sliced(separator + 1);
}

QString runModeName(RunMode mode)
{
    switch (mode) {
    case RunMode::Incremental: return u"incremental"_s;
    case RunMode::Full: return u"full"_s;
    case RunMode::SelectedIds: return u"ids"_s;
    }
    Q_UNREACHABLE();
}

Json countsToJson(const RunCounts &counts)
{
    return Json::object({{u"read"_s, counts.read}, {u"created"_s, counts.created},
        {u"updated"_s, counts.updated}, {u"voided"_s, counts.voided}, {u"unchanged"_s, counts.unchanged},
        {u"skipped"_s, counts.skipped}, {u"failed"_s, counts.failed}, {u"waiting"_s, counts.waiting}});
}

Json changeToJson(const PlanChange &change)
{
    const Json amount = change.amount ? Json(*change.amount) : Json();
    return Json::object({{u"source_entity"_s, change.sourceEntity}, {u"source_id"_s, change.sourceId},
        {u"number"_s, change.number}, {u"action"_s, change.action}, {u"purpose"_s, change.purpose},
        {u"target_entity"_s, change.targetEntity}, {u"target_id"_s, change.targetId},
        {u"target_version"_s, change.targetVersion}, {u"label"_s, change.label}, {u"amount"_s, amount},
        {u"currency"_s, change.currency}, {u"reason"_s, change.reason}, {u"hint"_s, change.hint},
        {u"notes"_s, textsToJson(change.notes)}, {u"payload"_s, change.payload},
        {u"payload_hash"_s, QString::fromLatin1(change.payloadHash)}, {u"key"_s, change.key},
        {u"needs"_s, textsToJson(change.needs)}, {u"removal"_s, change.isRemoval},
        {u"left_out"_s, change.isLeftOut}});
}

Json planToJson(const Plan &plan)
{
    const Json content = contentOf(plan);
    return Json::object({{u"format"_s, QString::fromLatin1(kFormat)}, {u"version"_s, kVersion},
        {u"hash"_s, QString::fromLatin1(sha256Hex(content.canonicalBytes()))}, {u"plan"_s, content}});
}

QByteArray planDigest(const Plan &plan)
{
    return sha256Hex(contentOf(plan).canonicalBytes());
}

Result<Plan> planFromJson(const Json &json)
{
    if (json[u"format"].string() != QLatin1StringView(kFormat))
        return notAPlan(QCoreApplication::translate("uds", "it is not a plan of this program"));
    if (json[u"version"].integer() != kVersion)
        return notAPlan(QCoreApplication::translate("uds", "another version of the program wrote it"));
    const Json &content = json[u"plan"];
    if (json[u"hash"].string().toLatin1() != sha256Hex(content.canonicalBytes()))
        return notAPlan(QCoreApplication::translate("uds", "it was edited after it was made"));
    const std::optional<RunMode> mode = runModeFromName(content[u"mode"].string());
    Result<QList<PlanChange>> changes = changesFromJson(content[u"changes"]);
    if (!mode || !changes)
        return notAPlan(QCoreApplication::translate("uds", "a value in it is not valid"));
    Plan plan;
    plan.stream = content[u"stream"].string();
    plan.readUtc = moment(content[u"read"]);
    plan.createdUtc = moment(content[u"created"]);
    plan.origin.mapping = content[u"mapping"].string().toLatin1();
    plan.origin.source = sideFromJson(content[u"source"]);
    plan.origin.target = sideFromJson(content[u"target"]);
    plan.mode = *mode;
    plan.changes = std::move(*changes);
    plan.counts = countsFromJson(content[u"counts"]);
    plan.estimatedCalls = whole(content[u"estimated_calls"]);
    return plan;
}

} // namespace uds
