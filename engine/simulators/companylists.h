#pragma once

#include "engine/simulators/companyrules.h"

namespace uds {

/// Turns what a client sent of a customer, vendor or item into what the company keeps.
class CompanyLists {
public:
    /// All must outlive this object.
    CompanyLists(const CompanyStart &start, const CompanyStore &store, const CompanyRules &rules);

    [[nodiscard]] static bool isListObject(const QString &type);
    /// The whole object with defaults and names; \a object carries its Id when it is an update. 6220 for
    /// people with an open balance who are made inactive.
    [[nodiscard]] CompanyResult<Json> completed(const QString &type, Json object) const;

private:
    [[nodiscard]] CompanyResult<Json> name(const QString &type, Json object) const;
    [[nodiscard]] CompanyResult<Json> item(Json object) const;
    [[nodiscard]] CompanyResult<> itemAccounts(const QString &kind, const Json &object) const;

    const CompanyStart &m_start;
    const CompanyStore &m_store;
    const CompanyRules &m_rules;
};

} // namespace uds
