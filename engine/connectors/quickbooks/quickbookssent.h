#pragma once

#include "engine/connectors/effect.h"
#include "engine/connectors/quickbooks/quickbooksentities.h"

namespace uds {

/// What a frozen call sent for each of its effects, read from the frozen bytes. Most questions are answered
/// by looking for a few bytes; only a doubtful one parses the part it is about.
class QuickBooksSent {
public:
    /// \a call must outlive this object.
    explicit QuickBooksSent(const FrozenCall &call);

    /// The object that was sent for the effect at \a index; null when the bytes are not of our making.
    [[nodiscard]] Json object(qsizetype index) const;
    /// True when \a answered bears the marker and the number that were sent for the effect at \a index: the
    /// request id of an older create may be answered with the object of that one.
    [[nodiscard]] bool isAnsweredBy(
        qsizetype index, const QuickBooksEntity &entity, const Json &answered) const;

private:
    [[nodiscard]] QByteArrayView bytes(qsizetype index) const;

    const FrozenCall &m_call;
    QList<qsizetype> m_starts; ///< of the members of a batch, in order; then the end of the last one
};

} // namespace uds
