#pragma once

#include "engine/store/conflictrepository.h"

#include <QHash>
#include <QString>

namespace uds {

struct ConflictFilter {
    std::optional<ConflictState> state; ///< absent = any
    QString stream; ///< name; empty = of all streams
    friend bool operator==(const ConflictFilter &, const ConflictFilter &) = default;
};

/// A conflict as it is shown: what both sides last agreed on, and what each holds.
struct ConflictView {
    ConflictRow conflict;
    QString stream;
    QString source; ///< name of the integration
    QString target;
    friend bool operator==(const ConflictView &, const ConflictView &) = default;
};

/// What a person decides.
struct ConflictResolution {
    enum class Choice { Source, Target, Fields };
    Choice choice = Choice::Source;
    QHash<QString, Choice> fields; ///< for Fields: Source or Target for every contested path
    friend bool operator==(const ConflictResolution &, const ConflictResolution &) = default;
};

} // namespace uds
