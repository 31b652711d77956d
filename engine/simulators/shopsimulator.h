#pragma once

#include "engine/simulators/shopsettings.h"
#include "engine/simulators/shoptable.h"
#include "engine/simulators/simulatedplatform.h"

namespace uds {

class ShopGenerator;

/// A make-believe WooCommerce shop with the measured behaviour of the real one (woocommerce.md). Documents
/// have the shape of recorded ones; the shop changes through the functions below or through PUT and DELETE
/// requests.
class ShopSimulator final : public SimulatedPlatform {
public:
    explicit ShopSimulator(ShopSettings settings = {});
    ~ShopSimulator() override;

    [[nodiscard]] HttpResponse answer(const HttpRequest &request, const QDateTime &nowUtc) override;
    [[nodiscard]] const QList<LedgerEntry> &ledger() const override { return m_ledger; }
    [[nodiscard]] int unsafeRequests() const override { return m_unsafeRequests; }
    [[nodiscard]] int requests() const override { return m_requests; }

    [[nodiscard]] ShopSettings &settings() { return m_settings; }
    [[nodiscard]] const ShopSettings &settings() const { return m_settings; }

    // What happens in the shop. Documents need "id" and the *_gmt dates; they replace a row of the same id.
    void addOrder(const Json &order);
    void addProduct(const Json &product);
    void addVariation(qint64 productId, const Json &variation);
    void addCustomer(const Json &customer);
    void addRefund(const Json &refund);
    /// Takes everything \a generator describes; documents are made when they are asked for.
    void addGenerated(std::unique_ptr<ShopGenerator> generator);
    /// Sets members of the order and its modification date.
    void editOrder(qint64 id, const Json &patch, const QDateTime &nowUtc);
    void editProduct(qint64 id, const Json &patch, const QDateTime &nowUtc);
    void touch(qint64 id, const QDateTime &nowUtc); ///< only the modification date
    void markPaid(qint64 id, const QDateTime &nowUtc);
    void trashOrder(qint64 id, const QDateTime &nowUtc);
    void deleteOrder(qint64 id); ///< without a trace

    [[nodiscard]] const ShopTable &orders() const { return m_orders; }
    [[nodiscard]] const ShopTable &products() const { return m_products; }
    [[nodiscard]] const ShopTable &customers() const { return m_customers; }

private:
    struct Call; // one request on its way through the routes

    [[nodiscard]] HttpResponse routed(const Call &call);
    [[nodiscard]] HttpResponse api(const Call &call);
    [[nodiscard]] HttpResponse collection(const Call &call);
    [[nodiscard]] HttpResponse children(const Call &call);
    [[nodiscard]] HttpResponse list(const Call &call, ShopResource resource, qint64 parent = 0) const;
    [[nodiscard]] HttpResponse one(const Call &call, const ShopTable &table, qint64 id) const;
    [[nodiscard]] HttpResponse changed(const Call &call, qint64 id);
    [[nodiscard]] std::optional<HttpResponse> refusal(const Call &call) const;
    [[nodiscard]] const ShopTable &table(ShopResource resource) const;
    void edit(ShopTable &table, qint64 id, const Json &patch, const QDateTime &nowUtc);

    ShopSettings m_settings;
    ShopTable m_orders{ShopResource::Orders};
    ShopTable m_products{ShopResource::Products};
    ShopTable m_variations{ShopResource::Variations};
    ShopTable m_customers{ShopResource::Customers};
    ShopTable m_refunds{ShopResource::Refunds};
    std::vector<std::unique_ptr<ShopGenerator>> m_generators;
    QList<LedgerEntry> m_ledger;
    int m_requests = 0;
    int m_unsafeRequests = 0;
};

} // namespace uds
