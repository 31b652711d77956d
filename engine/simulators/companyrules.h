#pragma once

#include "engine/simulators/companydata.h"
#include "engine/simulators/companyfault.h"

namespace uds {

/// Checks of requests that look at one object alone or at the objects it refers to. Pure.
class CompanyRules {
public:
    /// All three must outlive the rules.
    CompanyRules(const CompanyOptions &options, const CompanyStart &start, const CompanyStore &store);

    /// 2010 for a member the entity does not have, 2050 for a text that is too long, 2210 for a bad e-mail
    /// address.
    [[nodiscard]] CompanyResult<> form(const QString &type, const Json &object) const;
    /// 2040 for characters that names may not have, 6240 for a name another object than \a ownId holds.
    [[nodiscard]] CompanyResult<> displayName(const QString &name, const QString &ownId) const;
    [[nodiscard]] CompanyResult<> itemName(const QString &name, const QString &ownId) const;
    /// 2050, or 6140 when another document than \a ownId has that number and the company warns.
    [[nodiscard]] CompanyResult<> docNumber(
        const QString &number, const QString &ownId, bool mayRepeat) const;
    /// 2050, or 6140 when another document of \a type than \a ownId has that number from the same vendor and
    /// the company warns.
    [[nodiscard]] CompanyResult<> vendorNumber(
        const QString &type, const Json &document, const QString &ownId) const;
    /// 6210 for a date on or before the closing date.
    [[nodiscard]] CompanyResult<> openBooks(const QDate &date) const;
    /// \a object with the names of what its references point to. 2500 for an unknown one, 610 for an inactive
    /// one.
    [[nodiscard]] CompanyResult<Json> withReferences(Json object) const;
    /// 6430 when the account's type is not the one wanted.
    [[nodiscard]] CompanyResult<> accountType(
        const Json &object, const QString &member, const QStringList &types) const;

private:
    [[nodiscard]] CompanyResult<> characters(const QString &name, const QString &element) const;
    [[nodiscard]] CompanyResult<Json> completeReference(const QString &target, const Json &reference) const;
    [[nodiscard]] CompanyResult<QString> referenceName(const QString &target, const Json &reference) const;

    const CompanyOptions &m_options;
    const CompanyStart &m_start;
    const CompanyStore &m_store;
};

} // namespace uds
