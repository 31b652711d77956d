#pragma once

#include "engine/api/values.h"

#include <QObject>

namespace uds {

/// What is running right now, from the engine's progress signals.
class ActiveRuns final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void update(const RunProgress &progress);
    void finish(const RunSummary &summary);
    /// What was asked of this stream has its answer, also when no summary says so: a plan or an error.
    void end(const QString &stream);

    [[nodiscard]] const QList<RunProgress> &list() const { return m_runs; }
    [[nodiscard]] bool isRunning(const QString &stream) const;
    /// Done so far and in all; {0, 0} when nothing is known.
    [[nodiscard]] static std::pair<int, int> progress(const RunProgress &run);
    /// "120 of 400 records, about 2 min left".
    [[nodiscard]] static QString sentence(const RunProgress &run);

Q_SIGNALS:
    void changed();

private:
    QList<RunProgress> m_runs;
};

} // namespace uds
