#pragma once

#include "engine/http/httptypes.h"

#include <QString>

#include <tl/expected.hpp>

namespace uds {

/// An error as PostgREST tells it.
struct WarehouseFault {
    int status = 400;
    QString code; ///< empty = the gateway's own, which has a message and a hint only
    QString message;
    QString details;
    QString hint;
    friend bool operator==(const WarehouseFault &, const WarehouseFault &) = default;
};

template <typename T>
using WarehouseResult = tl::expected<T, WarehouseFault>;

[[nodiscard]] inline tl::unexpected<WarehouseFault> warehouseFault(
    int status, QString code, QString message, QString details = {}, QString hint = {})
{
    return tl::unexpected(
        WarehouseFault{status, std::move(code), std::move(message), std::move(details), std::move(hint)});
}

/// {"code", "details", "hint", "message"} with PostgREST's headers; of the gateway only message and hint.
[[nodiscard]] HttpResponse warehouseAnswer(const WarehouseFault &fault);

} // namespace uds
