#pragma once

#include "engine/connectors/connectorreader.h"

namespace uds {

/// What every connection test climbs, in this order, on every platform.
enum class ConnectionRung {
    Dns,
    Reachability,
    Tls,
    Redirect,
    Authorization,
    Answer,
    ClockDifference,
    ReadPermission,
    WritePermission,
    Version,
    Features
};

/// Collects the verdicts of a connection test: the same rungs in the same order for every platform, whatever
/// order a platform learns them in. No network: the platform sends the requests and tells what it saw. The
/// first failed rung becomes the report's error.
class ConnectionLadder {
public:
    ConnectionLadder();

    void pass(ConnectionRung rung, const QString &finding);
    void warn(ConnectionRung rung, const QString &finding, const QString &advice);
    /// For what cannot be seen without changing something; \a finding says so.
    void leaveOpen(ConnectionRung rung, const QString &finding);
    /// The rungs that necessarily lie behind this failure and have no verdict yet count as passed: whoever is
    /// refused by a server has reached it. Nothing happens when a rung has failed before.
    void fall(ConnectionRung rung, const Error &error);

    /// A complete answer came from \a base, and directly: name, reachability, TLS and redirect are passed.
    void answered(const QUrl &base);
    /// More than five minutes are a warning: signatures and tokens depend on the time. \a serverTimeUtc is
    /// the answer's Date header, invalid when there was none.
    void compareClocks(const QDateTime &nowUtc, const QDateTime &serverTimeUtc);

    /// The rung a transport or sign-in error belongs to ("http.host", "http.tls", "oauth.expired" ...); empty
    /// for errors that only the platform itself can place.
    [[nodiscard]] static std::optional<ConnectionRung> rungOf(const Error &error);

    void setAccountName(const QString &name) { m_report.accountName = name; }
    [[nodiscard]] bool hasFailed() const { return m_report.error.has_value(); }
    [[nodiscard]] const VerifyReport &report() const { return m_report; }

private:
    [[nodiscard]] VerifyStep &step(ConnectionRung rung) { return m_report.steps[int(rung)]; }

    VerifyReport m_report;
};

} // namespace uds
