#pragma once

#include "engine/simulators/companyfault.h"
#include "engine/simulators/companyoptions.h"
#include "engine/simulators/companystore.h"

namespace uds {

/// A line's amount under one tax code, before tax.
struct TaxedAmount {
    QString taxCode;
    Decimal net;
    std::optional<Decimal> gross; ///< given for tax-inclusive lines
};

/// What a sales document offers to be taxed.
struct TaxBase {
    QList<TaxedAmount> amounts; ///< after discount, as far as it counts before tax
    Json requested; ///< TxnTaxDetail of the request
    bool isApplicable = true; ///< false for GlobalTaxCalculation NotApplicable
};

struct TaxResult {
    Json detail; ///< TxnTaxDetail of the answer; null when there is none
    Decimal total;
};

/// Works out sales tax the way the company's model has it: to cents, half up, per rate over the whole
/// document.
class CompanyTaxes {
public:
    /// Both must outlive this object.
    CompanyTaxes(const CompanyOptions &options, const CompanyStore &store);

    /// The code of a line as it will be stored. 6100 for one the model does not allow, 6160 for
    /// CustomSalesTax.
    [[nodiscard]] CompanyResult<QString> lineCode(const QString &sent, const Json &item) const;
    [[nodiscard]] CompanyResult<TaxResult> taxes(const TaxBase &base) const;
    [[nodiscard]] bool isAbroad() const { return m_options.tax == CompanyTax::Other; }

private:
    struct Rate {
        QString id;
        Decimal percent;
    };
    struct RateShare {
        Rate rate;
        Decimal net;
        Decimal tax;
    };

    [[nodiscard]] QList<Rate> rates(const QString &taxCode) const;
    [[nodiscard]] bool isAutomated() const;
    [[nodiscard]] QString documentCode(const Json &requested) const;
    [[nodiscard]] TaxResult american(const TaxBase &base) const;
    [[nodiscard]] CompanyResult<TaxResult> abroad(const TaxBase &base) const;
    void adjust(QList<RateShare> &shares, const Json &requested) const;
    static void spread(QList<RateShare> &shares, const Decimal &total);
    [[nodiscard]] static TaxResult result(const QList<RateShare> &shares, const QString &documentCode);

    const CompanyOptions &m_options;
    const CompanyStore &m_store;
};

} // namespace uds
