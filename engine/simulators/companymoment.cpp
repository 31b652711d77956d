#include "engine/simulators/companymoment.h"

#include <QTimeZone>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString offsetText(int seconds)
{
    const QChar sign = seconds < 0 ? u'-' : u'+';
    const int minutes = qAbs(seconds) / 60;
    return u"%1%2:%3"_s.arg(sign).arg(minutes / 60, 2, 10, QChar(u'0')).arg(minutes % 60, 2, 10, QChar(u'0'));
}

} // namespace

CompanyMoment companyMoment(const QDateTime &nowUtc, int lateness)
{
    static const QTimeZone pacific("America/Los_Angeles");
    const int offset = pacific.isValid() ? pacific.offsetFromUtc(nowUtc) : -8 * 3600;
    const QDateTime local = nowUtc.toUTC().addSecs(offset);
    CompanyMoment moment;
    moment.utc = nowUtc;
    moment.date = local.date();
    moment.timeText = local.toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz"_s) + offsetText(offset);
    moment.changeText = local.addSecs(lateness).toString(u"yyyy-MM-dd'T'HH:mm:ss"_s) + offsetText(offset);
    return moment;
}

} // namespace uds
