#include "engine/mapping/ruleinspection.h"

#include "engine/mapping/fieldprogram.h"
#include "engine/mapping/nearestname.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

QStringList pathsOf(const FieldCatalogue &catalogue, const QString &prefix)
{
    QStringList paths;
    for (const CatalogueField &field : catalogue.fields()) {
        if (field.path.startsWith(prefix))
            paths.append(field.path.mid(prefix.size()));
    }
    return paths;
}

QString meant(const QString &wanted, const QStringList &known, const QString &otherwise)
{
    const QString nearest = nearestName(wanted, known);
    return nearest.isEmpty() ? otherwise : tr("Did you mean \"%1\"?").arg(nearest);
}

/// The transform that makes what a target takes.
QString conversionTo(ValueType type)
{
    switch (type) {
    case ValueType::Number: return u"decimal"_s;
    case ValueType::Boolean: return u"boolean"_s;
    case ValueType::Date: return u"dateOnly"_s;
    case ValueType::Text: return u"join"_s;
    default: return {};
    }
}

bool hasTransform(const Json &spec, const QStringList &names)
{
    const JsonArray &steps = spec[u"transforms"].array();
    return std::any_of(steps.begin(), steps.end(), [&names](const Json &step) {
        return names.contains(
            step.isObject() && !step.object().isEmpty() ? step.object().first().name : step.string());
    });
}

/// A value that is there for every record.
bool isAlwaysPresent(const FieldRule &rule)
{
    const bool isConstant = isPresent(rule.expression[u"value"]) && rule.expression[u"transforms"].isNull();
    return rule.when.isNull() && (rule.required || isConstant || !rule.expression[u"default"].isNull());
}

} // namespace

MappingFinding findingOf(const Error &error, const QString &code)
{
    return {MappingFinding::Level::Error, code, error.field,
        error.detail.isEmpty() ? error.message : error.detail, error.hint};
}

RuleInspection::RuleInspection(const CompileEnvironment &environment, QList<MappingFinding> &findings)
    : m_environment(environment)
    , m_findings(findings)
{
}

void RuleInspection::add(
    Level level, const QString &code, const QString &inside, const QString &reason, const QString &fix)
{
    m_findings.append({level, code, m_environment.place(inside), reason, fix});
}

bool RuleInspection::inspectPaths(const QList<ValuePath> &paths, const QString &inside)
{
    bool known = true;
    for (const ValuePath &path : paths) {
        if (m_environment.checkSource({path}, inside))
            continue;
        known = false;
        const QString prefix
            = path.origin() == ValuePath::Origin::Record ? QString() : m_environment.sourcePrefix;
        add(Level::Error, u"source.unknown"_s, inside,
            tr("the source has no field \"%1\"").arg(m_environment.sourcePath(path)),
            meant(generalPath(path.pathText()), pathsOf(m_environment.source, prefix),
                tr("Choose a field of the source; fields of plug-ins are named in the source's "
                   "\"extras\".")));
    }
    return known;
}

bool RuleInspection::inspectTarget(const FieldRule &rule, const QString &inside)
{
    const QString path = m_environment.targetPrefix + rule.to;
    const CatalogueField *field = m_environment.target.find(path);
    if (field == nullptr) {
        add(Level::Error, u"target.unknown"_s, inside, tr("the target has no field \"%1\"").arg(path),
            meant(generalPath(rule.to), pathsOf(m_environment.target, m_environment.targetPrefix),
                tr("Choose a field of the target.")));
        return false;
    }
    if (field->readOnly) {
        add(Level::Error, u"target.readOnly"_s, inside,
            tr("%1 is computed by the target and cannot be written").arg(path), tr("Remove this rule."));
        return false;
    }
    static const QRegularExpression kPlace(u"\\[(?!0?\\])"_s);
    if (kPlace.match(rule.to).hasMatch() || rule.to.contains(u"[]"_s)) {
        add(Level::Error, u"target.place"_s, inside,
            tr("\"%1\" names a place in a list that a single rule cannot fill").arg(rule.to),
            tr("Write \"[0]\" for the only element, or add a rule to \"lists\" for each element."));
        return false;
    }
    return true;
}

void RuleInspection::inspectType(
    const Expression &expression, const CatalogueField &field, const QString &inside)
{
    const ValueType given
        = expression.isBarePath() ? m_environment.sourceType(expression.paths().first()) : expression.type();
    if (canConvert(given, field.type))
        return;
    const QString transform = conversionTo(field.type);
    add(Level::Error, u"type.clash"_s, inside,
        tr("%1 takes %2, but the mapping gives %3")
            .arg(field.path, valueTypeName(field.type), valueTypeName(given)),
        transform.isEmpty() ? tr("Choose another source.") : tr("Add the transform \"%1\".").arg(transform));
}

void RuleInspection::inspectConstant(const Json &value, const CatalogueField &field, const QString &inside)
{
    const QString text = value.scalarText();
    if (field.maxLength > 0 && text.size() > field.maxLength)
        add(Level::Error, u"value.tooLong"_s, inside,
            tr("\"%1\" has %2 characters; %3 takes %4")
                .arg(text.left(60))
                .arg(text.size())
                .arg(field.path)
                .arg(field.maxLength),
            tr("Write a shorter value."));
    if (!field.values.isEmpty() && !field.values.contains(text))
        add(Level::Error, u"value.notAllowed"_s, inside,
            tr("%1 does not take \"%2\"").arg(field.path, text.left(60)),
            tr("It takes one of: %1").arg(field.values.join(u", "_s)));
    const auto isForbidden = [&field](QChar c) { return field.forbidden.contains(c); };
    if (std::any_of(text.begin(), text.end(), isForbidden))
        add(Level::Error, u"value.forbidden"_s, inside,
            tr("\"%1\" has a character that %2 must not have").arg(text.left(60), field.path),
            tr("Write it without colons, double quotes, tabs and line breaks."));
}

