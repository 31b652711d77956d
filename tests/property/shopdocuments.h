#pragma once

#include "tests/property/roundtripdocuments.h"

namespace uds {

/// Documents for a shop that has a product and a variable one.
class ShopDocuments final : public RoundTripDocuments {
public:
    ShopDocuments(QString product, QString variableProduct)
        : m_product(std::move(product))
        , m_variableProduct(std::move(variableProduct))
    {
    }
    [[nodiscard]] Json create(const QString &entity) override;
    [[nodiscard]] Json update(const QString &entity, const Json &before) override;
    [[nodiscard]] Json after(const QString &entity, const Json &before, const Json &change) const override;
    QString order; ///< that the next refund is of

private:
    [[nodiscard]] Json newOrder();
    [[nodiscard]] Json orderTexts();
    [[nodiscard]] Json goods(const QString &entity);
    [[nodiscard]] Json customer();
    [[nodiscard]] Json refund() const;

    QString m_product;
    QString m_variableProduct;
};

} // namespace uds
