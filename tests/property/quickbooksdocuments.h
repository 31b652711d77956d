#pragma once

#include "tests/property/roundtripdocuments.h"

namespace uds {

/// Documents for the company of CompanyFixture, which knows one customer and one vendor.
class QuickBooksDocuments final : public RoundTripDocuments {
public:
    QuickBooksDocuments(QString customer, QString vendor)
        : m_customer(std::move(customer))
        , m_vendor(std::move(vendor))
    {
    }
    [[nodiscard]] Json create(const QString &entity) override;
    [[nodiscard]] Json update(const QString &entity, const Json &before) override;
    [[nodiscard]] Json after(const QString &entity, const Json &before, const Json &change) const override;

private:
    /// What a document cannot do without.
    [[nodiscard]] Json base(const QString &entity);
    [[nodiscard]] Json person();
    [[nodiscard]] Json salesLines();
    [[nodiscard]] Json expenseLines();

    QString m_customer;
    QString m_vendor;
};

} // namespace uds
