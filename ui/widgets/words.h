#pragma once

#include "engine/api/values.h"
#include "ui/widgets/tone.h"

#include <QCoreApplication>

namespace uds {

/// A state in the words of the screens, with what it means.
struct StateWord {
    QString text;
    Tone tone = Tone::Neutral;
};

/// The one vocabulary of all screens: the engine's stable names turned into translated words.
class Words final {
    Q_DECLARE_TR_FUNCTIONS(uds::Words)

public:
    Words() = delete;

    [[nodiscard]] static StateWord runState(RunState state);
    [[nodiscard]] static StateWord recordAction(const QString &action); ///< of a HistoryRow
    [[nodiscard]] static StateWord plannedAction(const QString &action); ///< of a PlanChange
    [[nodiscard]] static StateWord failureState(FailureState state);
    [[nodiscard]] static StateWord integration(const QString &status);
    [[nodiscard]] static StateWord verdict(const QString &verdict); ///< of an Explanation
    [[nodiscard]] static StateWord verifyStep(VerifyStep::Verdict verdict);
    [[nodiscard]] static QString entity(const QString &name); ///< of a source or a target: "Sales receipt"
    [[nodiscard]] static QString trigger(const RunRow &run);
    [[nodiscard]] static QString stage(RunProgress::Stage stage);
    /// Who can do something about it.
    [[nodiscard]] static QString owner(ErrorKind kind);
    /// "41 created, 3 updated, 2 failed"; parts that are zero are left out.
    [[nodiscard]] static QString counts(const RunCounts &counts);
};

} // namespace uds
