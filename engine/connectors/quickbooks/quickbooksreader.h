#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/connectors/quickbooks/quickbooksqueries.h"
#include "engine/connectors/quickbooks/quickbookswire.h"
#include "engine/core/clock.h"

namespace uds {

/// Reads one QuickBooks company.
class QuickBooksReader final : public ConnectorReader {
public:
    /// All references must outlive the reader.
    QuickBooksReader(const ConnectorDescription &description, QuickBooksQueries queries, Clock &clock);

    [[nodiscard]] const ConnectorDescription &description() const override { return m_description; }
    [[nodiscard]] const ConnectorWire &wire() const override { return m_wire; }

    [[nodiscard]] QCoro::Task<Result<VerifyReport>> verify(std::stop_token stop) override;
    /// By last change, oldest first; a page after a full one starts at the last second seen, so rows may
    /// repeat.
    [[nodiscard]] QCoro::Task<Result<RecordPage>> read(
        QString entity, ReadWindow window, QByteArray position, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<QList<Record>>> find(LookUp lookUp, std::stop_token stop) override;
    /// `{company: {name, country, timezone}, homeCurrency: "USD", multiCurrency: bool,
    ///   taxModel: "us-automated" | "us-manual" | "other" | "none",
    ///   customTxnNumbers, allowDiscount, allowShipping, autoApplyPayments: bool,
    ///   discountAccount: "86" or "", bookCloseDate: "2025-12-31" or "",
    ///   accounts: {income, discount, undeposited, bank, assets, costOfGoods, expense, liability, receivable,
    ///              creditCard, other: [{id, name, type, subType, active}]},
    ///   taxCodes: [{id, name, active, taxable, rates: [{rateId, percent}]}],
    ///   paymentMethods: [{id, name}]}`.
    /// Each account is in one list: its sub type decides for discount and undeposited, else its type. The US
    /// pseudo codes TAX, NON and CustomSalesTax are among the tax codes, without rates.
    [[nodiscard]] QCoro::Task<Result<Json>> facts(std::stop_token stop) override;

private:
    [[nodiscard]] QCoro::Task<Result<QList<Record>>> found(
        QString entity, QString key, QStringList values, std::stop_token stop);

    const ConnectorDescription &m_description;
    QuickBooksQueries m_queries;
    Clock &m_clock;
    QuickBooksWire m_wire;
};

} // namespace uds
