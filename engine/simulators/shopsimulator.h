#pragma once

#include "engine/simulators/shopauthentication.h"
#include "engine/simulators/shopstate.h"
#include "engine/simulators/shopwriter.h"

namespace uds {

class ShopGenerator;

/// A make-believe WooCommerce shop with the measured behaviour of the real one (woocommerce.md). Documents
/// have the shape of recorded ones; the shop changes through the functions below or through requests
/// with a key that may write.
class ShopSimulator final : public SimulatedPlatform {
public:
    explicit ShopSimulator(ShopSettings settings = {});
    ~ShopSimulator() override;

    [[nodiscard]] HttpResponse answer(const HttpRequest &request, const QDateTime &nowUtc) override;
    [[nodiscard]] const QList<LedgerEntry> &ledger() const override { return m_state.ledger(); }
    [[nodiscard]] int unsafeRequests() const override { return m_unsafeRequests; }
    [[nodiscard]] int requests() const override { return m_requests; }

    [[nodiscard]] ShopSettings &settings() { return m_state.settings(); }
    [[nodiscard]] const ShopSettings &settings() const { return m_state.settings(); }

    // What happens in the shop. Documents need "id" and the *_gmt dates; they replace a row of the same id.
    void addOrder(const Json &order);
    void addProduct(const Json &product);
    void addVariation(qint64 productId, const Json &variation);
    void addCustomer(const Json &customer);
    void addRefund(const Json &refund);
    void addCoupon(const Json &coupon);
    void addTax(const Json &rate);
    /// Takes everything \a generator describes; documents are made when they are asked for.
    void addGenerated(std::unique_ptr<ShopGenerator> generator);
    /// Sets members of the order and its modification date.
    void editOrder(qint64 id, const Json &patch, const QDateTime &nowUtc);
    void editProduct(qint64 id, const Json &patch, const QDateTime &nowUtc);
    void touch(qint64 id, const QDateTime &nowUtc); ///< only the modification date
    void markPaid(qint64 id, const QDateTime &nowUtc);
    void trashOrder(qint64 id, const QDateTime &nowUtc);
    void deleteOrder(qint64 id); ///< without a trace
    void deleteRefund(qint64 id); ///< without a trace, and without moving its order's date

    /// What the shop's background queue sends to webhooks now.
    [[nodiscard]] QList<ShopDelivery> takeDeliveries(const QDateTime &nowUtc);
    /// The receiver's answer to a delivery; zero = none.
    void deliveryAnswered(qint64 webhook, int status) { m_webhooks.answered(webhook, status); }

    [[nodiscard]] const ShopTable &orders() const { return m_state.table(ShopResource::Orders); }
    [[nodiscard]] const ShopTable &products() const { return m_state.table(ShopResource::Products); }
    [[nodiscard]] const ShopTable &variations() const { return m_state.table(ShopResource::Variations); }
    [[nodiscard]] const ShopTable &customers() const { return m_state.table(ShopResource::Customers); }
    [[nodiscard]] const ShopTable &refunds() const { return m_state.table(ShopResource::Refunds); }

private:
    struct Call; // one request on its way through the routes

    [[nodiscard]] HttpResponse routed(const Call &call);
    [[nodiscard]] HttpResponse api(const Call &call);
    [[nodiscard]] HttpResponse collection(const Call &call);
    [[nodiscard]] HttpResponse children(const Call &call);
    [[nodiscard]] HttpResponse list(const Call &call, ShopResource resource, qint64 parent = 0) const;
    [[nodiscard]] HttpResponse one(const Call &call, const ShopTable &table, qint64 id) const;
    [[nodiscard]] HttpResponse webhooks(const Call &call) const;
    [[nodiscard]] Json delivered(const QString &resource, qint64 id) const;

    ShopState m_state;
    ShopWebhooks m_webhooks;
    ShopWriter m_writer;
    ShopAuthentication m_authentication;
    std::vector<std::unique_ptr<ShopGenerator>> m_generators;
    int m_requests = 0;
    int m_unsafeRequests = 0;
};

} // namespace uds
