#pragma once

#include <QDateTime>
#include <QString>

namespace uds {

/// One point of simulated time in the spellings the company uses.
struct CompanyMoment {
    QDateTime utc;
    QString timeText; ///< member "time" of answers: Pacific time with milliseconds
    QString changeText; ///< MetaData times: whole seconds, up to two seconds later than timeText
    QDate date; ///< the server's day
};

/// \a lateness seconds (0 to 2) go on top of the change time.
[[nodiscard]] CompanyMoment companyMoment(const QDateTime &nowUtc, int lateness);

} // namespace uds
