#include "engine/connectors/woocommerce/woocommercefaults.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using enum ErrorKind;
using enum WooFaultOwner;

constexpr auto kAskSupport = QT_TRANSLATE_NOOP("uds", "Please report this record with its error code.");
constexpr auto kFixField
    = QT_TRANSLATE_NOOP("uds", "Correct the field at the source or in the mapping, then retry the record.");
constexpr auto kLookAgain = QT_TRANSLATE_NOOP(
    "uds", "Look whether the record was deleted in the shop. If so, exclude it or remove its link.");
constexpr auto kTrashed = QT_TRANSLATE_NOOP(
    "uds", "Restore the record from the shop's trash, or delete it there for good; then retry.");
constexpr auto kUserRights
    = QT_TRANSLATE_NOOP("uds", "Create the key for an administrator or shop manager, with Read/Write.");
constexpr auto kRefundByHand
    = QT_TRANSLATE_NOOP("uds", "Compare the refunds of the order in the shop with those of the source.");
constexpr auto kFirewall = QT_TRANSLATE_NOOP(
    "uds", "Check that WooCommerce is active and new enough, and that no plug-in blocks its REST API.");
constexpr auto kWait = QT_TRANSLATE_NOOP("uds", "Nothing to do: it is tried again later.");
constexpr auto kPhpLog = QT_TRANSLATE_NOOP(
    "uds", "The shop's PHP error log names the cause; it is often a plug-in or too little memory.");
constexpr auto kUniqueEmail = QT_TRANSLATE_NOOP(
    "uds", "Link the record to the customer that has this address, or correct the address.");
constexpr auto kUniqueSku = QT_TRANSLATE_NOOP(
    "uds", "Link the record to the product that has this SKU, or give one of them another SKU.");

