#include "engine/mapping/compiledmapping.h"

#include "engine/mapping/mappingerror.h"
#include "engine/mapping/sentences.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Result<Expression> expressionOf(
    const Json &spec, const CompileEnvironment &environment, const QString &inside)
{
    auto expression = Expression::compile(spec, environment.scope, environment.place(inside));
    if (!expression)
        return expression;
    if (const auto known = environment.checkSource(expression->lookedAt(), inside); !known)
        return tl::unexpected(known.error());
    return expression;
}

QString textOf(const Expression &expression, const EvaluationScope &scope)
{
    return expression.evaluate(scope).value_or(Json()).scalarText();
}

} // namespace

Result<CompiledMapping> CompiledMapping::compile(const MappingDocument &document,
    const Catalogues &catalogues, const Json &defaultSettings, const CompileEnvironment::Finder &findMapping)
{
    CompiledMapping made;
    made.m_entity = document.targetEntity;
    CompileEnvironment environment{document.name,
        {{}, {}, {}, {}, !document.sourceList.isEmpty(), defaultSettings}, catalogues.source,
        catalogues.target, findMapping, document.sourceExtras, {}, {}};
    if (!document.sourceList.isEmpty())
        environment.sourcePrefix = document.sourceList + u'.';
    auto block = BlockProgram::compile(
        {document.variables, document.checks, document.fields}, environment, BlockProgram::Level::Record, {});
    if (!block)
        return tl::unexpected(block.error());
    made.m_block = std::move(*block);
    if (const auto owned = made.takeOwners(document.fields, environment); !owned)
        return tl::unexpected(owned.error());
    if (const auto lists = made.compileLists(document, environment); !lists)
        return tl::unexpected(lists.error());
    if (document.reference) {
        auto reference = made.compileReference(*document.reference, environment);
        if (!reference)
            return tl::unexpected(reference.error());
        made.m_reference = std::move(*reference);
    }
    auto number = JsonPath::parse(document.number);
    if (!number)
        return invalidMapping(environment.place(u"number"_s), number.error().message);
    made.m_number = std::move(*number);
    if (const auto complete = made.checkRequired(environment); !complete)
        return tl::unexpected(complete.error());
    return made;
}

Result<void> CompiledMapping::takeOwners(
    const QList<FieldRule> &fields, const CompileEnvironment &environment)
{
    static const QStringList words{u"source"_s, u"target"_s, u"newest"_s}; // in the enumeration's order
    for (qsizetype at = 0; at < fields.size(); ++at) {
        const QString &word = fields.at(at).owner;
        if (word.isEmpty())
            continue;
        const qsizetype index = words.indexOf(word);
        if (index < 0)
            return invalidMapping(environment.place(u"fields[%1].owner"_s.arg(at)),
                QCoreApplication::translate("uds", "“%1” is no owner; one of: %2")
                    .arg(word, words.join(u", "_s)));
        m_owners.insert(fields.at(at).to, FieldOwner(index));
    }
    return {};
}

Result<void> CompiledMapping::compileLists(
    const MappingDocument &document, const CompileEnvironment &environment)
{
    for (qsizetype at = 0; at < document.lists.size(); ++at) {
        auto list = ListProgram::compile(document.lists[at], environment, u"lists[%1]"_s.arg(at));
        if (!list)
            return tl::unexpected(list.error());
        const CatalogueField *field = environment.target.find(list->target());
        const TargetList target{list->target(), field->required, field->maxItems};
        if (!m_targetLists.contains(target))
            m_targetLists.append(target);
        m_lists.append(std::move(*list));
    }
    if (!document.money)
        return {};
    auto money = MoneyProof::compile(*document.money, environment);
    if (!money)
        return tl::unexpected(money.error());
    m_money = std::move(*money);
    return {};
}

