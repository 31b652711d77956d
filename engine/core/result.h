#pragma once

#include "engine/core/error.h"

#include <tl/expected.hpp>

namespace uds {

template <typename T = void>
using Result = tl::expected<T, Error>;

/// Builds the error side of any Result: `return fail(ErrorKind::Validation, u"json.syntax"_s, tr...)`.
[[nodiscard]] inline tl::unexpected<Error> fail(
    ErrorKind kind, QString code, QString message, QString hint = {}, QString detail = {})
{
    return tl::unexpected(Error{
        kind, std::move(code), std::move(message), std::move(hint), {}, std::move(detail), std::nullopt});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected(std::move(error));
}

} // namespace uds
