#include "engine/core/boottime.h"

#include <QtGlobal>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <ctime>
#endif

namespace uds {

#ifdef Q_OS_WIN

std::chrono::milliseconds timeSinceBoot()
{
    return std::chrono::milliseconds(qint64(GetTickCount64()));
}

#else

std::chrono::milliseconds timeSinceBoot()
{
#ifdef CLOCK_BOOTTIME
    constexpr clockid_t kClock = CLOCK_BOOTTIME; // Linux: CLOCK_MONOTONIC stands still in suspend.
#else
    constexpr clockid_t kClock = CLOCK_MONOTONIC; // macOS: goes on in suspend.
#endif
    timespec now{};
    clock_gettime(kClock, &now);
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
}

#endif

} // namespace uds
