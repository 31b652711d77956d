#pragma once

#include "engine/connectors/connectorfactory.h"

namespace uds {

/// How the key gets to the shop.
enum class WooAuthentication {
    Basic, ///< in the Authorization header, over TLS
    Query, ///< in the address, over TLS: for hosts that drop the header
    OAuth1 ///< as a signature: for shops on plain http
};

/// The fields of a shop's form. Values: store_url, environment (live, sandbox), staging_url, authentication
/// (basic, query, oauth1), allow_plain_http (no, yes), base_url; secrets: consumer_key, consumer_secret.
[[nodiscard]] QList<FormField> wooForm();
/// As of ConnectorFactory::checked().
[[nodiscard]] Result<ConnectorSettings> checkedWooSettings(ConnectorSettings settings);
/// Address of the shop that calls go to: base_url if given, else the staging or the live shop.
[[nodiscard]] QUrl wooAddress(const ConnectorSettings &settings);
[[nodiscard]] WooAuthentication wooAuthentication(const ConnectorSettings &settings);

} // namespace uds
