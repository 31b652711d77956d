#pragma once

#include "engine/simulators/shopcatalog.h"
#include "engine/simulators/shopsettings.h"

#include <QList>

namespace uds {

/// Adds up one order the way WooCommerce does: tax per line and rate, rounded half up, and totals as sums of
/// the rounded parts, so that every identity of woocommerce.md section 5 holds exactly.
class ShopOrderDraft {
public:
    /// \a settings must outlive the draft.
    ShopOrderDraft(qint64 id, Person person, const ShopSettings &settings);

    void addLine(qint64 productId, const InventedProduct &product, int quantity);
    /// A coupon on all lines so far.
    void takePercentOff(int percent);
    void addShipping(const Decimal &cents);
    void addFee(const QString &name, const Decimal &cents);

    /// Everything but payment and dates.
    [[nodiscard]] Json document(const QString &status, qint64 customerId) const;
    void setPayment(Json &document, const QString &method, bool isPaid) const;

private:
    struct Taxed {
        Decimal subtotal;
        Decimal total;
        QList<Decimal> subtotalTaxes; ///< one per rate
        QList<Decimal> taxes;
    };
    struct Line {
        qint64 productId = 0;
        InventedProduct product;
        int quantity = 0;
        Taxed amounts;
    };
    struct Fee {
        QString name;
        Taxed amounts;
    };

    [[nodiscard]] Taxed taxed(const Decimal &subtotal, const Decimal &total) const;
    [[nodiscard]] QString money(const Decimal &amount) const;
    [[nodiscard]] Json taxRows(const Taxed &amounts, bool isShipping) const;
    [[nodiscard]] Json lineRows() const;
    [[nodiscard]] Json shippingRows() const;
    [[nodiscard]] Json feeRows() const;
    [[nodiscard]] Json couponRows() const;
    [[nodiscard]] Json taxLineRows() const;
    [[nodiscard]] Decimal cartTax(qsizetype rate) const;
    [[nodiscard]] Decimal discount() const;
    [[nodiscard]] Decimal discountTax() const;
    [[nodiscard]] qint64 itemId(qsizetype number) const { return m_id * 40 + number; }
    void setTotals(Json &document) const;

    qint64 m_id;
    Person m_person;
    const ShopSettings &m_settings;
    QList<ShopTaxRate> m_rates;
    QList<Line> m_lines;
    QList<Taxed> m_shipping;
    QList<Fee> m_fees;
    int m_percentOff = 0;
};

} // namespace uds
