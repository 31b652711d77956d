#pragma once

#include "engine/store/integrationrepository.h"
#include "engine/store/store.h"
#include "engine/store/streamrepository.h"

#include <QCoroTask>
#include <QTemporaryDir>
#include <QTest>

namespace uds {

/// Waits for one write or read of a store that is not the fixture's.
template <typename Work>
[[nodiscard]] auto writeTo(Store &store, Work work)
{
    return QCoro::waitFor(store.write(work));
}
template <typename Work>
[[nodiscard]] auto readFrom(Store &store, Work work)
{
    return QCoro::waitFor(store.read(work));
}

/// A store in a folder of its own, with two integrations and a stream.
class StoreFixture {
public:
    explicit StoreFixture(Store::Threading threading = Store::Threading::Inline);

    [[nodiscard]] QString path(const QString &name = {}) const;
    [[nodiscard]] Store &store() { return *m_store; }
    void close() { m_store.reset(); }
    [[nodiscard]] Result<void> reopen(Store::Threading threading);

    /// Runs a work function in one write and waits for its result.
    template <typename Work>
    [[nodiscard]] auto write(Work work)
    {
        return writeTo(*m_store, std::move(work));
    }
    template <typename Work>
    [[nodiscard]] auto read(Work work)
    {
        return readFrom(*m_store, std::move(work));
    }

    qint64 source = 0;
    qint64 target = 0;
    qint64 stream = 0;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_store;
};

/// 2026-03-01T00:00:00Z and \a seconds later.
[[nodiscard]] QDateTime at(qint64 seconds);

[[nodiscard]] IntegrationRow sampleIntegration(const QString &name);
[[nodiscard]] StreamRow sampleStream(const QString &name, qint64 source, qint64 target);

/// The value of a Result, or a failed test that says why.
template <typename Value>
[[nodiscard]] Value valueOf(Result<Value> result)
{
    if (!result) {
        const QByteArray why = (result.error().code + u' ' + result.error().detail).toUtf8();
        QTest::qFail(why.constData(), __FILE__, __LINE__);
        return {};
    }
    return std::move(*result);
}

/// "" when it has a value, else the error's code.
template <typename Value>
[[nodiscard]] QString codeOf(const Result<Value> &result)
{
    return result ? QString() : result.error().code;
}

} // namespace uds
