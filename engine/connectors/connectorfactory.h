#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/connectors/connectorsender.h"
#include "engine/connectors/webhookadministration.h"
#include "engine/connectors/webhookverifier.h"
#include "engine/http/authorizer.h"
#include "engine/http/httpreader.h"
#include "engine/http/httpwriter.h"

#include <memory>

namespace uds {

class Clock;
class HttpTransport;
class SignIn;
struct PreflightInput;

/// Settings of one integration as the form's fields name them, secrets apart.
struct ConnectorSettings {
    Json values; ///< object of text members, without secrets
    Json secrets; ///< object of text members; lives only as long as needed
};

/// Stores rotated credentials before they are used (OAuth refresh tokens). Returns after the commit is
/// synced. An empty one = there is nowhere to keep them: nothing is renewed.
using SecretStore = std::function<QCoro::Task<Result<void>>(Json secrets)>;

/// Makes the parts of one platform's connector. One instance per platform, without state.
class ConnectorFactory {
public:
    virtual ~ConnectorFactory() = default;
    [[nodiscard]] virtual const ConnectorDescription &description() const = 0;
    /// Checks the form values; returns them trimmed and normalised. ErrorKind::Configuration naming the
    /// field.
    [[nodiscard]] virtual Result<ConnectorSettings> checked(ConnectorSettings settings) const = 0;
    /// Base address of all calls, from checked settings.
    [[nodiscard]] virtual QUrl baseUrl(const ConnectorSettings &settings) const = 0;
    /// The published limits; at an address on this computer only the number of concurrent requests, because
    /// the published ones belong to the platform's own hosts.
    [[nodiscard]] RateLimits limits(const ConnectorSettings &settings) const;
    /// \a transport is used for the token endpoint only; it must outlive the authorizer, as must \a clock.
    [[nodiscard]] virtual std::unique_ptr<Authorizer> authorizer(
        ConnectorSettings settings, HttpTransport &transport, Clock &clock, SecretStore store) const
        = 0;
    [[nodiscard]] virtual std::unique_ptr<ConnectorReader> reader(
        ConnectorSettings settings, HttpReader &http, Clock &clock) const
        = 0;
    [[nodiscard]] virtual std::unique_ptr<ConnectorSender> sender(
        ConnectorSettings settings, HttpWriter &http) const
        = 0;
    /// What of the facts stands in a stream's way, or should be known before its first run.
    [[nodiscard]] virtual QList<VerifyStep> preflight(const PreflightInput &) const { return {}; }
    /// Null when credentials are typed in only. Lives as long as the program.
    [[nodiscard]] virtual const SignIn *signIn() const { return nullptr; }
    /// Null when subscriptions are not made over the platform's API. \a http must outlive the result.
    [[nodiscard]] virtual std::unique_ptr<WebhookAdministration> webhookAdministration(
        ConnectorSettings settings, HttpWriter &http) const;
    /// Null when the platform sends no deliveries. Lives as long as the program.
    [[nodiscard]] virtual const WebhookVerifier *webhookVerifier() const { return nullptr; }
};

/// All connectors of this build, by name; null when unknown.
[[nodiscard]] const ConnectorFactory *connectorFactory(QStringView name);
[[nodiscard]] QList<const ConnectorFactory *> connectorFactories();

} // namespace uds