Result<void> CompiledMapping::checkRequired(const CompileEnvironment &environment) const
{
    if (m_reference && m_reference->mustExist)
        return {}; // what the target needs, the record it is about has
    for (const CatalogueField &field : environment.target.fields()) {
        if (!field.required || field.path.contains(u'.'))
            continue;
        const bool isList = field.type == ValueType::List;
        const auto isTarget = [&field](const TargetList &list) { return list.name + u"[]"_s == field.path; };
        const bool mapped = isList ? std::any_of(m_targetLists.begin(), m_targetLists.end(), isTarget)
                                   : m_block.writes(field.path);
        if (!mapped)
            return invalidMapping(environment.document,
                QCoreApplication::translate("uds", "the target needs %1, but nothing is mapped to it")
                    .arg(field.path));
    }
    return {};
}

Result<CompiledMapping::ReferenceProgram> CompiledMapping::compileReference(
    const ReferenceRule &rule, const CompileEnvironment &environment) const
{
    ReferenceProgram made;
    if (m_block.refers())
        return invalidMapping(environment.document,
            QCoreApplication::translate("uds", "a record that others refer to cannot refer to a third one"));
    auto identity = expressionOf(rule.identity, environment, u"reference.identity"_s);
    auto label = expressionOf(rule.label, environment, u"reference.label"_s);
    if (!identity || !label)
        return tl::unexpected(identity ? label.error() : identity.error());
    made.identity = std::move(*identity);
    made.label = std::move(*label);
    made.mustExist = rule.mustExist;
    if (rule.mustExist && rule.keys.isEmpty())
        return invalidMapping(environment.place(u"reference.mustExist"_s),
            QCoreApplication::translate("uds", "a record that must exist needs a key to be found by"));
    if (rule.mustExist && !rule.alternativeNames.isEmpty())
        return invalidMapping(environment.place(u"reference.mustExist"_s),
            QCoreApplication::translate("uds", "a record that is never made needs no alternative names"));
    for (const KeyRule &keyRule : rule.keys) {
        auto expression = expressionOf(keyRule.expression, environment, u"reference.keys"_s);
        auto when = environment.condition(keyRule.when, u"reference.keys"_s);
        if (!expression || !when)
            return tl::unexpected(expression ? when.error() : expression.error());
        made.keys.append({keyRule.key, std::move(*expression), std::move(*when)});
    }
    for (const Json &spec : rule.alternativeNames) {
        auto name = expressionOf(spec, environment, u"reference.alternativeNames"_s);
        if (!name)
            return tl::unexpected(name.error());
        made.alternativeNames.append(std::move(*name));
    }
    return made;
}

Result<JsonArray> CompiledMapping::buildList(
    const TargetList &target, const EvaluationScope &scope, MappingOutput &output) const
{
    JsonArray items;
    for (const ListProgram &list : m_lists) {
        if (list.target() != target.name)
            continue;
        if (const auto done = list.append(scope, output, items); !done)
            return tl::unexpected(done.error());
    }
    if (items.isEmpty() && target.required)
        return fail(sentenceError(u"document.noLines"_s, {}, {}));
    if (target.maxItems > 0 && items.size() > target.maxItems) {
        const QStringList numbers{QString::number(items.size()), QString::number(target.maxItems)};
        return fail(sentenceError(u"document.tooManyLines"_s, numbers, {}));
    }
    return items;
}

Result<void> CompiledMapping::fillLists(
    MappedRecord &mapped, const EvaluationScope &scope, MappingOutput &output) const
{
    for (const TargetList &target : m_targetLists) {
        auto items = buildList(target, scope, output);
        if (!items)
            return tl::unexpected(items.error());
        if (m_money && m_money->list() == target.name) {
            const auto total = m_money->settle(*items, mapped.payload, scope, output);
            if (!total)
                return tl::unexpected(total.error());
            mapped.total = *total;
            mapped.currency = m_money->currency(scope);
        }
        // An empty list says that there is nothing any more; leaving it out would keep what was there.
        mapped.payload.set(target.name, Json(std::move(*items)));
    }
    return {};
}

