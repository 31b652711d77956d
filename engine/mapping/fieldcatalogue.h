#pragma once

#include "engine/core/json.h"
#include "engine/mapping/valuetype.h"

#include <QHash>
#include <QStringList>

namespace uds {

/// What one platform says about one field of an entity.
struct CatalogueField {
    QString path; ///< lists as `[]`: "Line[].Amount"
    ValueType type = ValueType::Any;
    bool required = false; ///< on create; below an optional parent only when the parent is there
    bool readOnly = false;
    int maxLength = 0; ///< 0 = no limit known
    int maxItems = 0; ///< of a list; 0 = no limit known
    QStringList values; ///< the only ones allowed; empty = free
    QString forbidden; ///< characters that the platform refuses in it
    friend bool operator==(const CatalogueField &, const CatalogueField &) = default;
};

/// The fields of one entity of one platform.
class FieldCatalogue {
public:
    /// Reads the shipped catalogue; ErrorKind::Configuration when there is none.
    [[nodiscard]] static Result<FieldCatalogue> load(const QString &connector, const QString &entity);
    /// Shape: {"entity", "fields": [{"path", "type", "required", "readOnly", "maxLength", "values",
    /// "forbidden"}]}.
    [[nodiscard]] static Result<FieldCatalogue> parse(const Json &document);

    [[nodiscard]] QString entity() const { return m_entity; }
    [[nodiscard]] const QList<CatalogueField> &fields() const { return m_fields; }
    /// Null when the entity has no such field; `[3]` and `[name=x]` count as `[]`.
    [[nodiscard]] const CatalogueField *find(const QString &path) const;
    /// Paths a write of \a payload breaks rules at, each with its reason; empty = respects the catalogue.
    [[nodiscard]] QStringList breaches(const Json &payload) const;

private:
    void collectBreaches(const Json &value, const QString &path, QStringList &found) const;
    QString m_entity;
    QList<CatalogueField> m_fields;
    QHash<QString, qsizetype> m_byPath;
};

/// "Line[3].LinkedTxn[0].TxnId" becomes "Line[].LinkedTxn[].TxnId".
[[nodiscard]] QString generalPath(QStringView path);

} // namespace uds
