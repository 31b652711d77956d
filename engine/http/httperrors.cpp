#include "engine/http/httperrors.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString faultCode(HttpFault fault)
{
    switch (fault) {
    case HttpFault::Timeout: return u"http.timeout"_s;
    case HttpFault::Refused: return u"http.refused"_s;
    case HttpFault::UnknownHost: return u"http.host"_s;
    case HttpFault::Tls: return u"http.tls"_s;
    case HttpFault::Dropped: return u"http.dropped"_s;
    case HttpFault::TooLarge: return u"http.tooLarge"_s;
    case HttpFault::Cancelled: return u"http.cancelled"_s;
    }
    Q_UNREACHABLE();
}

QString faultMessage(HttpFault fault)
{
    switch (fault) {
    case HttpFault::Timeout: return QCoreApplication::translate("uds", "%1 did not answer in time.");
    case HttpFault::Refused: return QCoreApplication::translate("uds", "%1 does not accept connections.");
    case HttpFault::UnknownHost: return QCoreApplication::translate("uds", "The address %1 cannot be found.");
    case HttpFault::Tls:
        return QCoreApplication::translate("uds", "No secure connection to %1 was possible.");
    case HttpFault::Dropped:
        return QCoreApplication::translate(
            "uds", "The connection to %1 broke before its answer was complete.");
    case HttpFault::TooLarge: return QCoreApplication::translate("uds", "The answer of %1 is too large.");
    case HttpFault::Cancelled: return QCoreApplication::translate("uds", "The request to %1 was cancelled.");
    }
    Q_UNREACHABLE();
}

QString faultHint(HttpFault fault)
{
    switch (fault) {
    case HttpFault::Refused:
    case HttpFault::UnknownHost:
        return QCoreApplication::translate("uds", "Check the address and the Internet connection.");
    case HttpFault::Tls:
        return QCoreApplication::translate(
            "uds", "Check the certificate of the server and the clock of this computer.");
    case HttpFault::Timeout:
    case HttpFault::Dropped:
    case HttpFault::TooLarge:
    case HttpFault::Cancelled: return {};
    }
    Q_UNREACHABLE();
}

} // namespace

Error httpError(HttpFault fault, ErrorKind kind, const QString &host)
{
    const QString hint = kind == ErrorKind::Ambiguous ? QCoreApplication::translate("uds",
                             "It is not known whether the change was made. It is looked up before "
                             "anything is sent again.")
                                                      : faultHint(fault);
    return Error{kind, faultCode(fault), faultMessage(fault).arg(host), hint, {}, {}, std::nullopt};
}

Error cancelledError()
{
    return Error{ErrorKind::Cancelled, faultCode(HttpFault::Cancelled),
        QCoreApplication::translate("uds", "The request was cancelled."), {}, {}, {}, std::nullopt};
}

} // namespace uds
