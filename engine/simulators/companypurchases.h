#pragma once

#include "engine/simulators/companymoment.h"
#include "engine/simulators/companyrules.h"

namespace uds {

/// Turns what a client sent of a bill, expense or vendor credit into what the company keeps.
class CompanyPurchases {
public:
    /// All must outlive this object.
    CompanyPurchases(const CompanyOptions &options, const CompanyStart &start, const CompanyStore &store,
        const CompanyRules &rules);

    [[nodiscard]] static bool isPurchaseDocument(const QString &type);
    /// The whole document with defaults, names and totals; without Id and MetaData. \a object carries its Id
    /// when it is an update.
    [[nodiscard]] CompanyResult<Json> completed(
        const QString &type, Json document, const CompanyMoment &now) const;
    /// 2020 when a sparse update leaves out what even those need: the vendor of a bill, the payment type of
    /// an expense.
    [[nodiscard]] static CompanyResult<> sparseUpdate(const QString &type, const Json &body);

private:
    [[nodiscard]] CompanyResult<> required(const QString &type, const Json &document) const;
    [[nodiscard]] CompanyResult<> account(const Json &expense) const;
    void addDefaults(const QString &type, Json &document, const QDate &date) const;
    [[nodiscard]] CompanyResult<JsonArray> lines(const Json &document) const;
    [[nodiscard]] CompanyResult<Json> line(Json line, int number) const;
    [[nodiscard]] CompanyResult<Json> itemDetail(const Json &line, const Decimal &amount) const;

    const CompanyOptions &m_options;
    const CompanyStart &m_start;
    const CompanyStore &m_store;
    const CompanyRules &m_rules;
};

} // namespace uds
