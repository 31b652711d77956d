#include "engine/schedule/scheduletexts.h"

#include <QCoreApplication>
#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString reasonText(const QString &word)
{
    static const QHash<QString, QString> texts{
        {reason::busy(), QCoreApplication::translate("uds", "the previous run was still working")},
        {reason::cooldown(), QCoreApplication::translate("uds", "a run failed a short time before")},
        {reason::tooSoon(), QCoreApplication::translate("uds", "the stream had run a short time before")},
        {reason::window(), QCoreApplication::translate("uds", "it was outside of the run windows")},
        {reason::alreadyWaiting(), QCoreApplication::translate("uds", "one run was waiting already")},
        {reason::streamOff(), QCoreApplication::translate("uds", "the stream was switched off")},
        {reason::waited(), QCoreApplication::translate("uds", "it had waited for its turn")},
        {reason::madeUp(), QCoreApplication::translate("uds", "one run for what was missed")},
        {reason::notMadeUp(),
            QCoreApplication::translate("uds", "the computer slept or the program was closed")},
        {reason::clockSetBack(),
            QCoreApplication::translate("uds", "the clock was set back; planned anew from then on")},
        {reason::interrupted(), QCoreApplication::translate("uds", "the program ended while it ran")},
    };
    return texts.value(word, word);
}

QString outcomeText(const ScheduleRunRow &row)
{
    static const QHash<QString, QString> texts{
        {u"running"_s, QCoreApplication::translate("uds", "Running")},
        {u"completed"_s, QCoreApplication::translate("uds", "Completed")},
        {u"completed_with_problems"_s, QCoreApplication::translate("uds", "Completed with problems")},
        {u"failed"_s, QCoreApplication::translate("uds", "Failed")},
        {u"cancelled"_s, QCoreApplication::translate("uds", "Cancelled")},
        {u"interrupted"_s, QCoreApplication::translate("uds", "Interrupted")},
    };
    return texts.value(row.outcome, row.outcome);
}

QString decisionText(const ScheduleRunRow &row)
{
    switch (row.decision) {
    case ScheduleDecision::Run: return outcomeText(row);
    case ScheduleDecision::Queued: return QCoreApplication::translate("uds", "Queued");
    case ScheduleDecision::PutOff: return QCoreApplication::translate("uds", "Put off");
    case ScheduleDecision::Skipped: return QCoreApplication::translate("uds", "Skipped");
    case ScheduleDecision::Missed: return QCoreApplication::translate("uds", "Missed");
    }
    return {};
}

} // namespace

namespace reason {

QString busy()
{
    return u"busy"_s;
}
QString cooldown()
{
    return u"cooldown"_s;
}
QString tooSoon()
{
    return u"too_soon"_s;
}
QString window()
{
    return u"window"_s;
}
QString alreadyWaiting()
{
    return u"already_waiting"_s;
}
QString streamOff()
{
    return u"stream_off"_s;
}
QString waited()
{
    return u"waited"_s;
}
QString madeUp()
{
    return u"made_up"_s;
}
QString notMadeUp()
{
    return u"not_made_up"_s;
}
QString clockSetBack()
{
    return u"clock_set_back"_s;
}
QString interrupted()
{
    return u"interrupted"_s;
}

} // namespace reason

QString scheduleRunSentence(const ScheduleRunRow &row)
{
    QString sentence = decisionText(row);
    if (!row.reason.isEmpty())
        sentence = QCoreApplication::translate("uds", "%1: %2").arg(sentence, reasonText(row.reason));
    if (row.missed > 0)
        sentence = QCoreApplication::translate("uds", "%1 (%2 more were due)").arg(sentence).arg(row.missed);
    return sentence + u'.';
}

} // namespace uds
