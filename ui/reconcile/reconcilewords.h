#pragma once

#include "engine/api/reconcilevalues.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

namespace uds {

/// What comparisons are called on screen.
class ReconcileWords final {
    Q_DECLARE_TR_FUNCTIONS(uds::ReconcileWords)

public:
    ReconcileWords() = delete;

    [[nodiscard]] static StateWord kind(DifferenceKind kind);
    [[nodiscard]] static QString dayFormat(); ///< "d MMM yyyy"
    [[nodiscard]] static QString period(const QDate &from, const QDate &to); ///< "1 Nov 2026 – 30 Nov 2026"
    /// "412 records agree · 3 differences · 2 explained"
    [[nodiscard]] static QString verdict(const Reconciliation &result);
    [[nodiscard]] static QString basis(bool isLocal);
};

} // namespace uds
