#pragma once

#include "engine/mapping/condition.h"
#include "engine/mapping/transform.h"
#include "engine/mapping/valuepath.h"

#include <memory>

namespace uds {

/// Where a value comes from and how it is changed: one of "from" (a path, or several: the first that is
/// present), "value", "template" ("{billing.first_name} {billing.last_name}"), "choose" ([{"when",
/// ...expression}]); then "transforms" and "default".
class Expression {
public:
    Expression();
    /// Members of \a spec that an expression does not know are left to the caller.
    [[nodiscard]] static Result<Expression> compile(
        const Json &spec, const CompileScope &scope, const QString &place);

    /// Null when the value is absent. The error carries the source field.
    [[nodiscard]] Result<Json> evaluate(const EvaluationScope &scope) const;
    /// What comes out, as far as known before any record is seen.
    [[nodiscard]] ValueType type() const { return m_type; }
    /// Paths its value is made from.
    [[nodiscard]] QList<ValuePath> paths() const;
    /// These and the paths of its conditions; transform arguments are not among them.
    [[nodiscard]] QList<ValuePath> lookedAt() const;
    /// One path as it is, without any transform.
    [[nodiscard]] bool isBarePath() const { return m_paths.size() == 1 && m_transforms.isEmpty(); }
    /// The source field it is made from, as written in the document; empty when there is none.
    [[nodiscard]] QString sourceField() const;
    /// Source field for messages; empty when there is none.
    [[nodiscard]] QString describe(const EvaluationScope &scope) const;

private:
    struct Piece {
        QString text;
        std::optional<ValuePath> path;
    };
    struct Choice;
    enum class Kind { Nothing, Constant, Paths, Template, Choose };

    [[nodiscard]] Result<void> compilePaths(
        const Json &from, const CompileScope &scope, const QString &place);
    [[nodiscard]] Result<void> compileTemplate(
        const QString &text, const CompileScope &scope, const QString &place);
    [[nodiscard]] Result<void> compileChoices(
        const Json &choices, const CompileScope &scope, const QString &place);
    [[nodiscard]] Result<void> compileTransforms(
        const Json &transforms, const CompileScope &scope, const QString &place);
    [[nodiscard]] Result<Json> start(const EvaluationScope &scope) const;
    [[nodiscard]] Json filledTemplate(const EvaluationScope &scope) const;

    Kind m_kind = Kind::Nothing;
    Json m_constant;
    QList<ValuePath> m_paths;
    QList<Piece> m_pieces;
    QList<std::shared_ptr<const Choice>> m_choices;
    QList<TransformStep> m_transforms;
    Json m_default;
    ValueType m_type = ValueType::Any;
};

} // namespace uds
