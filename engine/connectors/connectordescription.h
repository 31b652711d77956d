#pragma once

#include "engine/http/admissionlimits.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>

namespace uds {

/// One field of a credentials form; the screens build the form from these.
struct FormField {
    enum class Kind { Text, Url, Secret, Choice };
    QString key; ///< name in settings JSON: "store_url", "consumer_key" ...
    QString label; ///< translated
    QString help; ///< translated example or explanation
    Kind kind = Kind::Text;
    bool required = true;
    QStringList choices; ///< for Choice; the first is the default
    bool fromSignIn = false; ///< filled by signing in; entered by hand only when somebody wants to
    bool advanced = false; ///< rarely needed: folded away on screens with a sign-in
    QString onlyWhen
        = {}; ///< "mode=direct": asked for and required only then, by another field; empty = always
    friend bool operator==(const FormField &, const FormField &) = default;
};

struct EntityDescription {
    QString name;
    bool readable = false;
    bool creatable = false;
    bool updatable = false;
    bool voidable = false;
    bool batchable = false; ///< several effects may share one call; never for payments and refunds
    QStringList lookUpKeys; ///< what ConnectorReader::find() accepts, for example "DocNumber"
    friend bool operator==(const EntityDescription &, const EntityDescription &) = default;
};

/// Published limits; the rate limiter starts from them and learns from 429 answers.
struct RateLimits {
    QList<RateWindow> windows; ///< empty = no limit known
    int concurrentRequests = 2;
    int batchSize = 1;
    [[nodiscard]] AdmissionLimits admission() const { return {concurrentRequests, windows}; }
    friend bool operator==(const RateLimits &, const RateLimits &) = default;
};

struct ConnectorDescription {
    QString name; ///< "woocommerce", "quickbooks"
    QString title; ///< "WooCommerce", "QuickBooks Online"
    QList<FormField> form;
    QList<EntityDescription> entities;
    RateLimits limits;
    QString signInTitle; ///< "Sign in with QuickBooks"; empty = there is no sign-in in the browser
    bool hasIdempotencyToken = false; ///< a repeat with the same token is answered with the first result
    /// What is changed within this time before the last look is looked at once more.
    std::chrono::seconds overlap{300};
    [[nodiscard]] const EntityDescription *entity(QStringView entityName) const; ///< null when unknown
    friend bool operator==(const ConnectorDescription &, const ConnectorDescription &) = default;
};

} // namespace uds
