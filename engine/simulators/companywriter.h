#pragma once

#include "engine/simulators/companylists.h"
#include "engine/simulators/companypayments.h"
#include "engine/simulators/companypurchases.h"
#include "engine/simulators/companysales.h"
#include "engine/simulators/companystock.h"
#include "engine/simulators/simulatedplatform.h"

namespace uds {

/// One change as it arrived, alone or as a member of a batch.
struct CompanyChange {
    enum class Operation { Create, Update, Void, Delete };
    QString type; ///< "SalesReceipt"
    Operation operation = Operation::Create;
    Json body;
    QByteArray requestId;
    bool mayRepeatNumber = false; ///< include=allowduplicatedocnum
    bool isByPerson = false; ///< made at the company's own screens: not in the ledger
};

/// Applies changes to the company's books by its rules and keeps the ledger.
class CompanyWriter {
public:
    /// All must outlive the writer.
    CompanyWriter(const CompanyOptions &options, const CompanyStart &start, CompanyStore &store);

    /// The object after the change.
    [[nodiscard]] CompanyResult<Json> apply(const CompanyChange &change, const CompanyMoment &now);
    [[nodiscard]] const QList<LedgerEntry> &ledger() const { return m_ledger; }
    [[nodiscard]] static bool isKnownType(const QString &type);

private:
    [[nodiscard]] CompanyResult<Json> created(const CompanyChange &change, const CompanyMoment &now);
    [[nodiscard]] CompanyResult<Json> updated(const CompanyChange &change, const CompanyMoment &now);
    [[nodiscard]] CompanyResult<Json> voided(const CompanyChange &change, const CompanyMoment &now);
    [[nodiscard]] CompanyResult<Json> deleted(const CompanyChange &change, const CompanyMoment &now);
    /// The stored object the change speaks of: 610 when there is none, 5010 when its version is an older one.
    [[nodiscard]] CompanyResult<Json> current(const CompanyChange &change) const;
    [[nodiscard]] CompanyResult<Json> completed(
        const QString &type, Json object, const CompanyMoment &now) const;
    [[nodiscard]] CompanyResult<> number(const CompanyChange &change, Json &document, const QString &ownId);
    [[nodiscard]] CompanyResult<Json> recalculated(
        const CompanyChange &change, const Json &before, const Json &merged, const CompanyMoment &now);
    /// Puts the document into the books and moves balances and stock.
    void keep(const QString &type, const Json &before, const Json &after, const CompanyMoment &now);
    /// 6540 for what is part of a bank deposit.
    [[nodiscard]] CompanyResult<> changeable(const QString &type, const Json &object) const;
    void record(const CompanyChange &change, const Json &document, const CompanyMoment &now);

    const CompanyOptions &m_options;
    CompanyStore &m_store;
    CompanyRules m_rules;
    CompanyLists m_lists;
    CompanySales m_sales;
    CompanyPurchases m_purchases;
    CompanyPayments m_payments;
    CompanyStock m_stock;
    QList<LedgerEntry> m_ledger;
    qint64 m_lastNumber = 1000;
};

} // namespace uds
