#pragma once

#include "engine/api/alertwatch.h"
#include "engine/api/engineparts.h"
#include "engine/api/syncapi.h"
#include "engine/store/integrationrepository.h"
#include "engine/store/runrepository.h"
#include "engine/store/streamrepository.h"

#include <QTemporaryDir>

namespace uds {

/// A profile with a shop, books and a stream between them, that nothing watches yet.
class AlertProfile {
public:
    AlertProfile();

    template <typename Work>
    auto write(Work work)
    {
        auto done = QCoro::waitFor(parts->store->write(work));
        if (!done)
            qFatal("%s", qPrintable(done.error().message));
        if constexpr (!std::is_void_v<typename decltype(done)::value_type>)
            return *done;
    }
    /// A run of the stream that ended so long ago.
    void addRun(RunState state, int secondsAgo = 0);
    void setStatus(const QString &status); ///< of the shop
    [[nodiscard]] qint64 stream() const { return m_stream; }
    /// One look and one turn of deliveries.
    void lookAndDeliver();
    [[nodiscard]] QList<AlertDeliveryRow> deliveries(); ///< oldest first
    /// Every file of the profile, one after the other.
    [[nodiscard]] QByteArray bytesOnDisk() const;

    static ProfileOptions options(const QString &folder);
    QTemporaryDir folder;
    std::unique_ptr<EngineParts> parts;
    std::unique_ptr<AlertWatch> watch;

private:
    qint64 m_stream = 0;
    IntegrationRow m_shop;
};

} // namespace uds
