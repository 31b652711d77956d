#include "engine/mapping/mappingdocument.h"

#include "engine/mapping/documentreader.h"
#include "engine/mapping/mappingerror.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Reads each object of a list with \a read; errors end up in \a owner.
template <typename Rule, typename Read>
QList<Rule> readAll(DocumentReader &owner, const QString &name, Read read)
{
    QList<Rule> rules;
    for (const Json &json : owner.items(name)) {
        DocumentReader reader(json, owner.place(name, rules.size()));
        rules.append(read(reader));
        owner.addError(reader.finish());
    }
    return rules;
}

VariableRule readVariable(DocumentReader &reader)
{
    return {reader.requiredText(u"name"_s), reader.expression()};
}

CheckRule readCheck(DocumentReader &reader)
{
    return {reader.value(u"when"_s), reader.requiredText(u"code"_s), reader.texts(u"arguments"_s),
        reader.text(u"field"_s)};
}

FieldRule readField(DocumentReader &reader)
{
    FieldRule rule;
    rule.to = reader.requiredText(u"to"_s);
    rule.expression = reader.expression();
    rule.when = reader.value(u"when"_s);
    rule.reference = reader.text(u"reference"_s);
    rule.of = reader.text(u"of"_s);
    rule.note = reader.text(u"note"_s);
    rule.required = reader.flag(u"required"_s);
    rule.owner = reader.text(u"owner"_s);
    rule.missing = reader.text(u"missing"_s);
    rule.missingArguments = reader.texts(u"missingArguments"_s);
    return rule;
}

ListRule readList(DocumentReader &reader)
{
    ListRule rule;
    rule.to = reader.requiredText(u"to"_s);
    rule.from = reader.text(u"from"_s);
    rule.when = reader.value(u"when"_s);
    rule.variables = readAll<VariableRule>(reader, u"let"_s, readVariable);
    rule.checks = readAll<CheckRule>(reader, u"checks"_s, readCheck);
    rule.fields = readAll<FieldRule>(reader, u"fields"_s, readField);
    return rule;
}

std::optional<ListRule> readOptionalList(DocumentReader &owner, const QString &name, const QString &place)
{
    const Json json = owner.value(name);
    if (json.isNull())
        return std::nullopt;
    DocumentReader reader(json, place + u'.' + name);
    ListRule rule = readList(reader);
    owner.addError(reader.finish());
    return rule;
}

MoneyRule readMoney(DocumentReader &reader, const QString &place)
{
    MoneyRule rule;
    rule.total = reader.requiredText(u"total"_s);
    rule.currency = reader.requiredText(u"currency"_s);
    rule.list = reader.text(u"list"_s);
    rule.amount = reader.text(u"amount"_s);
    rule.kind = reader.text(u"kind"_s);
    rule.subtracted = reader.text(u"subtracted"_s);
    rule.added = reader.texts(u"added"_s);
    rule.dependent = reader.texts(u"dependent"_s);
    rule.note = reader.text(u"note"_s);
    rule.limit = reader.text(u"limit"_s);
    rule.surplus = readOptionalList(reader, u"surplus"_s, place);
    rule.shortfall = readOptionalList(reader, u"shortfall"_s, place);
    return rule;
}

ReferenceRule readReference(DocumentReader &reader)
{
    ReferenceRule rule;
    rule.identity = reader.value(u"identity"_s);
    rule.keys = readAll<KeyRule>(reader, u"keys"_s, [](DocumentReader &key) {
        return KeyRule{key.requiredText(u"key"_s), key.expression(), key.value(u"when"_s)};
    });
    rule.alternativeNames = reader.items(u"alternativeNames"_s);
    rule.label = reader.value(u"label"_s);
    rule.mustExist = reader.flag(u"mustExist"_s);
    return rule;
}

void readEnds(DocumentReader &document, MappingDocument &made)
{
    const Json source = document.value(u"source"_s);
    DocumentReader from(source, made.name + u": source"_s);
    made.sourceConnector = from.requiredText(u"connector"_s);
    made.sourceEntity = from.requiredText(u"entity"_s);
    made.sourceList = from.text(u"list"_s);
    made.sourceExtras = from.texts(u"extras"_s);
    document.addError(from.finish());
    const Json target = document.value(u"target"_s);
    DocumentReader to(target, made.name + u": target"_s);
    made.targetConnector = to.requiredText(u"connector"_s);
    made.targetEntity = to.text(u"entity"_s);
    document.addError(to.finish());
}

void readMoneyAndReference(DocumentReader &document, MappingDocument &made)
{
    if (const Json json = document.value(u"money"_s); !json.isNull()) {
        const QString place = made.name + u": money"_s;
        DocumentReader reader(json, place);
        made.money = readMoney(reader, place);
        document.addError(reader.finish());
    }
    if (const Json json = document.value(u"reference"_s); !json.isNull()) {
        DocumentReader reader(json, made.name + u": reference"_s);
        made.reference = readReference(reader);
        document.addError(reader.finish());
    }
}

} // namespace

Result<MappingDocument> MappingDocument::parse(const Json &json)
{
    MappingDocument made;
    made.name = json[u"name"].string();
    DocumentReader document(json, made.name.isEmpty() ? u"mapping"_s : made.name);
    if (document.value(u"format"_s).integer() != 1)
        document.addError(invalidMapping(made.name + u": format"_s,
            QCoreApplication::translate("uds", "this version of the program reads format 1")));
    made.name = document.requiredText(u"name"_s);
    made.title = document.text(u"title"_s);
    made.extends = document.text(u"extends"_s);
    made.number = document.text(u"number"_s);
    readEnds(document, made);
    made.variables = readAll<VariableRule>(document, u"let"_s, readVariable);
    made.checks = readAll<CheckRule>(document, u"checks"_s, readCheck);
    made.fields = readAll<FieldRule>(document, u"fields"_s, readField);
    made.lists = readAll<ListRule>(document, u"lists"_s, readList);
    readMoneyAndReference(document, made);
    if (const auto done = document.finish(); !done)
        return tl::unexpected(done.error());
    return made;
}

MappingDocument MappingDocument::extending(const MappingDocument &base) const
{
    MappingDocument whole = *this;
    whole.extends.clear();
    whole.sourceExtras = base.sourceExtras + sourceExtras;
    whole.variables = base.variables + variables;
    whole.checks = base.checks + checks;
    whole.fields = base.fields + fields;
    whole.lists = base.lists + lists;
    if (!whole.money)
        whole.money = base.money;
    if (!whole.reference)
        whole.reference = base.reference;
    if (whole.number.isEmpty())
        whole.number = base.number;
    return whole;
}

} // namespace uds
