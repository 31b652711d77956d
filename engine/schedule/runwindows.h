#pragma once

#include "engine/core/result.h"

#include <QDateTime>
#include <QList>
#include <QTimeZone>

namespace uds {

/// The hours of the week in which runs may start, in local time: "MON-FRI 08:00-18:00; SAT 09:00-12:00". A
/// window that ends before it begins goes on past midnight and belongs to the day on which it begins.
class RunWindows {
public:
    /// An empty text allows always. ErrorKind::Configuration, code "schedule.windows", for anything that is
    /// no window, is empty or overlaps another one.
    [[nodiscard]] static Result<RunWindows> parse(const QString &text);

    [[nodiscard]] bool isAlways() const { return m_spans.isEmpty(); }
    [[nodiscard]] bool isOpen(const QDateTime &utc, const QTimeZone &zone) const;
    /// The first moment from \a utc on at which a window is open.
    [[nodiscard]] QDateTime nextOpening(const QDateTime &utc, const QTimeZone &zone) const;

private:
    /// Minutes since Monday 00:00; the end is not part of it and may lie in the next week.
    struct Span {
        int begin = 0;
        int end = 0;
    };
    [[nodiscard]] static Result<QList<Span>> parseWindow(const QString &window);
    [[nodiscard]] bool isOpenAt(int minuteOfWeek) const;
    QList<Span> m_spans; // by their begin
};

} // namespace uds
