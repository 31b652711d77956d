#pragma once

#include "engine/core/json.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace uds {

enum class Operation { Create, Update, Void };
[[nodiscard]] QString operationName(Operation operation); ///< "create", "update", "void"
[[nodiscard]] std::optional<Operation> operationFromName(QStringView name);

/// One intended change of one target record, complete: every reference has its remote id.
struct Effect {
    QString token; ///< deterministic, at most 36 characters; names this effect for ever
    QString entity;
    Operation operation = Operation::Create;
    Json payload; ///< for Void: empty
    QString remoteId; ///< for Update and Void
    QString remoteVersion; ///< for Update and Void where the platform has versions
    friend bool operator==(const Effect &, const Effect &) = default;
};

/// One request, frozen before it is journaled: these bytes and no others go out, as often as needed.
/// The path is relative to the integration's base address and holds no credential.
struct FrozenCall {
    QString token; ///< at most 36 characters
    QByteArray verb;
    QByteArray path; ///< with query, percent-encoded
    QByteArray contentType;
    QByteArray body;
    QList<Effect> effects; ///< members in order, each with an empty payload: the bytes are in the body
    bool isBatch = false;
    friend bool operator==(const FrozenCall &, const FrozenCall &) = default;
};

/// What became of one effect.
struct Outcome {
    enum class State {
        Applied, ///< the platform holds it; remoteId, remoteVersion and document are set
        Rejected, ///< complete answer, definitely not applied; error says why
        Stale, ///< not applied, because the record changed meanwhile: read and plan again
        Ambiguous, ///< may or may not be applied: probe before anything else
        NotSent ///< certainly not applied and not the record's fault (limit, refused, not signed in): same
                ///< bytes later
    };
    State state = State::Ambiguous;
    QString remoteId;
    QString remoteVersion;
    Json document;
    std::optional<Error> error;
    QString holderId; ///< Rejected as a duplicate: id of the record that holds the name or number, when told
    /// Rejected because the record itself, or one that it refers to, was deleted, merged away or may no
    /// longer be used at the platform. Which one is found out by looking before anything is planned again.
    bool recordGone = false;
    friend bool operator==(const Outcome &, const Outcome &) = default;
};

} // namespace uds
