#pragma once

#include "engine/api/alertvalues.h"
#include "engine/api/reconcilevalues.h"
#include "engine/api/values.h"
#include "engine/api/webhookvalues.h"

#include <QObject>

namespace uds {

/// What workers tell the caller's side. Lives on the caller's thread; workers emit the signals from their
/// own, so connections to objects of the caller's thread are queued.
class EngineEvents final : public QObject {
    Q_OBJECT

Q_SIGNALS:
    void runProgressed(const uds::RunProgress &progress);
    void runFinished(const uds::RunSummary &summary);
    void exportProgressed(const uds::ExportProgress &progress);
    void webhooksListening(const uds::WebhookReceiverState &state);
    void alertRaised(const uds::RaisedAlert &alert);
    /// A period that was signed off is no longer as it was then; once per state that it is seen in.
    void signedPeriodChanged(const uds::SignedPeriod &period);
    void changed();
};

} // namespace uds
