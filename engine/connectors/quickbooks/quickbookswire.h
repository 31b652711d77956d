#pragma once

#include "engine/connectors/connectorwire.h"

namespace uds {

/// QuickBooks Online's requests and answers, minor version 75. Pure: the company's id is all it knows of an
/// account.
class QuickBooksWire final : public ConnectorWire {
public:
    explicit QuickBooksWire(QString realmId);

    [[nodiscard]] Json marked(const QString &entity, Json payload, const QString &marker) const override;
    [[nodiscard]] QString markerOf(const QString &entity, const Json &document) const override;
    [[nodiscard]] LookUp probe(const Effect &effect) const override;
    [[nodiscard]] std::optional<Decimal> totalOf(const QString &entity, const Json &document) const override;
    [[nodiscard]] int batchSize(const QString &entity, Operation operation) const override;
    [[nodiscard]] Result<FrozenCall> freeze(
        const QList<Effect> &effects, const QString &callToken) const override;
    /// QuickBooks compares names and numbers without case; compare these texts the same way.
    [[nodiscard]] QString keyText(
        const QString &entity, const QString &key, const Json &document) const override;
    /// A payment pays invoices.
    [[nodiscard]] std::optional<Decimal> leftToPay(
        const QString &entity, const Record &settled) const override;
    [[nodiscard]] std::optional<DocumentFigures> figuresOf(
        const QString &entity, const Json &document, const Json &settings) const override;
    [[nodiscard]] QString fixedBecause(const QString &entity, const Json &document,
        const std::optional<Decimal> &nextTotal, const Json &facts) const override;
    /// Customers and items are made inactive, never deleted.
    [[nodiscard]] Json usePayload(const QString &entity, bool inUse) const override;
    [[nodiscard]] bool isUsable(const QString &entity, const Json &document) const override;
    /// Nothing of an item that has all of it: a change that came from the books is not sent back to them.
    [[nodiscard]] Remainder remainder(
        const QString &entity, const Json &payload, const Json &document) const override;
    [[nodiscard]] QList<Outcome> outcomes(
        const FrozenCall &call, const Result<HttpResponse> &answer) const override;

private:
    QString m_realmId;
};

} // namespace uds
