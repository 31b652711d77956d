#pragma once

#include "engine/mapping/compileenvironment.h"
#include "engine/mapping/expression.h"
#include "engine/mapping/mappingdocument.h"
#include "engine/mapping/mappingfinding.h"

namespace uds {

/// Looks at the rules of one level of a document, that of the record or that of one list, one by one: what is
/// wrong with one does not hide what is wrong with the next.
class RuleInspection {
public:
    /// \a environment and \a findings outlive it.
    RuleInspection(const CompileEnvironment &environment, QList<MappingFinding> &findings);

    /// \a inside is the place in the document: "fields[3]".
    void inspectField(const FieldRule &rule, const QString &inside);
    /// What two rules of \a rules do to each other; \a inside is the place of the list: "lists[0].fields".
    void inspectTogether(const QList<FieldRule> &rules, const QString &inside);
    void inspectExpression(const Json &spec, const QString &inside);
    void inspectCondition(const Json &spec, const QString &inside);

private:
    using Level = MappingFinding::Level;
    void add(
        Level level, const QString &code, const QString &inside, const QString &reason, const QString &fix);
    [[nodiscard]] bool inspectTarget(const FieldRule &rule, const QString &inside);
    void inspectType(const Expression &expression, const CatalogueField &field, const QString &inside);
    void inspectConstants(const Json &spec, const CatalogueField &field, const QString &inside);
    void inspectConstant(const Json &value, const CatalogueField &field, const QString &inside);
    void inspectLength(const FieldRule &rule, const Expression &expression, const CatalogueField &field,
        const QString &inside);
    void inspectForbidden(const FieldRule &rule, const CatalogueField &field, const QString &inside);
    [[nodiscard]] bool inspectPaths(const QList<ValuePath> &paths, const QString &inside);
    void inspectChoices(const Json &choices, const QString &inside);
    void inspectTest(const Json &spec, const QString &inside);
    void inspectContradiction(const JsonArray &parts, const QString &inside);
    /// Null when it is not of the source, or not known.
    [[nodiscard]] const CatalogueField *sourceFieldOf(const Json &path) const;

    const CompileEnvironment &m_environment;
    QList<MappingFinding> &m_findings;
};

/// An error of a compiler as a finding: with the reason alone, because the place stands beside it.
[[nodiscard]] MappingFinding findingOf(const Error &error, const QString &code);

} // namespace uds
