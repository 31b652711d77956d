#pragma once

#include "engine/core/json.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace uds {

/// A business key by which a reference may be found at the target: key is one of the entity's look-up keys.
struct NaturalKey {
    QString key;
    QString value;
    friend bool operator==(const NaturalKey &, const NaturalKey &) = default;
};

/// A place in a mapped payload that needs the remote id of another record.
struct Reference {
    QString path; ///< where the id goes, indexes resolved: "Line[2].SalesItemLineDetail.ItemRef.value"
    QString entity; ///< at the target: "Customer", "Item"
    QString
        identity; ///< names the source thing for ever: "customer:17", "guest:ada@example.com", "product:33"
    QList<NaturalKey> keys; ///< look-ups in order of trust; never an empty value
    std::optional<Json> create; ///< payload of the record to create when none is found; absent = must exist
    /// Other values for the last key, tried in order when that name already belongs to something else.
    QStringList alternativeNames;
    QString label; ///< for people: "Ada Merriweather", "Enamel camp mug (MUG-1)"
    friend bool operator==(const Reference &, const Reference &) = default;
};

/// What a mapping made of one source record.
struct MappedRecord {
    QString entity;
    Json payload; ///< without reference ids
    QList<Reference> references;
    std::optional<Decimal> total; ///< what the target must arrive at; proven equal to the source's total
    QString currency;
    QString number; ///< DocNumber, DisplayName, SKU: what people will look for at the target
    QStringList notes; ///< translated: what was cut, replaced or rounded
    /// The record by the names that documents refer to it by, when its mapping has any: it may be at the
    /// target already, made for such a document or by hand.
    std::optional<Reference> self;
    friend bool operator==(const MappedRecord &, const MappedRecord &) = default;
};

/// Everything besides the record that a mapping may look at.
struct MappingContext {
    Json settings; ///< of the stream
    Json sourceFacts; ///< ConnectorReader::facts() of the source
    Json targetFacts; ///< ConnectorReader::facts() of the target
    Json links; ///< by purpose: {"document": {"entity": "Invoice", "id": "145", "total": 12.50}}
    /// What the record belongs to, as a refund to its order: {"record": the source's document, "links": as
    /// above}; null for records that belong to none.
    Json parent;
    friend bool operator==(const MappingContext &, const MappingContext &) = default;
};

} // namespace uds
