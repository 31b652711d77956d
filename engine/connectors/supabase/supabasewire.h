#pragma once

#include "engine/connectors/connectorwire.h"

namespace uds {

/// Requests and answers of a warehouse behind PostgREST. Pure. A row has no place for a marker: its business
/// key (source system and id) says whose it is, and writing it again gives the same row.
class SupabaseWire final : public ConnectorWire {
public:
    [[nodiscard]] Json marked(const QString &entity, Json payload, const QString &marker) const override;
    [[nodiscard]] QString markerOf(const QString &entity, const Json &document) const override;
    [[nodiscard]] LookUp probe(const Effect &effect) const override;
    /// Zero for a row that was taken out of use, which is how a void is recognised; else empty: the
    /// warehouse mirrors whatever the source says and proves no totals.
    [[nodiscard]] std::optional<Decimal> totalOf(const QString &entity, const Json &document) const override;
    [[nodiscard]] int batchSize(const QString &entity, Operation operation) const override;
    /// A call writes one table, with new rows or with changed ones.
    [[nodiscard]] QString batchKind(const QString &entity, Operation operation) const override;
    /// The same upsert again leaves the same row.
    [[nodiscard]] bool mayRepeat(const QString &entity, Operation operation) const override;
    [[nodiscard]] Result<FrozenCall> freeze(
        const QList<Effect> &effects, const QString &callToken) const override;
    [[nodiscard]] QString keyText(
        const QString &entity, const QString &key, const Json &document) const override;
    [[nodiscard]] std::optional<DocumentFigures> figuresOf(
        const QString &entity, const Json &document, const Json &settings) const override;
    [[nodiscard]] bool isUsable(const QString &entity, const Json &document) const override;
    [[nodiscard]] QList<Outcome> outcomes(
        const FrozenCall &call, const Result<HttpResponse> &answer) const override;
};

} // namespace uds
