#include "engine/mapping/mappingvalidator.h"

#include "engine/mapping/mappingerror.h"
#include "engine/mapping/mappingresources.h"
#include "engine/mapping/nearestname.h"
#include "engine/mapping/ruleinspection.h"
#include "engine/mapping/sentences.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

/// Settings of every shipped preset between these platforms: which of them will use a document is not said in
/// it.
Json settingsBetween(const QString &source, const QString &target)
{
    Json all = Json::object({});
    for (const QString &name : mappingResourceNames(u"presets"_s)) {
        const auto preset = loadMappingResource(u"presets/"_s + name);
        if (!preset || (*preset)[u"source"][u"connector"].string() != source
            || (*preset)[u"target"][u"connector"].string() != target)
            continue;
        for (const JsonMember &setting : (*preset)[u"settings"].object())
            all.set(setting.name, setting.value);
    }
    return all;
}

/// Names of the documents that a document's fields refer to.
QStringList referencesOf(const MappingDocument &document)
{
    QStringList names;
    const auto collect = [&names](const QList<FieldRule> &fields) {
        for (const FieldRule &rule : fields) {
            if (!rule.reference.isEmpty() && !names.contains(rule.reference))
                names.append(rule.reference);
        }
    };
    collect(document.fields);
    for (const ListRule &list : document.lists)
        collect(list.fields);
    return names;
}

QString topLevel(const QString &path)
{
    return path.section(u'.', 0, 0).section(u'[', 0, 0);
}

} // namespace

MappingValidator::MappingValidator(const Json &overrides)
    : m_overrides(overrides.isObject() ? overrides : Json::object({}))
{
}

void MappingValidator::addError(
    const QString &code, const QString &path, const QString &reason, const QString &fix)
{
    m_findings.append({MappingFinding::Level::Error, code, path, reason, fix});
}

bool MappingValidator::hasErrors() const
{
    return std::any_of(m_findings.begin(), m_findings.end(),
        [](const MappingFinding &finding) { return finding.level == MappingFinding::Level::Error; });
}

QList<MappingFinding> MappingValidator::validate(const Json &json)
{
    m_findings.clear();
    const auto document = MappingDocument::parse(json);
    if (!document)
        return {findingOf(document.error(), u"document.shape"_s)};
    m_settings = settingsBetween(document->sourceConnector, document->targetConnector);
    m_overrides.set(document->name, json);
    if (!inspectCircles(*document))
        return m_findings;
    MappingLoader loader(m_overrides, m_settings);
    const auto whole = loader.document(document->name);
    if (!whole)
        return {findingOf(whole.error(), u"document.extends"_s)};
    if (whole->targetEntity.isEmpty())
        return m_findings; // for others to extend: only they say what it is written to
    inspectWhole(*document, *whole);
    relocate(*document, *whole);
    if (hasErrors())
        return m_findings;
    // What only shows when the parts come together, as money and keys.
    if (const auto program = loader.compiled(document->name); !program)
        m_findings.append(findingOf(program.error(), u"rule.invalid"_s));
    return m_findings;
}

void MappingValidator::relocate(const MappingDocument &own, const MappingDocument &whole)
{
    const QHash<QString, qsizetype> inherited{{u"fields"_s, whole.fields.size() - own.fields.size()},
        {u"lists"_s, whole.lists.size() - own.lists.size()},
        {u"checks"_s, whole.checks.size() - own.checks.size()}};
    static const QRegularExpression kRule(u"^(.*): (fields|lists|checks)\\[(\\d+)\\](.*)$"_s);
    for (MappingFinding &finding : m_findings) {
        const auto match = kRule.match(finding.path);
        if (own.extends.isEmpty() || !match.hasMatch())
            continue;
        const qsizetype before = inherited.value(match.captured(2));
        const qsizetype index = match.captured(3).toLongLong();
        const bool isOwn = index >= before;
        finding.path = u"%1: %2[%3]%4"_s.arg(isOwn ? own.name : own.extends, match.captured(2))
                           .arg(isOwn ? index - before : index)
                           .arg(match.captured(4));
    }
}

bool MappingValidator::inspectCircles(const MappingDocument &document)
{
    MappingLoader loader(m_overrides, m_settings);
    QList<QStringList> open{{document.name}};
    while (!open.isEmpty()) {
        const QStringList way = open.takeFirst();
        const auto next = loader.ownRules(way.constLast());
        if (!next)
            continue; // the rule that names it is told about on its own
        QStringList following = referencesOf(*next);
        if (!next->extends.isEmpty())
            following.append(next->extends);
        for (const QString &name : following) {
            if (way.contains(name)) {
                addError(u"reference.cycle"_s, document.name,
                    tr("the documents refer to each other in a circle: %1")
                        .arg((way + QStringList{name}).join(u" → "_s)),
                    tr("Take out one of these references."));
                return false;
            }
            open.append(way + QStringList{name});
        }
    }
    return true;
}

void MappingValidator::inspectWhole(const MappingDocument &own, const MappingDocument &whole)
{
    const auto source = FieldCatalogue::load(whole.sourceConnector, whole.sourceEntity);
    const auto target = FieldCatalogue::load(whole.targetConnector, whole.targetEntity);
    for (const auto *catalogue : {&source, &target}) {
        if (!*catalogue)
            m_findings.append(findingOf(catalogue->error(), u"catalogue.unknown"_s));
    }
    if (!source || !target)
        return;
    MappingLoader loader(m_overrides, m_settings);
    CompileEnvironment environment{whole.name, {{}, {}, {}, {}, !whole.sourceList.isEmpty(), m_settings},
        *source, *target, [&loader](const QString &name) { return loader.compiled(name); },
        whole.sourceExtras, {}, {}};
    if (!whole.sourceList.isEmpty())
        environment.sourcePrefix = whole.sourceList + u'.';
    inspectLevel({whole.variables, whole.checks, whole.fields}, BlockProgram::Level::Record, environment, {});
    inspectLists(whole, environment);
    inspectCounts(whole, environment);
    inspectRequired(whole, environment);
    inspectUnused(own, whole);
}

