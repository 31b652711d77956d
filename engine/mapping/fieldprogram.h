#pragma once

#include "engine/mapping/compileenvironment.h"
#include "engine/mapping/expression.h"
#include "engine/mapping/mappingdocument.h"

namespace uds {

/// What comes out of a mapping besides the payload.
struct MappingOutput {
    QList<Reference> references;
    MappingNotes notes;
};

/// One compiled FieldRule: computes the value of one target field.
class FieldProgram {
public:
    [[nodiscard]] static Result<FieldProgram> compile(
        const FieldRule &rule, const CompileEnvironment &environment, const QString &place);

    /// Null when the field is left out. \a prefix is the place of the surrounding element: "Line[2].".
    [[nodiscard]] Result<Json> evaluate(
        const EvaluationScope &scope, MappingOutput &output, const QString &prefix) const;
    [[nodiscard]] const QString &target() const { return m_to; }
    [[nodiscard]] bool refers() const { return m_reference != nullptr; }

private:
    [[nodiscard]] Result<void> checkTarget(const CompileEnvironment &environment, const QString &place) const;
    [[nodiscard]] Result<void> compileMissing(
        const FieldRule &rule, const CompileEnvironment &environment, const QString &place);
    [[nodiscard]] Result<Json> converted(const Json &value, const EvaluationScope &scope) const;
    [[nodiscard]] Result<void> refer(
        const EvaluationScope &scope, MappingOutput &output, const QString &prefix) const;
    [[nodiscard]] Error missingError(const EvaluationScope &scope) const;

    QString m_to;
    Expression m_expression;
    Condition m_when;
    CatalogueField m_field;
    std::optional<ValuePath> m_of; // the record that the reference is of, when it is another one
    std::shared_ptr<const CompiledMapping> m_reference; // shared: several fields refer to one document
    QString m_note;
    bool m_required = false;
    QString m_missing;
    QList<ValuePath> m_missingArguments;
};

/// Compiles several source paths at once.
[[nodiscard]] Result<QList<ValuePath>> compilePaths(
    const QStringList &texts, const CompileScope &scope, const QString &place);
/// What the paths hold, as people read it.
[[nodiscard]] QStringList argumentTexts(const QList<ValuePath> &paths, const EvaluationScope &scope);

} // namespace uds
