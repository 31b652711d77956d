#pragma once

#include "engine/connectors/effect.h"
#include "engine/connectors/record.h"
#include "engine/http/httptypes.h"

namespace uds {

/// Look-up of a record by a business key after a lost answer (reliability.md 2.3).
struct LookUp {
    QString entity;
    QString key; ///< one of EntityDescription::lookUpKeys
    QStringList values;
    friend bool operator==(const LookUp &, const LookUp &) = default;
};

/// The pure half of a connector: values in, values out, no network. Tested against recorded answers.
class ConnectorWire {
public:
    virtual ~ConnectorWire() = default;

    /// \a payload with our marker (at most 60 characters of ASCII) in the place this platform keeps private
    /// notes.
    [[nodiscard]] virtual Json marked(const QString &entity, Json payload, const QString &marker) const = 0;
    /// The marker found in a remote document, empty when it is not ours.
    [[nodiscard]] virtual QString markerOf(const QString &entity, const Json &document) const = 0;
    /// How to find out whether \a effect was applied. Empty values = this platform cannot tell: a person must
    /// look.
    [[nodiscard]] virtual LookUp probe(const Effect &effect) const = 0;
    /// The document's own total (TotalAmt, total); empty for entities without one.
    [[nodiscard]] virtual std::optional<Decimal> totalOf(const QString &entity, const Json &document) const
        = 0;

    /// How many effects of that kind may share one call.
    [[nodiscard]] virtual int batchSize(const QString &entity, Operation operation) const = 0;
    /// Effects of equal kinds may share a call. The default: all may.
    [[nodiscard]] virtual QString batchKind(const QString &entity, Operation operation) const;
    /// True when the same bytes once more leave the target as they left it the first time, whatever it
    /// remembers of them: absolute values, upserts. The default: never.
    [[nodiscard]] virtual bool mayRepeat(const QString &entity, Operation operation) const;
    /// The one request for these effects. Same effects, same bytes. \a callToken is used for a batch.
    [[nodiscard]] virtual Result<FrozenCall> freeze(
        const QList<Effect> &effects, const QString &callToken) const
        = 0;
    /// A document's text for a look-up key, as find() would match it; empty when absent.
    [[nodiscard]] virtual QString keyText(
        const QString &entity, const QString &key, const Json &document) const
        = 0;
    /// What is left to pay of \a settled when a record of \a entity would pay it; nothing when it would not,
    /// or when this platform does not tell.
    [[nodiscard]] virtual std::optional<Decimal> leftToPay(
        const QString &entity, const Record &settled) const;
    /// False for a record that may no longer be referenced (inactive, deleted).
    [[nodiscard]] virtual bool isUsable(const QString &entity, const Json &document) const;
    /// One outcome per effect, in order. Anything but a complete, parsed, matching answer is Ambiguous.
    [[nodiscard]] virtual QList<Outcome> outcomes(
        const FrozenCall &call, const Result<HttpResponse> &answer) const
        = 0;
};

} // namespace uds
