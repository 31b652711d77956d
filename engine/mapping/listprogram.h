#pragma once

#include "engine/mapping/blockprogram.h"

namespace uds {

/// One compiled ListRule: appends elements to a target list.
class ListProgram {
public:
    [[nodiscard]] static Result<ListProgram> compile(
        const ListRule &rule, CompileEnvironment environment, const QString &place);

    /// Appends to \a items; their references carry the index they end up with.
    [[nodiscard]] Result<void> append(
        const EvaluationScope &scope, MappingOutput &output, JsonArray &items) const;
    /// Appends one element made from \a element, whatever the rule's own source says.
    [[nodiscard]] Result<void> appendFrom(
        const Json &element, const EvaluationScope &scope, MappingOutput &output, JsonArray &items) const;
    [[nodiscard]] const QString &target() const { return m_target; }

private:
    [[nodiscard]] Result<void> appendElement(const EvaluationScope &outer, const Json &element,
        const QString &path, MappingOutput &output, JsonArray &items) const;

    QString m_target; ///< member name: "Line"
    std::optional<ValuePath> m_from;
    Condition m_when;
    BlockProgram m_block;
};

} // namespace uds
