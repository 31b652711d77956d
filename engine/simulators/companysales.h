#pragma once

#include "engine/simulators/companymoment.h"
#include "engine/simulators/companyrules.h"
#include "engine/simulators/companytax.h"

namespace uds {

/// Turns what a client sent of an invoice, sales receipt, credit memo or refund receipt into what the company
/// keeps.
class CompanySales {
public:
    /// All must outlive this object.
    CompanySales(const CompanyOptions &options, const CompanyStart &start, const CompanyStore &store,
        const CompanyRules &rules);

    [[nodiscard]] static bool isSalesDocument(const QString &type);
    /// The whole document with defaults, names, tax and totals; not numbered and without Id and MetaData.
    [[nodiscard]] CompanyResult<Json> completed(
        const QString &type, Json document, const CompanyMoment &now) const;
    /// The document with all amounts and quantities at zero.
    [[nodiscard]] static Json voided(Json document);

private:
    struct Lines {
        JsonArray items;
        std::optional<Json> discount;
        std::optional<Json> shipping;
        Decimal itemTotal;
        Decimal discountAmount;
        Decimal shippingAmount;
        QList<TaxedAmount> taxed;
        std::optional<TaxedAmount> taxedShipping;
    };

    [[nodiscard]] CompanyResult<Json> withHeader(
        const QString &type, Json document, const CompanyMoment &now) const;
    [[nodiscard]] CompanyResult<> required(const QString &type, const Json &document) const;
    void addDefaults(const QString &type, Json &document, const CompanyMoment &now) const;
    void addAddresses(Json &document) const;
    [[nodiscard]] CompanyResult<Lines> lines(const Json &document) const;
    [[nodiscard]] CompanyResult<> addLine(Lines &lines, const Json &line) const;
    [[nodiscard]] CompanyResult<> addItemLine(Lines &lines, const Json &line, const Decimal &amount) const;
    [[nodiscard]] CompanyResult<> addShipping(Lines &lines, Json line, const Decimal &amount) const;
    [[nodiscard]] CompanyResult<> addDiscount(Lines &lines, const Json &line) const;
    [[nodiscard]] CompanyResult<> checkProduct(const Json &detail, const Decimal &amount) const;
    [[nodiscard]] CompanyResult<Json> itemDetail(const Json &detail, const Json &item) const;
    [[nodiscard]] TaxBase taxBase(const Lines &lines, const Json &document) const;
    [[nodiscard]] static JsonArray answered(const Lines &lines);
    void addTotals(const QString &type, Json &document, const Decimal &total) const;

    const CompanyOptions &m_options;
    const CompanyStart &m_start;
    const CompanyStore &m_store;
    const CompanyRules &m_rules;
    CompanyTaxes m_taxes;
};

} // namespace uds
