#pragma once

#include "engine/mapping/targettree.h"

namespace uds {

/// Variables, checks and fields that run together: those of a document, or those of one element of a list.
class BlockProgram {
public:
    struct Rules {
        const QList<VariableRule> &variables;
        const QList<CheckRule> &checks;
        const QList<FieldRule> &fields;
    };
    enum class Level { Record, Element };

    /// Adds the names of its variables to \a environment at \a level.
    [[nodiscard]] static Result<BlockProgram> compile(
        const Rules &rules, CompileEnvironment &environment, Level level, const QString &place);

    /// Fills \a variables, which \a scope refers to, one after the other: later ones may use earlier ones.
    [[nodiscard]] Result<void> computeVariables(const EvaluationScope &scope, QList<Json> &variables) const;
    /// The first check that refuses the record.
    [[nodiscard]] Result<void> check(const EvaluationScope &scope) const;
    /// Null when no field has a value.
    [[nodiscard]] Result<Json> build(
        const EvaluationScope &scope, MappingOutput &output, const QString &prefix) const;
    [[nodiscard]] bool writes(QStringView topLevelField) const;
    [[nodiscard]] bool refers() const; ///< to other records

private:
    struct Check {
        Condition when;
        QString code;
        QList<ValuePath> arguments;
        QString field;
    };
    [[nodiscard]] static Result<Check> compileCheck(
        const CheckRule &rule, const CompileEnvironment &environment, const QString &inside);

    QList<Expression> m_variables;
    QList<Check> m_checks;
    QList<FieldProgram> m_fields;
    TargetTree m_tree;
};

} // namespace uds
