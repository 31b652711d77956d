#pragma once

#include "engine/api/conflictvalues.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

namespace uds {

/// What conflicts and decisions about them are called on screen.
class ConflictWords final {
    Q_DECLARE_TR_FUNCTIONS(uds::ConflictWords)

public:
    ConflictWords() = delete;

    [[nodiscard]] static StateWord state(ConflictState state);
    [[nodiscard]] static QString record(const ConflictRow &conflict); ///< "Order 4711"
    [[nodiscard]] static QString document(const ConflictRow &conflict); ///< "Invoice 1045" at the target
    [[nodiscard]] static QString field(const QString &path);
    [[nodiscard]] static QString fields(const ConflictRow &conflict); ///< "Total", "Phone, City"
    /// The whole document is at stake, not single fields of it.
    [[nodiscard]] static bool isWhole(const ConflictRow &conflict);
    /// The target holds money that is settled: it may refuse another version.
    [[nodiscard]] static bool isLocked(const ConflictRow &conflict);
    /// What the button does.
    [[nodiscard]] static QString action(const ConflictView &view, const ConflictResolution &resolution);
    /// What comes of it, in one sentence.
    [[nodiscard]] static QString consequence(const ConflictView &view, const ConflictResolution &resolution);
};

} // namespace uds