void RuleInspection::inspectConstants(const Json &spec, const CatalogueField &field, const QString &inside)
{
    const bool asItIs = spec[u"transforms"].array().isEmpty();
    if (asItIs && isPresent(spec[u"value"]))
        inspectConstant(spec[u"value"], field, inside);
    if (isPresent(spec[u"default"]))
        inspectConstant(spec[u"default"], field, inside);
    for (const Json &choice : spec[u"choose"].array()) {
        if (asItIs)
            inspectConstants(choice, field, inside);
    }
    if (asItIs)
        return;
    // What a table at the end of the chain can give is known, too.
    const Json &last = spec[u"transforms"].array().constLast();
    for (const QString &name : {u"mapValue"_s, u"mapStatus"_s, u"lookup"_s}) {
        for (const JsonMember &entry : last[name][u"table"].object())
            inspectConstant(entry.value, field, inside);
    }
}

void RuleInspection::inspectLength(
    const FieldRule &rule, const Expression &expression, const CatalogueField &field, const QString &inside)
{
    const bool cut = hasTransform(rule.expression, {u"truncate"_s, u"atMost"_s});
    if (field.maxLength <= 0 || cut || !expression.isBarePath())
        return;
    const ValuePath path = expression.paths().constFirst();
    const QString full = m_environment.sourcePath(path);
    const CatalogueField *source = full.isEmpty() ? nullptr : m_environment.source.find(full);
    if (source == nullptr || source->type != ValueType::Text || source->maxLength <= field.maxLength)
        return;
    add(Level::Warning, u"length.uncut"_s, inside,
        tr("%1 may have %2 characters, %3 takes %4; longer ones are refused")
            .arg(source->path)
            .arg(source->maxLength)
            .arg(field.path)
            .arg(field.maxLength),
        tr("Add the transform {\"truncate\": %1}.").arg(field.maxLength));
}

void RuleInspection::inspectForbidden(
    const FieldRule &rule, const CatalogueField &field, const QString &inside)
{
    const bool ofSource = rule.expression.contains(u"from") || rule.expression.contains(u"template");
    const bool ofVariable = rule.expression.bytes().contains("$vars.");
    if (field.forbidden.isEmpty() || !ofSource || ofVariable
        || hasTransform(rule.expression, {u"replaceForbidden"_s, u"replace"_s, u"script"_s}))
        return;
    add(Level::Warning, u"value.mayBeForbidden"_s, inside,
        tr("the value may have characters that %1 must not have").arg(field.path),
        tr("Add the transform \"replaceForbidden\"."));
}

void RuleInspection::inspectExpression(const Json &spec, const QString &inside)
{
    const auto expression = Expression::compile(spec, m_environment.scope, m_environment.place(inside));
    if (!expression) {
        m_findings.append(findingOf(expression.error(), u"rule.invalid"_s));
        return;
    }
    (void)inspectPaths(expression->lookedAt(), inside);
    inspectChoices(spec[u"choose"], inside);
}

void RuleInspection::inspectField(const FieldRule &rule, const QString &inside)
{
    const qsizetype before = m_findings.size();
    const bool reaches = inspectTarget(rule, inside);
    inspectExpression(rule.expression, inside);
    inspectCondition(rule.when, inside);
    const auto expression
        = Expression::compile(rule.expression, m_environment.scope, m_environment.place(inside));
    if (!reaches || !expression)
        return;
    const CatalogueField &field = *m_environment.target.find(m_environment.targetPrefix + rule.to);
    inspectType(*expression, field, inside);
    inspectConstants(rule.expression, field, inside);
    inspectLength(rule, *expression, field, inside);
    inspectForbidden(rule, field, inside);
    const bool isWrong = std::any_of(m_findings.begin() + before, m_findings.end(),
        [](const MappingFinding &finding) { return finding.level == Level::Error; });
    if (isWrong)
        return; // it would say the same again
    if (const auto program = FieldProgram::compile(rule, m_environment, inside); !program)
        m_findings.append(findingOf(program.error(), u"rule.invalid"_s));
}

void RuleInspection::inspectTogether(const QList<FieldRule> &rules, const QString &inside)
{
    for (qsizetype later = 0; later < rules.size(); ++later) {
        for (qsizetype earlier = 0; earlier < later; ++earlier) {
            const QString &first = rules.at(earlier).to;
            const QString &second = rules.at(later).to;
            const QString place = u"%1[%2]"_s.arg(inside).arg(later);
            if (first == second && isAlwaysPresent(rules.at(earlier)))
                add(Level::Error, u"target.duplicate"_s, place,
                    tr("%1 already has its value from an earlier rule").arg(second),
                    tr("Remove one of the two, or give the first one a condition."));
            else if (first.startsWith(second + u'.') || second.startsWith(first + u'.'))
                add(Level::Error, u"target.duplicate"_s, place,
                    tr("%1 and %2 write the same place").arg(first, second),
                    tr("Remove one of the two rules."));
        }
    }
}

} // namespace uds
