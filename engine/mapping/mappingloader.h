#pragma once

#include "engine/mapping/compiledmapping.h"

#include <QHash>

namespace uds {

/// Loads and compiles mapping documents by name, each once, with the documents they extend and refer to.
class MappingLoader {
public:
    /// \a overrides: published documents by name; they replace shipped ones. Both must outlive the loader.
    MappingLoader(const Json &overrides, const Json &defaultSettings);
    [[nodiscard]] Result<std::shared_ptr<const CompiledMapping>> compiled(const QString &name);
    /// With the rules of the document that it extends in front.
    [[nodiscard]] Result<MappingDocument> document(const QString &name);
    [[nodiscard]] Result<MappingDocument> ownRules(const QString &name) const; ///< without these

private:
    [[nodiscard]] Result<const FieldCatalogue *> catalogue(const QString &connector, const QString &entity);

    const Json &m_overrides;
    const Json &m_defaultSettings;
    QHash<QString, std::shared_ptr<const CompiledMapping>>
        m_compiled; // shared: several documents refer to one
    std::map<QString, FieldCatalogue> m_catalogues; // addresses stay valid
    QStringList m_underWay; ///< for finding circles
};

} // namespace uds
