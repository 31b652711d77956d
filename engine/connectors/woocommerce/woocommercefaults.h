#pragma once

#include "engine/core/error.h"

#include <QList>

namespace uds {

/// Who has to act on a fault.
enum class WooFaultOwner {
    ShopManager, ///< a person who may change the shop's records
    Administrator, ///< a person who may change keys, plug-ins and settings of the shop
    Host, ///< whoever runs the shop's server: wait, or tell them
    Data, ///< the record at the source
    Mapping, ///< the mapping between the two
    Program ///< this program is wrong
};

/// One row of the registry of fault codes that shops were seen to answer with.
struct WooFaultRule {
    const char *shopCode; ///< "product_invalid_sku"
    const char *code; ///< ours: "woo.skuTaken"
    ErrorKind kind;
    WooFaultOwner owner;
    const char *text; ///< source text for translation, context "uds"
    const char *nextStep; ///< source text for translation, context "uds"
};

[[nodiscard]] QList<WooFaultRule> wooFaultRules();
/// Null for a code that is not in the registry: of a plug-in, or newer than this program.
[[nodiscard]] const WooFaultRule *wooFaultRule(QStringView shopCode);

} // namespace uds
