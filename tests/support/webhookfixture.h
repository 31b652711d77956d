#pragma once

#include "engine/simulators/virtualclock.h"
#include "engine/store/store.h"
#include "engine/store/webhookrepository.h"

#include <QCoroTask>
#include <QHash>
#include <QTemporaryDir>

namespace uds {

/// A store with two integrations, two streams that read the first one's orders, and virtual time.
class WebhookFixture {
public:
    WebhookFixture();

    /// Waits for one write, which may only read, and gives its value.
    template <typename Work>
    auto write(Work work)
    {
        const auto done = QCoro::waitFor(store->write(work));
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
        return *done;
    }
    /// A record as a stream has read it.
    void captured(qint64 streamId, const QString &id, const QDateTime &modifiedUtc);
    /// An event about an order of the shop.
    [[nodiscard]] WebhookEventRow event(
        const QString &id, const QDateTime &occurredUtc = {}, const QByteArray &bodyHash = "hash") const;
    [[nodiscard]] QList<WebhookEventRow> inState(WebhookState state);

    std::unique_ptr<Store> store;
    VirtualClock clock;
    qint64 shop = 0;
    qint64 books = 0;
    qint64 orders = 0; ///< streams
    qint64 ordersAgain = 0;
    const QHash<QString, QString> entities; ///< by preset

private:
    [[nodiscard]] qint64 addIntegration(const QString &name);
    [[nodiscard]] qint64 addStream(const QString &name);

    QTemporaryDir m_folder;
};

} // namespace uds
