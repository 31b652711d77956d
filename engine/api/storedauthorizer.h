#pragma once

#include "engine/connectors/connectorfactory.h"
#include "engine/core/hash.h"

#include <QSet>

#include <memory>

namespace uds {

struct EngineParts;

/// A stored integration with its opened secrets.
struct StoredAccount {
    qint64 integrationId = 0;
    ConnectorSettings settings;
};

/// The authorizer of a stored integration: rotated credentials are sealed and committed before they are used,
/// and when the platform says that they have expired, what is stored by now is tried once. One thread.
class StoredAuthorizer final : public Authorizer {
public:
    /// \a parts, \a factory and \a transport must outlive the authorizer.
    StoredAuthorizer(
        EngineParts &parts, const ConnectorFactory &factory, StoredAccount account, HttpTransport &transport);
    ~StoredAuthorizer() override;

    [[nodiscard]] QCoro::Task<Result<HttpRequest>> authorized(
        HttpRequest request, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<bool>> renew(std::stop_token stop) override;

    /// True for settings that this authorizer was made with or stored itself; false once a person has edited
    /// them.
    [[nodiscard]] bool knows(const ConnectorSettings &settings) const;
    [[nodiscard]] qint64 integrationId() const { return m_account.integrationId; }

private:
    [[nodiscard]] std::shared_ptr<Authorizer> made();
    /// True when there is another authorizer now than \a failed.
    [[nodiscard]] QCoro::Task<bool> takeStored(std::shared_ptr<Authorizer> failed);
    [[nodiscard]] QCoro::Task<Result<void>> keep(Json rotated);
    /// Shows the person at once that they must sign in again; once is enough.
    [[nodiscard]] QCoro::Task<void> noteRefusal(Error error);

    EngineParts &m_parts;
    const ConnectorFactory &m_factory;
    StoredAccount m_account;
    HttpTransport &m_transport;
    QSet<QByteArray> m_known; // hashes of settings
    bool m_isRefusalNoted = false;
    std::shared_ptr<Authorizer> m_current; // a call holds the one it began with
};

} // namespace uds
