#pragma once

#include "engine/alerts/alertrules.h"
#include "engine/alerts/alertstate.h"
#include "engine/store/runrepository.h"

namespace uds {

struct ObservedStream {
    QString name;
    QStringList integrations; ///< source and target
    bool isEnabled = true;
    bool isRunning = false;
    QDateTime lastRunUtc; ///< end of the newest run, or when it was first watched
    QList<RunRow> freshRuns; ///< finished since the last look, oldest first
    int failedInARow = 0; ///< runs, newest first
    int openFailures = 0;
    int unknownOutcomes = 0;
    int conflicts = 0;
};

struct ObservedIntegration {
    QString name;
    QString status; ///< as IntegrationSummary shows it
    QDateTime signInEndsUtc; ///< invalid = no end is known
};

struct ObservedChannel {
    QString name;
    bool isBroken = false; ///< its newest message was given up
    QString problem;
};

/// What is to be seen at one moment.
struct AlertObservation {
    QList<ObservedStream> streams;
    QList<ObservedIntegration> integrations;
    QList<ObservedChannel> channels;
};

/// What began and what is over, compared with the open causes; of runs also what happened again.
[[nodiscard]] QList<AlertEvent> alertEvents(const AlertObservation &observation,
    const QList<AlertRule> &rules, const QMap<QString, AlertCause> &open, const QDateTime &nowUtc);

} // namespace uds
