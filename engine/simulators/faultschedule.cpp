#include "engine/simulators/faultschedule.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <utility>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct RateName {
    QStringView name;
    double FaultRates::*rate;
    Fault fault;
};

constexpr std::array kRates{
    RateName{u"drop", &FaultRates::drop, Fault::DropBefore},
    RateName{u"lost", &FaultRates::applyThenDrop, Fault::ApplyThenDrop},
    RateName{u"truncate", &FaultRates::truncate, Fault::Truncated},
    RateName{u"gateway", &FaultRates::gateway, Fault::BadGateway},
    RateName{u"throttle", &FaultRates::throttle, Fault::Throttled},
    RateName{u"unavailable", &FaultRates::unavailable, Fault::Unavailable},
    RateName{u"slow", &FaultRates::slow, Fault::SlowPastDeadline},
    RateName{u"unauthorized", &FaultRates::unauthorized, Fault::Unauthorized},
};

tl::unexpected<Error> unreadable(QStringView part)
{
    QStringList names;
    for (const RateName &rate : kRates)
        names.append(rate.name.toString());
    return fail(ErrorKind::Configuration, u"faults.syntax"_s,
        QCoreApplication::translate("uds", "\"%1\" is not a fault rate between 0 and 1.").arg(part),
        QCoreApplication::translate("uds", "Write for example drop=0.3,throttle=0.1. Known names: %1.")
            .arg(names.join(u", "_s)));
}

FaultDraw completed(Fault fault, SeededRandom &random)
{
    FaultDraw draw{fault, true, std::nullopt, false};
    const quint64 coin = random.next();
    switch (fault) {
    case Fault::DropBefore:
    case Fault::Unauthorized: draw.applied = false; break;
    case Fault::BadGateway: draw.applied = coin % 2 == 0; break;
    case Fault::Throttled:
        draw.applied = false;
        if (coin % 2 == 0)
            draw.retryAfter = std::chrono::seconds(1 + qint64((coin >> 8) % 60));
        break;
    case Fault::Unavailable:
        draw.applied = false;
        draw.retryAfter = std::chrono::seconds(1 + qint64((coin >> 8) % 120));
        break;
    case Fault::Truncated: draw.looksComplete = coin % 2 == 0; break;
    case Fault::None:
    case Fault::ApplyThenDrop:
    case Fault::SlowPastDeadline: break;
    }
    return draw;
}

HttpResponse answer(
    int status, QByteArray type, QByteArray body, const FaultDraw &draw, const QDateTime &nowUtc)
{
    HttpResponse response{
        status, {{"Date", httpDate(nowUtc)}, {"Content-Type", std::move(type)}}, std::move(body)};
    if (draw.retryAfter)
        response.headers.append({"Retry-After", QByteArray::number(qint64(draw.retryAfter->count()))});
    return response;
}

} // namespace

FaultSchedule::FaultSchedule(quint64 seed, FaultRates rates)
    : m_random(seed)
    , m_rates(rates)
{
}

Result<FaultRates> FaultSchedule::parse(QStringView text)
{
    FaultRates rates;
    for (const QStringView part : text.split(u',', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        const QStringView name = part.left(std::max<qsizetype>(equals, 0)).trimmed();
        bool isNumber = false;
        const double value = part.mid(equals + 1).trimmed().toDouble(&isNumber);
        const auto known = std::find_if(
            kRates.begin(), kRates.end(), [name](const RateName &rate) { return rate.name == name; });
        if (known == kRates.end() || !isNumber || !(value >= 0 && value <= 1))
            return unreadable(part.trimmed());
        rates.*(known->rate) = value;
    }
    return rates;
}

Fault FaultSchedule::fault()
{
    double left = m_random.fraction();
    for (const RateName &rate : kRates) {
        left -= m_rates.*(rate.rate);
        if (left < 0)
            return rate.fault;
    }
    return Fault::None;
}

FaultDraw FaultSchedule::next()
{
    if (!m_enabled)
        return {};
    FaultDraw draw = m_forced.isEmpty() ? completed(fault(), m_random) : m_forced.takeFirst();
    ++m_drawn[draw.fault];
    return draw;
}

std::optional<HttpResponse> faultAnswer(const FaultDraw &draw, const QDateTime &nowUtc)
{
    switch (draw.fault) {
    case Fault::BadGateway:
        return answer(502, "text/html",
            "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center>"
            "<hr><center>nginx</center></body></html>",
            draw, nowUtc);
    case Fault::Throttled: return answer(429, "text/plain", "Too Many Requests", draw, nowUtc);
    case Fault::Unavailable:
        return answer(
            503, "text/html", "<html><body><h1>503 Service Unavailable</h1></body></html>", draw, nowUtc);
    case Fault::Unauthorized:
        return answer(401, "application/json", R"({"message":"Unauthorized"})", draw, nowUtc);
    case Fault::None:
    case Fault::DropBefore:
    case Fault::ApplyThenDrop:
    case Fault::Truncated:
    case Fault::SlowPastDeadline: break;
    }
    return std::nullopt;
}

QByteArray httpDate(const QDateTime &utc)
{
    return QLocale::c().toString(utc.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

} // namespace uds