Result<MappedRecord> CompiledMapping::map(const Json &record, const MappingContext &context) const
{
    MappedRecord mapped;
    MappingOutput output;
    QList<Json> variables;
    const QList<Json> noVariables;
    const EvaluationScope scope{record, record, context, variables, noVariables, {}, &output.notes};
    if (const auto computed = m_block.computeVariables(scope, variables); !computed)
        return tl::unexpected(computed.error());
    if (const auto accepted = m_block.check(scope); !accepted)
        return tl::unexpected(accepted.error());
    auto payload = m_block.build(scope, output, {});
    if (!payload)
        return tl::unexpected(payload.error());
    mapped.entity = m_entity;
    mapped.payload = payload->isNull() ? Json(JsonObject()) : std::move(*payload);
    if (const auto filled = fillLists(mapped, scope, output); !filled)
        return tl::unexpected(filled.error());
    mapped.references = std::move(output.references);
    mapped.notes = std::move(output.notes.texts);
    if (!m_number.isEmpty())
        mapped.number = m_number.first(mapped.payload).scalarText();
    if (m_reference) {
        auto self = named(scope);
        if (!self)
            return tl::unexpected(self.error());
        mapped.self = std::move(*self);
        if (!m_reference->mustExist)
            mapped.self->create = mapped.payload;
        else if (mapped.number.isEmpty() && !mapped.self->keys.isEmpty())
            mapped.number = mapped.self->keys.constLast().value; // by which people find it, too
    }
    return mapped;
}

QList<NaturalKey> CompiledMapping::keysOf(const EvaluationScope &scope) const
{
    QList<NaturalKey> keys;
    for (const Key &key : m_reference->keys) {
        if (!key.when.holds(scope))
            continue;
        // An empty key would match every record that has none: it never becomes a look-up.
        if (QString value = textOf(key.expression, scope); !value.trimmed().isEmpty())
            keys.append({key.key, std::move(value)});
    }
    return keys;
}

QStringList CompiledMapping::alternativeNamesOf(
    const EvaluationScope &scope, const QList<NaturalKey> &keys) const
{
    QStringList names;
    for (const Expression &expression : m_reference->alternativeNames) {
        const QString name = textOf(expression, scope);
        const bool taken = !keys.isEmpty() && keys.last().value == name;
        if (!name.isEmpty() && !taken && !names.contains(name))
            names.append(name);
    }
    return names;
}

Result<Reference> CompiledMapping::named(const EvaluationScope &scope) const
{
    Reference reference;
    reference.entity = m_entity;
    reference.identity = textOf(m_reference->identity, scope);
    reference.keys = keysOf(scope);
    reference.alternativeNames = alternativeNamesOf(scope, reference.keys);
    reference.label = textOf(m_reference->label, scope);
    if (reference.identity.isEmpty())
        return fail(recordError(u"reference.identity"_s, m_reference->identity.describe(scope),
            QCoreApplication::translate("uds", "There is nothing to tell this %1 from others by.")
                .arg(m_entity)));
    return reference;
}

Result<Reference> CompiledMapping::refer(const EvaluationScope &outer, MappingNotes &notes) const
{
    QList<Json> variables;
    const QList<Json> noVariables;
    MappingOutput output;
    output.notes.field = m_entity;
    const EvaluationScope scope{
        outer.record, outer.element, outer.context, variables, noVariables, outer.elementPath, &output.notes};
    if (const auto computed = m_block.computeVariables(scope, variables); !computed)
        return tl::unexpected(computed.error());
    if (const auto accepted = m_block.check(scope); !accepted)
        return tl::unexpected(accepted.error());
    auto reference = named(scope);
    if (!reference)
        return reference;
    auto payload = m_block.build(scope, output, m_entity + u'.');
    if (!payload)
        return tl::unexpected(payload.error());
    if (!payload->isNull() && !m_reference->mustExist)
        reference->create = std::move(*payload);
    for (const QString &text : output.notes.texts) {
        if (!notes.texts.contains(text))
            notes.texts.append(text);
    }
    return reference;
}

} // namespace uds
