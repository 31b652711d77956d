#pragma once

#include "engine/core/json.h"
#include "engine/mapping/fieldowner.h"
#include "engine/sync/syncrules.h"

#include <QHash>
#include <QStringList>

namespace uds {

/// One field of a pair of records, in the target's terms. An absent value and an empty text are the same.
struct FieldMerge {
    enum class Taken {
        Agreed, ///< both hold the same, or neither changed
        Source,
        Target,
        Open ///< a person has to decide
    };
    QString path; ///< of the target's document
    Json base; ///< what the target held when both last agreed
    Json source;
    Json target;
    Taken taken = Taken::Agreed;
    bool isContested = false; ///< both sides changed it, and differently
    friend bool operator==(const FieldMerge &, const FieldMerge &) = default;
};

/// What both sides hold and held. The source's records are mapped: everything is in the target's terms.
struct MergeInput {
    Json sourceBase; ///< null = the two never agreed
    Json sourceNow;
    Json targetBase;
    Json targetNow;
    QHash<QString, FieldOwner> owners; ///< by path
    Strategy strategy = Strategy::Merge;
    bool sourceIsNewer = true;
    QHash<QString, FieldMerge::Taken> choices; ///< a person's, by path
};

/// Both sides brought together, field by field. Pure: the same input gives the same result, and the stream
/// of the other direction comes to the same values.
class Merge {
public:
    [[nodiscard]] static Merge of(const MergeInput &input);

    [[nodiscard]] const QList<FieldMerge> &fields() const { return m_fields; }
    [[nodiscard]] bool isOpen() const; ///< a person has to decide before anything is sent
    [[nodiscard]] bool isContested() const;
    [[nodiscard]] bool writes() const; ///< the target does not hold the result yet
    /// The whole mapped content as the target is to hold it: a platform may replace a group of fields when
    /// one of them is written.
    [[nodiscard]] Json payload() const;
    /// Paths whose value at the target is the agreed one once payload() was written; of the others the
    /// target's change has yet to travel to the source.
    [[nodiscard]] QStringList decided() const;
    /// Array of {path, base, source, target} of the contested fields.
    [[nodiscard]] Json contested() const;
    /// Hash of what both sides hold in the contested fields.
    [[nodiscard]] QByteArray fingerprint() const;

private:
    QList<FieldMerge> m_fields; // sorted by path
};

/// The field as \a held has it; none when it has none.
void takeField(Json *payload, const Json &held, const QString &path);

/// The target's side of what both agree on, after \a answer came from the target. \a base is what was agreed
/// on before, null when nothing was.
[[nodiscard]] Json agreedDocument(const Json &base, const Json &answer, const QStringList &decided);

} // namespace uds
