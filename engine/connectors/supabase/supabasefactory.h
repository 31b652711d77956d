#pragma once

#include "engine/connectors/connectorfactory.h"

namespace uds {

/// A warehouse in PostgreSQL, usually at Supabase. Settings: project_url, schema, mode ("rest" or "direct"),
/// read_only ("no" or "yes"), and for the direct way database_host, database_port, database_name,
/// database_user, tls_mode, root_certificate; secrets: service_key, database_password.
class SupabaseFactory final : public ConnectorFactory {
public:
    SupabaseFactory();

    [[nodiscard]] const ConnectorDescription &description() const override { return m_description; }
    [[nodiscard]] Result<ConnectorSettings> checked(ConnectorSettings settings) const override;
    /// The project's address. A schema other than "public" is another account: it follows as a fragment,
    /// which is never sent.
    [[nodiscard]] QUrl baseUrl(const ConnectorSettings &settings) const override;
    [[nodiscard]] std::unique_ptr<Authorizer> authorizer(
        ConnectorSettings settings, HttpTransport &transport, Clock &clock, SecretStore store) const override;
    [[nodiscard]] std::unique_ptr<ConnectorReader> reader(
        ConnectorSettings settings, HttpReader &http, Clock &clock) const override;
    [[nodiscard]] std::unique_ptr<ConnectorSender> sender(
        ConnectorSettings settings, HttpWriter &http) const override;
    [[nodiscard]] QList<VerifyStep> preflight(const PreflightInput &input) const override;

private:
    ConnectorDescription m_description;
};

} // namespace uds
