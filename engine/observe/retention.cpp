#include "engine/observe/retention.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/rowreader.h"
#include "engine/store/runlogrepository.h"
#include "engine/store/settingsrepository.h"
#include "engine/store/webhookrepository.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostDays = 3650;

struct Kept {
    const char *name;
    int defaultDays;
    Result<qint64> (*due)(Database &database, const QDateTime &before);
    Result<int> (*forget)(Database &database, const QDateTime &before);
};

Result<qint64> dueRunLog(Database &database, const QDateTime &before)
{
    return RunLogRepository(database).countBefore(before);
}

Result<int> forgetRunLog(Database &database, const QDateTime &before)
{
    return RunLogRepository(database).forget(before);
}

Result<qint64> dueWebhookEvents(Database &database, const QDateTime &before)
{
    return readNumber(database.run(u"SELECT COUNT(*) FROM webhook_events WHERE received_utc < ?"
                                   " AND state NOT IN ('queued', 'census')"_s,
        {timeColumn(before)}));
}

Result<int> forgetWebhookEvents(Database &database, const QDateTime &before)
{
    return WebhookRepository(database).forget(before);
}

constexpr std::array kClasses{
    Kept{"run_log", 30, dueRunLog, forgetRunLog},
    Kept{"webhook_events", 30, dueWebhookEvents, forgetWebhookEvents},
};

QString settingOf(const QString &name)
{
    return u"retention/"_s + name;
}

Result<int> daysOf(Database &database, const Kept &kept)
{
    const auto stored = SettingsRepository(database).value(settingOf(QString::fromLatin1(kept.name)));
    if (!stored)
        return fail(stored.error());
    bool isNumber = false;
    const int days = *stored ? (*stored)->toInt(&isNumber) : 0;
    return isNumber && days >= 0 && days <= kMostDays ? days : kept.defaultDays;
}

} // namespace

Result<QList<RetentionClass>> retentionClasses(Database &database, const QDateTime &nowUtc)
{
    QList<RetentionClass> classes;
    for (const Kept &kept : kClasses) {
        const Result<int> days = daysOf(database, kept);
        if (!days)
            return fail(days.error());
        const Result<qint64> due = *days == 0 ? 0 : kept.due(database, nowUtc.addDays(-*days));
        if (!due)
            return fail(due.error());
        classes.append({QString::fromLatin1(kept.name), *days, kept.defaultDays, *due});
    }
    return classes;
}

Result<void> setRetention(Database &database, const QString &name, int days)
{
    const bool isKnown = std::any_of(kClasses.begin(), kClasses.end(),
        [&name](const Kept &kept) { return name == QLatin1StringView(kept.name); });
    if (!isKnown)
        return fail(ErrorKind::Configuration, u"retention.class"_s,
            QCoreApplication::translate("uds", "“%1” is nothing that is deleted by age.").arg(name),
            QCoreApplication::translate("uds", "What is: run_log, webhook_events. Nothing was changed."));
    if (days < 0 || days > kMostDays)
        return fail(ErrorKind::Configuration, u"retention.days"_s,
            QCoreApplication::translate("uds", "The days to keep are 0 (for ever) to %1.").arg(kMostDays),
            QCoreApplication::translate("uds", "Nothing was changed."));
    return SettingsRepository(database).setValue(settingOf(name), QByteArray::number(days));
}

Result<QList<Pruned>> prune(Database &database, const QDateTime &nowUtc)
{
    QList<Pruned> all;
    for (const Kept &kept : kClasses) {
        const Result<int> days = daysOf(database, kept);
        if (!days)
            return fail(days.error());
        const Result<int> rows = *days == 0 ? 0 : kept.forget(database, nowUtc.addDays(-*days));
        if (!rows)
            return fail(rows.error());
        all.append({QString::fromLatin1(kept.name), *rows});
    }
    return all;
}

} // namespace uds
