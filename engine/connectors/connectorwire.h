#pragma once

#include "engine/connectors/documentfigures.h"
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

/// What of an update a record does not hold yet.
struct Remainder {
    Json payload; ///< an empty object: the record holds all of it
    QStringList notes; ///< translated: what is left out although it differs, and why
    friend bool operator==(const Remainder &, const Remainder &) = default;
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
    /// What books are compared by; nothing for entities that are no documents with a total, and by default.
    /// \a settings are the stream's: they name the items that stand for tax and shipping.
    [[nodiscard]] virtual std::optional<DocumentFigures> figuresOf(
        const QString &entity, const Json &document, const Json &settings) const;
    /// False for a record that may no longer be referenced (inactive, deleted).
    [[nodiscard]] virtual bool isUsable(const QString &entity, const Json &document) const;
    /// Why no program should change \a document any more, as part of a sentence for people: it is deposited,
    /// in a closed period, or paid and \a nextTotal is another amount. Empty when it may be changed. \a facts
    /// are those of ConnectorReader::facts().
    [[nodiscard]] virtual QString fixedBecause(const QString &entity, const Json &document,
        const std::optional<Decimal> &nextTotal, const Json &facts) const;
    /// What has to be written to take a record out of use there (\a inUse false), or back into use; null
    /// where this platform cannot do that, the default.
    [[nodiscard]] virtual Json usePayload(const QString &entity, bool inUse) const;
    /// What of an update's \a payload is to be sent to a record that looks like \a document now. The default:
    /// everything.
    [[nodiscard]] virtual Remainder remainder(
        const QString &entity, const Json &payload, const Json &document) const;
    /// One outcome per effect, in order. Anything but a complete, parsed, matching answer is Ambiguous.
    [[nodiscard]] virtual QList<Outcome> outcomes(
        const FrozenCall &call, const Result<HttpResponse> &answer) const
        = 0;
};

} // namespace uds
