#pragma once

#include "engine/api/demoworkspace.h"

#include <QNetworkAccessManager>

namespace uds {

/// The demo shop and company with a profile, and somebody who edits at both of them. Ends the test program
/// when something does not work. Needs the test's event loop.
class TwoSides {
public:
    TwoSides();
    ~TwoSides();

    [[nodiscard]] SyncApi &api() { return *m_api; }
    RunSummary run(const QString &stream = DemoWorkspace::streamName());
    /// Only this record: what changed just now is left to a later incremental run.
    RunSummary runOne(const QString &sourceId, const QString &stream = DemoWorkspace::streamName());
    /// A stream between the demo's integrations; \a toShop turns it around.
    void addStream(const QString &name, const QString &preset, const Json &settings, bool toShop = false);

    /// "customers/3", "orders?per_page=100" ...
    [[nodiscard]] Json shop(const QString &path);
    Json changeAtShop(const QString &path, const Json &change);
    /// Every record of the type.
    [[nodiscard]] JsonArray company(const QString &type);
    Json changeAtCompany(const QString &type, const Json &change);
    struct Pair {
        Json order;
        Json document;
    };
    /// Both sides change an order that nobody changed before, so that nobody but a person can say whose
    /// version counts. What they hold then.
    Pair makeDocumentConflict();

private:
    [[nodiscard]] Pair untouchedOrder();
    [[nodiscard]] Json answer(const QByteArray &verb, const QNetworkRequest &request, const QByteArray &body);
    [[nodiscard]] Json askShop(const QByteArray &verb, const QString &path, const Json &body);
    [[nodiscard]] QNetworkRequest companyRequest(const QString &path) const;

    std::unique_ptr<DemoWorkspace> m_demo;
    std::unique_ptr<SyncApi> m_api;
    QNetworkAccessManager m_network;
    QStringList m_touched; ///< ids of orders
    int m_nonce = 0;
};

} // namespace uds
