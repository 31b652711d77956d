#include "engine/schedule/timezones.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString similarName(const QString &name)
{
    const QString wanted = name.trimmed().replace(u' ', u'_');
    const QStringList names = timeZoneNames();
    const auto found = std::find_if(names.cbegin(), names.cend(), [&wanted](const QString &one) {
        return one.compare(wanted, Qt::CaseInsensitive) == 0
            || one.section(u'/', -1).compare(wanted.section(u'/', -1), Qt::CaseInsensitive) == 0;
    });
    return found == names.cend() ? QString() : *found;
}

} // namespace

Result<QTimeZone> timeZoneNamed(const QString &name)
{
    const QByteArray id = name.toUtf8();
    if (!name.isEmpty() && QTimeZone::isTimeZoneIdAvailable(id)) {
        QTimeZone zone(id);
        if (zone.isValid())
            return zone;
    }
    const QString similar = name.isEmpty() ? QString() : similarName(name);
    return fail({ErrorKind::Configuration, u"schedule.zone"_s,
        QCoreApplication::translate("uds", "There is no time zone “%1”.").arg(name),
        similar.isEmpty()
            ? QCoreApplication::translate("uds", "Use an IANA name, for example Europe/Berlin or UTC.")
            : QCoreApplication::translate("uds", "Do you mean %1?").arg(similar),
        u"zone"_s, {}, std::nullopt});
}

QStringList timeZoneNames()
{
    QStringList names;
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds())
        names.append(QString::fromUtf8(id));
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace uds
