#include "engine/sync/conflict.h"

#include "engine/core/hash.h"
#include "engine/core/jsonpath.h"

#include <QMap>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Taken = FieldMerge::Taken;

// Lists are one value: which of their elements belong together is not known here.
void collect(const Json &value, const QString &path, QMap<QString, Json> *leaves)
{
    if (!value.isObject()) {
        leaves->insert(path, value);
        return;
    }
    for (const JsonMember &member : value.object())
        collect(member.value, path.isEmpty() ? member.name : path + u'.' + member.name, leaves);
}

QMap<QString, Json> leavesOf(const Json &document)
{
    QMap<QString, Json> leaves;
    if (document.isObject())
        collect(document, {}, &leaves);
    return leaves;
}

bool isEmptyValue(const Json &value)
{
    return value.isNull() || (value.isString() && value.string().trimmed().isEmpty())
        || (value.isArray() && value.array().isEmpty());
}

// Platforms trim texts and write numbers as texts.
bool isSame(const Json &left, const Json &right)
{
    if (isEmptyValue(left) || isEmptyValue(right))
        return isEmptyValue(left) && isEmptyValue(right);
    if (left.isNumber() || right.isNumber()) {
        const auto one = left.decimal();
        const auto other = right.decimal();
        return one && other && *one == *other;
    }
    if (left.isString() && right.isString())
        return left.string().trimmed() == right.string().trimmed();
    return left == right;
}

Taken newest(const MergeInput &input)
{
    return input.sourceIsNewer ? Taken::Source : Taken::Target;
}

Taken byStrategy(const FieldMerge &field, const MergeInput &input)
{
    switch (input.strategy) {
    case Strategy::Newest: return newest(input);
    case Strategy::Source: return Taken::Source;
    case Strategy::Target: return Taken::Target;
    case Strategy::Ask: return Taken::Open;
    case Strategy::Merge: break;
    }
    if (isEmptyValue(field.source) || isEmptyValue(field.target))
        return isEmptyValue(field.source) ? Taken::Target : Taken::Source;
    return newest(input);
}

struct Changes {
    bool source = false;
    bool target = false;
    [[nodiscard]] bool any() const { return source || target; }
    [[nodiscard]] bool both() const { return source && target; }
};

void decide(FieldMerge *field, const Changes &changes, const MergeInput &input)
{
    if (isSame(field->source, field->target) || !changes.any())
        return;
    const auto owner = input.owners.constFind(field->path);
    if (owner != input.owners.cend() && *owner != FieldOwner::Newest) {
        field->taken = *owner == FieldOwner::Source ? Taken::Source : Taken::Target;
        return;
    }
    if (!changes.both()) {
        field->taken = changes.source ? Taken::Source : Taken::Target;
        return;
    }
    field->isContested = true;
    if (const auto choice = input.choices.constFind(field->path); choice != input.choices.cend())
        field->taken = *choice;
    else
        field->taken = owner != input.owners.cend() ? newest(input) : byStrategy(*field, input);
}

} // namespace

Merge Merge::of(const MergeInput &input)
{
    const QMap<QString, Json> before = leavesOf(input.sourceBase);
    QMap<QString, Json> all = before;
    const QMap<QString, Json> now = leavesOf(input.sourceNow);
    all.insert(now);
    Merge merge;
    for (const QString &path : all.keys()) {
        const JsonPath place = JsonPath::literal(path);
        FieldMerge field;
        field.path = path;
        field.base = place.first(input.targetBase);
        field.source = now.value(path);
        field.target = place.first(input.targetNow);
        const Changes changes{!isSame(before.value(path), field.source), !isSame(field.base, field.target)};
        decide(&field, changes, input);
        merge.m_fields.append(field);
    }
    return merge;
}

bool Merge::isOpen() const
{
    return std::ranges::any_of(m_fields, [](const FieldMerge &field) { return field.taken == Taken::Open; });
}

bool Merge::isContested() const
{
    return std::ranges::any_of(m_fields, &FieldMerge::isContested);
}

bool Merge::writes() const
{
    return std::ranges::any_of(m_fields, [](const FieldMerge &field) {
        return field.taken == Taken::Source && !isSame(field.source, field.target);
    });
}

Json Merge::payload() const
{
    Json payload = Json::object({});
    for (const FieldMerge &field : m_fields) {
        const JsonPath place = JsonPath::literal(field.path);
        if (field.taken == Taken::Source)
            place.assign(payload, field.source.isNull() ? Json(QString()) : field.source);
        else if (!isEmptyValue(field.target))
            place.assign(payload, field.target);
    }
    return payload;
}

QStringList Merge::decided() const
{
    QStringList paths;
    for (const FieldMerge &field : m_fields) {
        if (field.taken == Taken::Agreed || field.taken == Taken::Source)
            paths.append(field.path);
    }
    return paths;
}

Json Merge::contested() const
{
    Json contested = Json::array({});
    for (const FieldMerge &field : m_fields) {
        if (field.isContested)
            contested.append(Json::object({{u"path"_s, field.path}, {u"base"_s, field.base},
                {u"source"_s, field.source}, {u"target"_s, field.target}}));
    }
    return contested;
}

QByteArray Merge::fingerprint() const
{
    return sha256Hex(contested().canonicalBytes());
}

void takeField(Json *payload, const Json &held, const QString &path)
{
    if (const Json value = JsonPath::literal(path).first(held); !value.isNull()) {
        JsonPath::literal(path).assign(*payload, value);
        return;
    }
    const qsizetype dot = path.lastIndexOf(u'.');
    if (dot < 0) {
        payload->remove(path);
        return;
    }
    const JsonPath group = JsonPath::literal(path.first(dot));
    Json members = group.first(*payload);
    if (!members.isObject())
        return;
    members.remove(path.sliced(dot + 1));
    group.assign(*payload, members);
}

Json agreedDocument(const Json &base, const Json &answer, const QStringList &decided)
{
    Json agreed = base.isNull() ? Json::object({}) : base;
    for (const QString &path : decided) {
        const JsonPath place = JsonPath::literal(path);
        const Json value = place.first(answer);
        if (!value.isNull() || !place.first(agreed).isNull())
            place.assign(agreed, value);
    }
    return agreed;
}

} // namespace uds
