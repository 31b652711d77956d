#include "engine/mapping/expression.h"

#include "engine/mapping/mappingerror.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

struct Expression::Choice {
    Condition when;
    Expression expression;
};

namespace {

ValueType typeOfConstant(const Json &value)
{
    switch (value.type()) {
    case Json::Type::Bool: return ValueType::Boolean;
    case Json::Type::Number: return ValueType::Number;
    case Json::Type::Array: return ValueType::List;
    case Json::Type::Object: return ValueType::Object;
    case Json::Type::String: return value.decimal() ? ValueType::Any : ValueType::Text;
    default: return ValueType::Any;
    }
}

} // namespace

Expression::Expression() = default;

Result<Expression> Expression::compile(const Json &spec, const CompileScope &scope, const QString &place)
{
    Expression made;
    Result<void> done;
    if (spec.contains(u"from")) {
        done = made.compilePaths(spec[u"from"], scope, place);
    } else if (spec.contains(u"value")) {
        made.m_kind = Kind::Constant;
        made.m_constant = spec[u"value"];
        made.m_type = typeOfConstant(made.m_constant);
    } else if (spec.contains(u"template")) {
        done = made.compileTemplate(spec[u"template"].string(), scope, place);
    } else if (spec.contains(u"choose")) {
        done = made.compileChoices(spec[u"choose"], scope, place);
    }
    if (done)
        done = made.compileTransforms(spec[u"transforms"], scope, place);
    if (!done)
        return tl::unexpected(done.error());
    made.m_default = spec[u"default"];
    return made;
}

Result<void> Expression::compilePaths(const Json &from, const CompileScope &scope, const QString &place)
{
    m_kind = Kind::Paths;
    const JsonArray texts = from.isArray() ? from.array() : JsonArray{from};
    for (const Json &text : texts) {
        auto path = ValuePath::compile(text.string(), scope, place);
        if (!path)
            return tl::unexpected(path.error());
        if (path->isList())
            m_type = ValueType::List;
        m_paths.append(std::move(*path));
    }
    return {};
}

Result<void> Expression::compileTemplate(const QString &text, const CompileScope &scope, const QString &place)
{
    m_kind = Kind::Template;
    m_type = ValueType::Text;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype open = text.indexOf(u'{', at);
        if (open < 0 || open > at)
            m_pieces.append({text.sliced(at, (open < 0 ? text.size() : open) - at), std::nullopt});
        if (open < 0)
            break;
        const qsizetype close = text.indexOf(u'}', open);
        if (close < 0)
            return invalidMapping(place, QCoreApplication::translate("uds", "a { without } in the template"));
        auto path = ValuePath::compile(text.sliced(open + 1, close - open - 1), scope, place);
        if (!path)
            return tl::unexpected(path.error());
        m_pieces.append({{}, std::move(*path)});
        at = close + 1;
    }
    return {};
}

Result<void> Expression::compileChoices(const Json &choices, const CompileScope &scope, const QString &place)
{
    m_kind = Kind::Choose;
    for (const Json &spec : choices.array()) {
        auto when = Condition::compile(spec[u"when"], scope, place);
        if (!when)
            return tl::unexpected(when.error());
        auto expression = compile(spec, scope, place);
        if (!expression)
            return tl::unexpected(expression.error());
        const bool first = m_choices.isEmpty();
        m_type = first || m_type == expression->type() ? expression->type() : ValueType::Any;
        m_choices.append(std::make_shared<const Choice>(Choice{std::move(*when), std::move(*expression)}));
    }
    return {};
}

Result<void> Expression::compileTransforms(
    const Json &transforms, const CompileScope &scope, const QString &place)
{
    for (const Json &spec : transforms.array()) {
        auto step = compileTransform(spec, scope, place);
        if (!step)
            return tl::unexpected(step.error());
        if (!canConvert(m_type, step->input)
            && !(m_type == ValueType::Number && step->input == ValueType::Text))
            return invalidMapping(place,
                QCoreApplication::translate("uds", "the transform %1 needs %2 but gets %3")
                    .arg(step->name, valueTypeName(step->input), valueTypeName(m_type)));
        m_type = step->output;
        m_transforms.append(std::move(*step));
    }
    return {};
}

QList<ValuePath> Expression::paths() const
{
    QList<ValuePath> all = m_paths;
    for (const Piece &piece : m_pieces) {
        if (piece.path)
            all.append(*piece.path);
    }
    for (const auto &choice : m_choices)
        all.append(choice->expression.paths());
    return all;
}

QList<ValuePath> Expression::lookedAt() const
{
    QList<ValuePath> all = m_choices.isEmpty() ? paths() : QList<ValuePath>();
    for (const auto &choice : m_choices)
        all += choice->when.paths() + choice->expression.lookedAt();
    return all;
}

QString Expression::sourceField() const
{
    const QList<ValuePath> all = paths();
    const auto ofSource
        = std::find_if(all.begin(), all.end(), [](const ValuePath &path) { return path.isOfSource(); });
    if (ofSource != all.end())
        return ofSource->sourceField();
    return all.isEmpty() ? QString() : all.first().sourceField();
}

QString Expression::describe(const EvaluationScope &scope) const
{
    for (const auto &choice : m_choices) {
        if (choice->when.holds(scope))
            return choice->expression.describe(scope);
    }
    const QList<ValuePath> all = paths();
    const auto ofSource
        = std::find_if(all.begin(), all.end(), [](const ValuePath &path) { return path.isOfSource(); });
    if (ofSource != all.end())
        return ofSource->describe(scope);
    return all.isEmpty() ? QString() : all.first().describe(scope);
}

Json Expression::filledTemplate(const EvaluationScope &scope) const
{
    QString text;
    bool anyPresent = false;
    for (const Piece &piece : m_pieces) {
        if (!piece.path) {
            text += piece.text;
            continue;
        }
        const QString part = piece.path->value(scope).scalarText();
        anyPresent = anyPresent || !part.isEmpty();
        text += part;
    }
    return anyPresent ? Json(text) : Json();
}

Result<Json> Expression::start(const EvaluationScope &scope) const
{
    switch (m_kind) {
    case Kind::Constant: return m_constant;
    case Kind::Template: return filledTemplate(scope);
    case Kind::Paths:
        for (const ValuePath &path : m_paths) {
            if (Json value = path.value(scope); isPresent(value))
                return value;
        }
        return Json();
    case Kind::Choose:
        for (const auto &choice : m_choices) {
            if (choice->when.holds(scope))
                return choice->expression.evaluate(scope);
        }
        return Json();
    default: return Json();
    }
}

Result<Json> Expression::evaluate(const EvaluationScope &scope) const
{
    Result<Json> value = start(scope);
    for (const TransformStep &step : m_transforms) {
        if (!value)
            break;
        // Steps leave a missing value alone, so that the default can take its place.
        if (!step.takesMissing && !isPresent(*value))
            continue;
        value = step.apply(*value, scope);
    }
    if (!value) {
        Error error = value.error();
        if (error.field.isEmpty())
            error.field = describe(scope);
        return tl::unexpected(std::move(error));
    }
    if (!isPresent(*value) && !m_default.isNull())
        return m_default;
    return value;
}

} // namespace uds
