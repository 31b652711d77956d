#include "engine/schedule/schedulepause.h"

#include "engine/store/schedulerepository.h"
#include "engine/store/settingsrepository.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kKey = u"schedules.paused"_s;
constexpr auto kYes = "yes";

} // namespace

Result<bool> areSchedulesPaused(Database &database)
{
    return SettingsRepository(database).value(kKey).map(
        [](const std::optional<QByteArray> &value) { return value && *value == kYes; });
}

Result<void> setSchedulesPaused(Database &database, bool paused, const QDateTime &nowUtc)
{
    const Result<bool> was = areSchedulesPaused(database);
    if (!was)
        return tl::unexpected(was.error());
    if (*was && !paused) {
        if (const auto afresh = ScheduleRepository(database).startAfresh(nowUtc); !afresh)
            return afresh;
    }
    return SettingsRepository(database).setValue(kKey, paused ? QByteArray(kYes) : QByteArray());
}

} // namespace uds
