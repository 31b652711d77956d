#pragma once

#include "engine/core/background.h"

#include <QThreadPool>

namespace uds {

/// On the threads of a pool of its own, one for each processor.
class PoolBackground final : public Background {
public:
    [[nodiscard]] QCoro::Task<void> finish(const std::vector<Job> &jobs) override;

private:
    QThreadPool m_pool;
};

} // namespace uds
