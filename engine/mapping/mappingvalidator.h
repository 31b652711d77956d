#pragma once

#include "engine/mapping/mappingfinding.h"
#include "engine/mapping/mappingloader.h"

namespace uds {

/// Tells everything that is wrong with a mapping document at once. A document without errors compiles.
class MappingValidator {
public:
    /// \a overrides: published documents by name, which the document may refer to. The settings are those of
    /// all shipped presets between the two platforms.
    explicit MappingValidator(const Json &overrides = {});
    [[nodiscard]] QList<MappingFinding> validate(const Json &document);

private:
    [[nodiscard]] bool inspectCircles(const MappingDocument &document);
    void inspectWhole(const MappingDocument &own, const MappingDocument &base);
    void inspectLevel(const BlockProgram::Rules &rules, BlockProgram::Level level,
        CompileEnvironment &environment, const QString &place);
    void inspectLists(const MappingDocument &whole, const CompileEnvironment &environment);
    void inspectList(const ListRule &rule, CompileEnvironment environment, const QString &place);
    void inspectCounts(const MappingDocument &whole, const CompileEnvironment &environment);
    void inspectRequired(const MappingDocument &whole, const CompileEnvironment &environment);
    void inspectUnused(const MappingDocument &own, const MappingDocument &whole);
    /// Rules are counted with those of the extended document in front; people look for them where they stand.
    void relocate(const MappingDocument &own, const MappingDocument &whole);
    void addError(const QString &code, const QString &path, const QString &reason, const QString &fix);
    [[nodiscard]] bool hasErrors() const;

    Json m_overrides;
    Json m_settings;
    QList<MappingFinding> m_findings;
};

} // namespace uds
