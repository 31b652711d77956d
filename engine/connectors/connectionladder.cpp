#include "engine/connectors/connectionladder.h"

#include <QCoreApplication>
#include <QHash>
#include <QUrl>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Rung = ConnectionRung;
using Verdict = VerifyStep::Verdict;

constexpr qint64 kTolerableSeconds = 300;

// In the order of ConnectionRung.
QStringList rungNames()
{
    return {QCoreApplication::translate("uds", "Name (DNS)"),
        QCoreApplication::translate("uds", "Reachability"), QCoreApplication::translate("uds", "TLS"),
        QCoreApplication::translate("uds", "Redirect"),
        QCoreApplication::translate("uds", "Authorization arrives"),
        QCoreApplication::translate("uds", "JSON answer"),
        QCoreApplication::translate("uds", "Clock difference"),
        QCoreApplication::translate("uds", "Read permission"),
        QCoreApplication::translate("uds", "Write permission"), QCoreApplication::translate("uds", "Version"),
        QCoreApplication::translate("uds", "Features")};
}

// Whoever gets any answer has come this far; what lies above is known only when it was asked for.
bool liesOnTheWay(Rung rung)
{
    return rung <= Rung::Redirect;
}

} // namespace

ConnectionLadder::ConnectionLadder()
{
    for (const QString &name : rungNames())
        m_report.steps.append(VerifyStep{name, Verdict::NotReached, {}, {}});
}

void ConnectionLadder::pass(Rung rung, const QString &finding)
{
    step(rung) = VerifyStep{step(rung).name, Verdict::Passed, finding, {}};
}

void ConnectionLadder::warn(Rung rung, const QString &finding, const QString &advice)
{
    step(rung) = VerifyStep{step(rung).name, Verdict::Warning, finding, advice};
}

void ConnectionLadder::leaveOpen(Rung rung, const QString &finding)
{
    step(rung) = VerifyStep{step(rung).name, Verdict::NotReached, finding, {}};
}

void ConnectionLadder::fall(Rung rung, const Error &error)
{
    if (hasFailed())
        return;
    for (int below = 0; below < int(rung); ++below) {
        VerifyStep &passed = m_report.steps[below];
        if (passed.verdict == Verdict::NotReached && liesOnTheWay(Rung(below)))
            passed.verdict = Verdict::Passed;
    }
    step(rung) = VerifyStep{step(rung).name, Verdict::Failed, error.message, error.hint};
    m_report.error = error;
}

void ConnectionLadder::answered(const QUrl &base)
{
    pass(Rung::Dns, base.host());
    pass(Rung::Reachability, QCoreApplication::translate("uds", "The server answers."));
    if (base.scheme() == "https"_L1)
        pass(Rung::Tls,
            QCoreApplication::translate("uds", "The connection is encrypted and the certificate is valid."));
    else
        warn(Rung::Tls, QCoreApplication::translate("uds", "The connection is not encrypted."),
            QCoreApplication::translate("uds", "Fine for a simulator on this computer only."));
    pass(Rung::Redirect, QCoreApplication::translate("uds", "The server answers directly."));
}

void ConnectionLadder::compareClocks(const QDateTime &nowUtc, const QDateTime &serverTimeUtc)
{
    if (!serverTimeUtc.isValid()) {
        warn(Rung::ClockDifference, QCoreApplication::translate("uds", "The server does not tell its time."),
            QCoreApplication::translate("uds", "Check this computer's clock."));
        return;
    }
    const qint64 difference = nowUtc.secsTo(serverTimeUtc);
    const QString seconds = QString::number(qAbs(difference));
    if (qAbs(difference) <= kTolerableSeconds)
        pass(Rung::ClockDifference, QCoreApplication::translate("uds", "%1 seconds.").arg(seconds));
    else
        warn(Rung::ClockDifference,
            difference > 0
                ? QCoreApplication::translate("uds", "This computer is %1 seconds behind the server.")
                      .arg(seconds)
                : QCoreApplication::translate("uds", "This computer is %1 seconds ahead of the server.")
                      .arg(seconds),
            QCoreApplication::translate(
                "uds", "Set the clock of this computer or of the server; sign-in depends on it."));
}

std::optional<ConnectionRung> ConnectionLadder::rungOf(const Error &error)
{
    static const QHash<QString, Rung> byCode{
        {u"http.host"_s, Rung::Dns},
        {u"http.tls"_s, Rung::Tls},
        {u"http.tooLarge"_s, Rung::Answer},
        {u"http.dropped"_s, Rung::Answer},
        {u"http.foreignOrigin"_s, Rung::Authorization},
    };
    if (const auto found = byCode.constFind(error.code); found != byCode.constEnd())
        return *found;
    if (error.code.startsWith("oauth."_L1))
        return Rung::Authorization;
    if (error.code.startsWith("http."_L1))
        return Rung::Reachability;
    return std::nullopt;
}

} // namespace uds
