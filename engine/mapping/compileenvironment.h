#pragma once

#include "engine/mapping/evaluationscope.h"
#include "engine/mapping/fieldcatalogue.h"

#include <functional>
#include <memory>

namespace uds {

class CompiledMapping;
class Expression;

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
    /// Every source path of the expression is in the source's catalogue.
    [[nodiscard]] Result<void> checkSource(const Expression &expression, const QString &inside) const;
};

} // namespace uds
