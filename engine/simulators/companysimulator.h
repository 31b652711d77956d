#pragma once

#include "engine/simulators/companybatch.h"
#include "engine/simulators/companychanges.h"
#include "engine/simulators/companyoauth.h"
#include "engine/simulators/companytraffic.h"
#include "engine/simulators/simulatedplatform.h"

#include <memory>

class QUrlQuery;

namespace uds {

/// A make-believe QuickBooks Online company: API below `/v3/company/{realm}/`, token endpoint below
/// `/oauth2/`. Any address in front of these paths is fine.
class CompanySimulator final : public SimulatedPlatform {
public:
    explicit CompanySimulator(CompanyOptions options = {});
    ~CompanySimulator() override;
    Q_DISABLE_COPY_MOVE(CompanySimulator)

    [[nodiscard]] HttpResponse answer(const HttpRequest &request, const QDateTime &nowUtc) override;
    [[nodiscard]] const QList<LedgerEntry> &ledger() const override;
    [[nodiscard]] int unsafeRequests() const override { return m_unsafeRequests; }
    [[nodiscard]] int requests() const override { return m_requests; }

    [[nodiscard]] const CompanyStore &store() const { return m_store; }
    [[nodiscard]] CompanyOAuth &oauth() { return m_oauth; }
    [[nodiscard]] const CompanyTraffic &traffic() const { return m_traffic; }
    /// Switches may be turned while the company runs; lists and preferences stay as they began.
    [[nodiscard]] CompanyOptions &options() { return m_options; }
    /// Does what a person at the company's own screens does: by the same rules, without request or ledger
    /// entry. The id of the new object.
    [[nodiscard]] CompanyResult<QString> enter(
        const QString &type, const Json &object, const QDateTime &nowUtc);
    /// The same for a change of an existing object, deletion included; the object afterwards.
    [[nodiscard]] CompanyResult<Json> enter(CompanyChange change, const QDateTime &nowUtc);
    /// A person merges \a loserId into \a winnerId. False when one does not exist.
    [[nodiscard]] bool merge(
        const QString &type, const QString &loserId, const QString &winnerId, const QDateTime &nowUtc);
    /// A person puts a payment, receipt or refund on a bank deposit.
    void deposit(const QString &type, const QString &id) { m_store.deposit(type, id); }

private:
    struct Call;

    [[nodiscard]] HttpResponse companyAnswer(const Call &call);
    [[nodiscard]] HttpResponse read(const Call &call);
    [[nodiscard]] HttpResponse readObject(const Call &call);
    [[nodiscard]] HttpResponse readChanges(const Call &call);
    [[nodiscard]] HttpResponse write(const Call &call);
    [[nodiscard]] HttpResponse writeOnce(const Call &call);
    [[nodiscard]] CompanyResult<QByteArray> written(const Call &call);
    [[nodiscard]] CompanyResult<QByteArray> changed(const Call &call, const Json &body);
    [[nodiscard]] HttpResponse query(const Call &call, const QString &statement);
    [[nodiscard]] HttpResponse response(const Call &call, int status, const QByteArray &body);
    [[nodiscard]] HttpResponse succeeded(const Call &call, const QByteArray &name, const Json &value);
    [[nodiscard]] HttpResponse faulted(const Call &call, const CompanyFault &fault);
    [[nodiscard]] HttpResponse gatewayFault(const Call &call, const CompanyFault &fault);
    [[nodiscard]] int lateness() const;

    CompanyOptions m_options;
    CompanyStore m_store;
    CompanyStart m_start;
    CompanyWriter m_writer;
    CompanySearch m_search;
    CompanyChanges m_changes;
    CompanyBatch m_batch;
    CompanyOAuth m_oauth;
    CompanyTraffic m_traffic;
    int m_requests = 0;
    int m_unsafeRequests = 0;
};

} // namespace uds
