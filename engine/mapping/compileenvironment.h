#pragma once

#include "engine/mapping/evaluationscope.h"
#include "engine/mapping/fieldcatalogue.h"

#include <functional>
#include <memory>

namespace uds {

class CompiledMapping;
class Condition;
class ValuePath;

/// What the parts of one document need while they are compiled.
struct CompileEnvironment {
    using Finder = std::function<Result<std::shared_ptr<const CompiledMapping>>(const QString &name)>;
    QString document; ///< for messages
    CompileScope scope;
    const FieldCatalogue &source;
    const FieldCatalogue &target;
    Finder findMapping; ///< of referenced documents
    QStringList sourceExtras;
    QString sourcePrefix; ///< "line_items[]." where plain paths look into an element of a list
    QString targetPrefix; ///< "Line[]." inside a list
    bool sourceIsKnown = true; ///< false where the source is made by the program itself

    [[nodiscard]] QString place(const QString &inside) const
    {
        return document + QStringLiteral(": ") + inside;
    }
    /// Every one of the paths that looks into the source is in the source's catalogue.
    [[nodiscard]] Result<void> checkSource(const QList<ValuePath> &paths, const QString &inside) const;
    /// What the source's catalogue says about a path; Any when it looks elsewhere or money may be written as
    /// text. Full path in the source's catalogue; empty when the path looks elsewhere.
    [[nodiscard]] QString sourcePath(const ValuePath &path) const;
    [[nodiscard]] ValueType sourceType(const ValuePath &path) const;
    /// The condition, compiled and checked.
    [[nodiscard]] Result<Condition> condition(const Json &spec, const QString &inside) const;
};

} // namespace uds
