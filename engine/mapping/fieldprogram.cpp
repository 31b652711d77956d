#include "engine/mapping/fieldprogram.h"

#include "engine/mapping/compiledmapping.h"
#include "engine/mapping/mappingerror.h"
#include "engine/mapping/sentences.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Error tooLong(const CatalogueField &field, const QString &text)
{
    Error error = recordError(u"field.tooLong"_s, field.path,
        QCoreApplication::translate("uds", "The value for %1 has %2 characters; %3 are allowed.")
            .arg(field.path)
            .arg(text.size())
            .arg(field.maxLength));
    error.hint = QCoreApplication::translate(
        "uds", "Shorten it in the source, or add the transform \"truncate\" to the mapping.");
    return error;
}

} // namespace

Result<QList<ValuePath>> compilePaths(
    const QStringList &texts, const CompileScope &scope, const QString &place)
{
    QList<ValuePath> paths;
    for (const QString &text : texts) {
        auto path = ValuePath::compile(text, scope, place);
        if (!path)
            return tl::unexpected(path.error());
        paths.append(std::move(*path));
    }
    return paths;
}

QStringList argumentTexts(const QList<ValuePath> &paths, const EvaluationScope &scope)
{
    QStringList texts;
    for (const ValuePath &path : paths) {
        const Json value = path.value(scope);
        QStringList parts;
        for (const Json &item : value.array())
            parts.append(item.scalarText());
        texts.append(value.isArray() ? parts.join(u", "_s) : value.scalarText());
    }
    return texts;
}

Result<FieldProgram> FieldProgram::compile(
    const FieldRule &rule, const CompileEnvironment &environment, const QString &inside)
{
    const QString place = environment.place(inside);
    FieldProgram made;
    made.m_to = rule.to;
    made.m_note = rule.note;
    made.m_required = rule.required;
    const CatalogueField *field = environment.target.find(environment.targetPrefix + rule.to);
    if (field == nullptr)
        return invalidMapping(place,
            QCoreApplication::translate("uds", "the target has no field \"%1\"")
                .arg(environment.targetPrefix + rule.to));
    made.m_field = *field;
    auto expression = Expression::compile(rule.expression, environment.scope, place);
    if (!expression)
        return tl::unexpected(expression.error());
    made.m_expression = std::move(*expression);
    auto when = environment.condition(rule.when, inside);
    if (!when)
        return tl::unexpected(when.error());
    made.m_when = std::move(*when);
    Result<void> done = environment.checkSource(made.m_expression.lookedAt(), inside);
    if (done)
        done = made.checkTarget(environment, place);
    if (done)
        done = made.compileMissing(rule, environment, place);
    if (!done)
        return tl::unexpected(done.error());
    if (!rule.reference.isEmpty()) {
        auto reference = environment.findMapping(rule.reference);
        if (!reference)
            return tl::unexpected(reference.error());
        if (!(*reference)->canBeReferred())
            return invalidMapping(place,
                QCoreApplication::translate("uds", "%1 does not say how to name a reference")
                    .arg(rule.reference));
        made.m_reference = std::move(*reference);
    }
    if (!rule.of.isEmpty()) {
        auto of = ValuePath::compile(rule.of, environment.scope, place);
        if (!of)
            return tl::unexpected(of.error());
        made.m_of = std::move(*of);
    }
    return made;
}

Result<void> FieldProgram::checkTarget(const CompileEnvironment &environment, const QString &place) const
{
    const QString path = environment.targetPrefix + m_to;
    if (m_field.readOnly)
        return invalidMapping(place,
            QCoreApplication::translate("uds", "%1 is computed by the target and cannot be written")
                .arg(path));
    const ValueType given = m_expression.isBarePath() ? environment.sourceType(m_expression.paths().first())
                                                      : m_expression.type();
    if (!canConvert(given, m_field.type))
        return invalidMapping(place,
            QCoreApplication::translate("uds", "%1 takes %2, but the mapping gives %3")
                .arg(path, valueTypeName(m_field.type), valueTypeName(given)));
    return {};
}

Result<void> FieldProgram::compileMissing(
    const FieldRule &rule, const CompileEnvironment &environment, const QString &place)
{
    for (const QString &code : {rule.missing, rule.note}) {
        if (!code.isEmpty() && !hasSentence(code))
            return invalidMapping(
                place, QCoreApplication::translate("uds", "unknown sentence \"%1\"").arg(code));
    }
    auto arguments = compilePaths(rule.missingArguments, environment.scope, place);
    if (!arguments)
        return tl::unexpected(arguments.error());
    m_missing = rule.missing;
    m_missingArguments = std::move(*arguments);
    return {};
}

Error FieldProgram::missingError(const EvaluationScope &scope) const
{
    const QString source = m_expression.describe(scope);
    if (!m_missing.isEmpty())
        return sentenceError(m_missing, argumentTexts(m_missingArguments, scope), source);
    Error error = recordError(u"field.required"_s, source.isEmpty() ? m_field.path : source,
        QCoreApplication::translate("uds", "%1 is missing, and %2 cannot be written without it.")
            .arg(source.isEmpty() ? m_field.path : source, m_field.path));
    error.hint = QCoreApplication::translate(
        "uds", "Fill in the field in the source, or give the mapping a default value.");
    return error;
}

Result<Json> FieldProgram::converted(const Json &value, const EvaluationScope &scope) const
{
    switch (m_field.type) {
    case ValueType::Number: {
        const auto number = numberOf(value, m_expression.describe(scope));
        if (!number)
            return tl::unexpected(number.error());
        return Json(*number);
    }
    case ValueType::Boolean: return value.isBool() ? value : Json(value.scalarText() == u"true");
    case ValueType::Text:
    case ValueType::Date: {
        QString text = value.scalarText();
        if (m_field.maxLength > 0 && text.size() > m_field.maxLength)
            return fail(tooLong(m_field, text));
        return Json(std::move(text));
    }
    default: return value;
    }
}

Result<void> FieldProgram::refer(
    const EvaluationScope &scope, MappingOutput &output, const QString &prefix) const
{
    const Json other = m_of ? m_of->value(scope) : Json();
    const Json &record = m_of ? other : scope.record;
    const Json &element = m_of ? other : scope.element;
    const EvaluationScope referred{record, element, scope.context, scope.recordVariables,
        scope.elementVariables, scope.elementPath, scope.notes};
    auto reference = m_reference->refer(referred, output.notes);
    if (!reference)
        return tl::unexpected(reference.error());
    reference->path = prefix + m_to;
    output.references.append(std::move(*reference));
    return {};
}

Result<Json> FieldProgram::evaluate(
    const EvaluationScope &scope, MappingOutput &output, const QString &prefix) const
{
    if (!m_when.isAlways() && !m_when.holds(scope))
        return Json();
    output.notes.field = prefix + m_to;
    if (m_reference) {
        const auto referred = refer(scope, output, prefix);
        return referred ? Result<Json>(Json()) : tl::unexpected(referred.error());
    }
    auto value = m_expression.evaluate(scope);
    if (!value)
        return value;
    if (!isPresent(*value))
        return m_required ? Result<Json>(fail(missingError(scope))) : Result<Json>(Json());
    if (!m_note.isEmpty())
        output.notes.add(sentence(m_note, {}));
    return converted(*value, scope);
}

} // namespace uds