void MappingValidator::inspectLevel(const BlockProgram::Rules &rules, BlockProgram::Level level,
    CompileEnvironment &environment, const QString &place)
{
    const bool ofRecord = level == BlockProgram::Level::Record;
    QStringList &names = ofRecord ? environment.scope.recordVariables : environment.scope.elementVariables;
    QStringList &sources = ofRecord ? environment.scope.recordSources : environment.scope.elementSources;
    RuleInspection inspection(environment, m_findings);
    for (const VariableRule &rule : rules.variables) {
        const QString inside = place + u"let."_s + rule.name;
        inspection.inspectExpression(rule.expression, inside);
        if (names.contains(rule.name))
            addError(u"variable.duplicate"_s, environment.place(inside),
                tr("there already is a variable %1").arg(rule.name), tr("Give it another name."));
        names.append(rule.name); // also of one that is wrong: what uses it is not wrong for that
        sources.append(QString());
    }
    for (qsizetype at = 0; at < rules.checks.size(); ++at) {
        const QString inside = u"%1checks[%2]"_s.arg(place).arg(at);
        inspection.inspectCondition(rules.checks.at(at).when, inside);
        if (!hasSentence(rules.checks.at(at).code))
            addError(u"check.sentence"_s, environment.place(inside),
                tr("unknown sentence \"%1\"").arg(rules.checks.at(at).code),
                tr("Use one of the program's sentences."));
    }
    for (qsizetype at = 0; at < rules.fields.size(); ++at)
        inspection.inspectField(rules.fields.at(at), u"%1fields[%2]"_s.arg(place).arg(at));
    inspection.inspectTogether(rules.fields, place + u"fields"_s);
}

void MappingValidator::inspectLists(const MappingDocument &whole, const CompileEnvironment &environment)
{
    for (qsizetype at = 0; at < whole.lists.size(); ++at)
        inspectList(whole.lists.at(at), environment, u"lists[%1]"_s.arg(at));
}

void MappingValidator::inspectList(const ListRule &rule, CompileEnvironment environment, const QString &place)
{
    const CatalogueField *field = environment.target.find(rule.to);
    if (field == nullptr || !rule.to.endsWith(u"[]"_s) || rule.to.contains(u'.')) {
        QStringList lists;
        for (const CatalogueField &one : environment.target.fields()) {
            if (one.type == ValueType::List && !one.path.contains(u'.'))
                lists.append(one.path);
        }
        return addError(u"target.unknown"_s, environment.place(place),
            tr("the target has no list \"%1\"").arg(rule.to), tr("It has: %1").arg(lists.join(u", "_s)));
    }
    environment.targetPrefix = rule.to + u'.';
    if (!rule.from.isEmpty()) {
        const auto from = ValuePath::compile(rule.from, environment.scope, environment.place(place));
        if (!from || !from->isList() || environment.source.find(from->pathText()) == nullptr)
            return addError(u"source.unknown"_s, environment.place(place),
                tr("the source has no list \"%1\"").arg(rule.from),
                tr("Name a list of the source, like line_items[]."));
        environment.sourcePrefix = from->pathText() + u'.';
    }
    inspectLevel(
        {rule.variables, rule.checks, rule.fields}, BlockProgram::Level::Element, environment, place + u'.');
    RuleInspection(environment, m_findings).inspectCondition(rule.when, place);
}

void MappingValidator::inspectCounts(const MappingDocument &whole, const CompileEnvironment &environment)
{
    QHash<QString, int> single;
    for (const ListRule &rule : whole.lists) {
        const CatalogueField *field = environment.target.find(rule.to);
        if (field == nullptr || field->maxItems <= 0 || !rule.from.isEmpty())
            continue;
        if (++single[rule.to] == field->maxItems + 1)
            addError(u"list.tooMany"_s, environment.place(u"lists"_s),
                tr("%1 takes %2 elements, but more rules write to it").arg(rule.to).arg(field->maxItems),
                tr("Keep at most %1 of these rules.").arg(field->maxItems));
    }
}

void MappingValidator::inspectRequired(const MappingDocument &whole, const CompileEnvironment &environment)
{
    if (whole.reference && whole.reference->mustExist)
        return;
    QStringList written;
    for (const FieldRule &rule : whole.fields)
        written.append(topLevel(rule.to));
    for (const ListRule &rule : whole.lists)
        written.append(topLevel(rule.to));
    for (const CatalogueField &field : environment.target.fields()) {
        if (field.required && !field.path.contains(u'.') && !written.contains(topLevel(field.path)))
            addError(u"target.required"_s, environment.document,
                tr("the target needs %1, but nothing is mapped to it").arg(field.path),
                tr("Add a rule for %1, or give it a value.").arg(field.path));
    }
}

void MappingValidator::inspectUnused(const MappingDocument &own, const MappingDocument &whole)
{
    const QString text = QString::fromUtf8(whole.toJson().bytes());
    for (const VariableRule &rule : own.variables) {
        const QRegularExpression use(
            u"\\$vars\\.%1(?![A-Za-z0-9_])"_s.arg(QRegularExpression::escape(rule.name)));
        if (!use.match(text).hasMatch())
            m_findings.append(
                {MappingFinding::Level::Warning, u"variable.unused"_s, own.name + u": let."_s + rule.name,
                    tr("nothing uses the variable %1").arg(rule.name), tr("Remove it.")});
    }
}

} // namespace uds
