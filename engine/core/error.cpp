#include "engine/core/error.h"

#include <array>
#include <utility>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kKindNames{
    std::pair{ErrorKind::Configuration, "configuration"},
    std::pair{ErrorKind::Authentication, "authentication"},
    std::pair{ErrorKind::RateLimited, "rate_limited"},
    std::pair{ErrorKind::Network, "network"},
    std::pair{ErrorKind::Validation, "validation"},
    std::pair{ErrorKind::NotFound, "not_found"},
    std::pair{ErrorKind::Conflict, "conflict"},
    std::pair{ErrorKind::Ambiguous, "ambiguous"},
    std::pair{ErrorKind::Cancelled, "cancelled"},
    std::pair{ErrorKind::Internal, "internal"},
};

} // namespace

QString errorKindName(ErrorKind kind)
{
    for (const auto &[candidate, name] : kKindNames) {
        if (candidate == kind)
            return QString::fromLatin1(name);
    }
    return u"internal"_s;
}

std::optional<ErrorKind> errorKindFromName(QStringView name)
{
    for (const auto &[kind, candidate] : kKindNames) {
        if (name == QLatin1StringView(candidate))
            return kind;
    }
    return std::nullopt;
}

} // namespace uds