constexpr std::array kRules = {
    // Reading and the API itself.
    WooFaultRule{"rest_no_route", "woo.apiMissing", Configuration, Administrator,
        QT_TRANSLATE_NOOP("uds", "WordPress answers, but it has no WooCommerce API at this address."),
        kFirewall},
    WooFaultRule{"rest_invalid_param", "woo.invalid", Validation, Mapping,
        QT_TRANSLATE_NOOP("uds", "The shop did not accept a field."), kFixField},
    WooFaultRule{"rest_missing_callback_param", "woo.missingField", Validation, Mapping,
        QT_TRANSLATE_NOOP("uds", "A field that the shop requires is missing."), kFixField},
    WooFaultRule{"rest_invalid_json", "woo.badRequest", Internal, Program,
        QT_TRANSLATE_NOOP("uds", "The shop could not read what was sent."), kAskSupport},
    WooFaultRule{"rest_not_logged_in", "woo.foreignRoute", Internal, Program,
        QT_TRANSLATE_NOOP("uds", "The shop does not accept the key for this part of its API."), kAskSupport},
    WooFaultRule{"woocommerce_rest_authentication_error", "woo.signature", Authentication, Administrator,
        QT_TRANSLATE_NOOP("uds", "The shop refused the credentials."),
        QT_TRANSLATE_NOOP("uds", "Create a new key in the shop.")},
    WooFaultRule{"woocommerce_rest_cannot_view", "woo.keyNotSeen", Authentication, Administrator,
        QT_TRANSLATE_NOOP("uds", "The shop does not know the consumer key, or the key did not arrive."),
        QT_TRANSLATE_NOOP("uds",
            "Check the key. If it is right, the host drops the Authorization header: choose another way of "
            "authentication.")},
    WooFaultRule{"woocommerce_rest_cannot_create", "woo.userRights", Authentication, Administrator,
        QT_TRANSLATE_NOOP("uds", "The user of the consumer key may not create this."), kUserRights},
    WooFaultRule{"woocommerce_rest_cannot_edit", "woo.userRights", Authentication, Administrator,
        QT_TRANSLATE_NOOP("uds", "The user of the consumer key may not change this."), kUserRights},
    WooFaultRule{"woocommerce_rest_cannot_delete", "woo.userRights", Authentication, Administrator,
        QT_TRANSLATE_NOOP("uds", "The user of the consumer key may not delete this."), kUserRights},
    WooFaultRule{"woocommerce_rest_cannot_batch", "woo.userRights", Authentication, Administrator,
        QT_TRANSLATE_NOOP("uds", "The user of the consumer key may not change several records at once."),
        kUserRights},
    WooFaultRule{"woocommerce_rest_request_entity_too_large", "woo.batchTooLarge", Internal, Program,
        QT_TRANSLATE_NOOP("uds", "Too many changes were put into one batch."), kAskSupport},
    WooFaultRule{"rest_setting_setting_group_invalid", "woo.settingMissing", NotFound, Administrator,
        QT_TRANSLATE_NOOP("uds", "The shop has no such group of settings."), kFirewall},
    WooFaultRule{"rest_setting_setting_invalid", "woo.settingMissing", NotFound, Administrator,
        QT_TRANSLATE_NOOP("uds", "The shop has no such setting."), kFirewall},
    WooFaultRule{"rest_setting_value_invalid", "woo.settingValue", Validation, Program,
        QT_TRANSLATE_NOOP("uds", "The shop did not accept the value of a setting."), kAskSupport},
    // Records that are not there.
    WooFaultRule{"woocommerce_rest_shop_order_invalid_id", "woo.notFound", NotFound, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop has no such order."), kLookAgain},
    WooFaultRule{"woocommerce_rest_product_invalid_id", "woo.notFound", NotFound, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop has no such product."), kLookAgain},
    WooFaultRule{"woocommerce_rest_product_variation_invalid_id", "woo.notFound", NotFound, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The product has no such variation."), kLookAgain},
    WooFaultRule{"woocommerce_rest_invalid_product_id", "woo.notFound", NotFound, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop has no such product."), kLookAgain},
    WooFaultRule{"woocommerce_rest_invalid_order_id", "woo.notFound", NotFound, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop has no such order."), kLookAgain},
    WooFaultRule{"wc_user_invalid_id", "woo.notFound", NotFound, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop has no such customer."), kLookAgain},
    WooFaultRule{"woocommerce_rest_shop_order_refund_invalid_id", "woo.notFound", NotFound, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop has no such refund."), kLookAgain},
    WooFaultRule{"woocommerce_rest_invalid_order_refund_id", "woo.notFound", NotFound, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The refund belongs to another order."), kLookAgain},
    WooFaultRule{"woocommerce_rest_shop_coupon_invalid_id", "woo.notFound", NotFound, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop has no such coupon."), kLookAgain},
    WooFaultRule{"woocommerce_rest_invalid_id", "woo.notFound", NotFound, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop has no such tax rate."), kLookAgain},
    WooFaultRule{"woocommerce_rest_shop_webhook_invalid_id", "woo.notFound", NotFound, Administrator,
        QT_TRANSLATE_NOOP("uds", "The shop has no such webhook."),
        QT_TRANSLATE_NOOP("uds", "Set the webhooks up again.")},
    // Records that are taken.
    WooFaultRule{"product_invalid_sku", "woo.skuTaken", Conflict, ShopManager,
        QT_TRANSLATE_NOOP("uds", "Another product of the shop has this SKU."), kUniqueSku},
    WooFaultRule{"woocommerce_rest_product_not_created", "woo.skuTrashed", Conflict, ShopManager,
        QT_TRANSLATE_NOOP("uds", "A product in the shop's trash still has this SKU."), kTrashed},
    WooFaultRule{"product_invalid_global_unique_id", "woo.gtinTaken", Conflict, ShopManager,
        QT_TRANSLATE_NOOP("uds", "Another product of the shop has this GTIN, UPC, EAN or ISBN."),
        QT_TRANSLATE_NOOP("uds", "Correct the number of one of the two products.")},
    WooFaultRule{"registration-error-email-exists", "woo.emailTaken", Conflict, ShopManager,
        QT_TRANSLATE_NOOP("uds", "A customer of the shop has this e-mail address."), kUniqueEmail},
    WooFaultRule{"existing_user_email", "woo.emailTaken", Conflict, ShopManager,
        QT_TRANSLATE_NOOP("uds", "A customer of the shop has this e-mail address."), kUniqueEmail},
    WooFaultRule{"registration-error-username-exists", "woo.userNameTaken", Conflict, ShopManager,
        QT_TRANSLATE_NOOP("uds", "A customer of the shop has this user name."),
        QT_TRANSLATE_NOOP("uds", "Leave the user name out: the shop makes one from the address.")},
    WooFaultRule{"existing_user_login", "woo.userNameTaken", Conflict, ShopManager,
        QT_TRANSLATE_NOOP("uds", "A customer of the shop has this user name."),
        QT_TRANSLATE_NOOP("uds", "Leave the user name out: the shop makes one from the address.")},
    WooFaultRule{"woocommerce_rest_coupon_code_already_exists", "woo.couponTaken", Conflict, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop has a coupon with this code."), kFixField},
    WooFaultRule{"term_exists", "woo.termTaken", Conflict, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop has a category or tag of this name."), kFixField},
    WooFaultRule{"woocommerce_rest_tax_class_exists", "woo.taxClassTaken", Conflict, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop has a tax class of this name."), kFixField},
    WooFaultRule{"woocommerce_rest_already_trashed", "woo.alreadyTrashed", Conflict, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The record is in the shop's trash already."), kTrashed},
    WooFaultRule{"woocommerce_rest_trash_not_supported", "woo.noTrash", Validation, Program,
        QT_TRANSLATE_NOOP("uds", "The shop can only delete this for ever, which is not done from here."),
        QT_TRANSLATE_NOOP("uds", "Delete it in the shop if it is really to go.")},
    // Fields.
    WooFaultRule{"customer_invalid_email", "woo.email", Validation, Data,
        QT_TRANSLATE_NOOP("uds", "The shop does not accept the e-mail address."), kFixField},
    WooFaultRule{"registration-error-invalid-email", "woo.email", Validation, Data,
        QT_TRANSLATE_NOOP("uds", "The shop does not accept the e-mail address."), kFixField},
    WooFaultRule{"woocommerce_rest_customer_invalid_email", "woo.emailTaken", Conflict, Data,
        QT_TRANSLATE_NOOP("uds", "The new e-mail address is wrong, or another customer has it."),
        kUniqueEmail},
    WooFaultRule{"woocommerce_rest_customer_invalid_argument", "woo.userName", Validation, Mapping,
        QT_TRANSLATE_NOOP("uds", "The user name of a customer cannot be changed."),
        QT_TRANSLATE_NOOP("uds", "Take the user name out of the mapping.")},
    WooFaultRule{"woocommerce_rest_invalid_customer_id", "woo.orderCustomer", Validation, Mapping,
        QT_TRANSLATE_NOOP("uds", "The order names a customer that the shop does not have."), kLookAgain},
    WooFaultRule{"woocommerce_rest_required_product_reference", "woo.orderLine", Validation, Mapping,
        QT_TRANSLATE_NOOP("uds", "An order line names no product of the shop."), kFixField},
    WooFaultRule{"woocommerce_rest_invalid_item_id", "woo.orderItem", Conflict, ShopManager,
        QT_TRANSLATE_NOOP("uds", "A line to change is no longer part of the order."), kLookAgain},
    WooFaultRule{"order_invalid_currency", "woo.currency", Validation, Data,
        QT_TRANSLATE_NOOP("uds", "The shop does not know the currency."), kFixField},
    WooFaultRule{"woocommerce_rest_invalid_coupon", "woo.coupon", Validation, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop refused the coupon; it keeps an unfinished order."),
        QT_TRANSLATE_NOOP(
            "uds", "Delete the unfinished order in the shop, correct the coupon, then retry the record.")},
    WooFaultRule{"woocommerce_rest_cannot_create_order_refund", "woo.refund", Validation, ShopManager,
        QT_TRANSLATE_NOOP("uds", "The shop refused the refund: the amount is above what is left."),
        kRefundByHand},
    WooFaultRule{"woocommerce_rest_invalid_order_refund", "woo.refundAmount", Validation, Data,
        QT_TRANSLATE_NOOP("uds", "The amount of a refund must be above zero."), kFixField},
    WooFaultRule{"woocommerce_rest_shop_webhook_invalid_topic", "woo.webhookTopic", Internal, Program,
        QT_TRANSLATE_NOOP("uds", "The shop does not offer this kind of webhook."), kAskSupport},
    WooFaultRule{"woocommerce_rest_shop_webhook_invalid_delivery_url", "woo.webhookAddress", Configuration,
        Administrator, QT_TRANSLATE_NOOP("uds", "The shop does not accept the address for its deliveries."),
        QT_TRANSLATE_NOOP("uds", "It must start with https:// and be reachable from the Internet.")},
    // The server.
    WooFaultRule{"internal_server_error", "woo.fatal", Network, Host,
        QT_TRANSLATE_NOOP("uds", "A program error in the shop stopped the answer."), kPhpLog},
    WooFaultRule{"wp_die", "woo.stopped", Network, Host,
        QT_TRANSLATE_NOOP("uds", "WordPress stopped the request, as during an update."), kWait},
};

} // namespace

QList<WooFaultRule> wooFaultRules()
{
    return {kRules.begin(), kRules.end()};
}

const WooFaultRule *wooFaultRule(QStringView shopCode)
{
    const auto *found = std::find_if(kRules.begin(), kRules.end(),
        [shopCode](const WooFaultRule &rule) { return shopCode == QLatin1StringView(rule.shopCode); });
    return found == kRules.end() ? nullptr : found;
}

} // namespace uds
