#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace uds {

/// Decides what happens next: Configuration and Authentication stop and ask; RateLimited and Network are
/// retried in one layer; Ambiguous (a write whose answer was lost) is looked up before it is sent again;
/// Validation, NotFound and Conflict become failed records; Cancelled is silent; Internal stops the run.
enum class ErrorKind {
    Configuration,
    Authentication,
    RateLimited,
    Network,
    Validation,
    NotFound,
    Conflict,
    Ambiguous,
    Cancelled,
    Internal
};

/// A failure as a value. No member ever holds a secret.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString code; ///< Stable, from a registry, for example "http.timeout" or "qbo.6240"; scripts and cause
                  ///< groups use it.
    QString message; ///< What happened and on whose side: one sentence for a person.
    QString hint; ///< What to do next; may be empty.
    QString field; ///< Path of the field at fault, empty when it is not about one field.
    QString detail; ///< For the log: remote text, already masked and cut.
    std::optional<std::chrono::milliseconds> retryAfter; ///< As told by the remote side.
    friend bool operator==(const Error &, const Error &) = default;
};

/// "validation", "rate_limited" ...: the spelling used in JSON output and in the store.
[[nodiscard]] QString errorKindName(ErrorKind kind);
[[nodiscard]] std::optional<ErrorKind> errorKindFromName(QStringView name);

} // namespace uds
