#pragma once

#include "engine/core/json.h"

#include <QStringList>

namespace uds {

/// A value computed once per record (or per list element) and used by name: "$vars.docNumber".
struct VariableRule {
    QString name;
    Json expression;
    friend bool operator==(const VariableRule &, const VariableRule &) = default;
};

/// Refuses a record with a sentence (sentences.h) when its condition holds.
struct CheckRule {
    Json when;
    QString code;
    QStringList arguments; ///< source paths
    QString field; ///< source field at fault
    friend bool operator==(const CheckRule &, const CheckRule &) = default;
};

/// One target field.
struct FieldRule {
    QString to;
    Json expression;
    Json when;
    QString reference; ///< name of the mapping document that names or creates the referenced record
    QString of; ///< source path of the record that `reference` maps; empty = the one being mapped
    QString note; ///< sentence shown when the field was written
    bool required = false;
    QString owner; ///< "source", "target" or "newest": fieldowner.h; empty = the stream's rule
    QString missing; ///< sentence when a required value is absent; empty = the general one
    QStringList missingArguments; ///< source paths
    friend bool operator==(const FieldRule &, const FieldRule &) = default;
};

/// Adds one element per element of `from` (or a single one when `from` is empty) to a target list. Several
/// rules for one target list append in their order.
struct ListRule {
    QString to;
    QString from;
    Json when;
    QList<VariableRule> variables;
    QList<CheckRule> checks;
    QList<FieldRule> fields;
    friend bool operator==(const ListRule &, const ListRule &) = default;
};

/// How the target computes a document's total, so that it can be proven equal to the source's total before it
/// is sent.
struct MoneyRule {
    QString total; ///< source path
    QString currency; ///< source path
    QString list; ///< target list of amounts; empty = `assertedTotal` alone
    QString amount;
    QString kind; ///< member of a list element that tells what it is
    QString subtracted; ///< the kind whose amounts are subtracted
    QStringList added; ///< target fields outside of the list
    QStringList dependent; ///< members of a list element that go when its amount is adjusted by rounding
    QString note; ///< sentence for a booked difference; empty = that of a rounding difference
    QString limit; ///< source path of the largest rounding difference that may be booked
    std::optional<ListRule> surplus; ///< element for a positive difference; its source is {"amount"}
    std::optional<ListRule> shortfall; ///< the same for a negative one
    friend bool operator==(const MoneyRule &, const MoneyRule &) = default;
};

struct KeyRule {
    QString key;
    Json expression;
    Json when;
    friend bool operator==(const KeyRule &, const KeyRule &) = default;
};

/// How records made by this document are named when another document refers to them.
struct ReferenceRule {
    Json identity;
    QList<KeyRule> keys;
    QList<Json> alternativeNames;
    Json label;
    /// Found by its keys or refused, never made: for records that are only brought up to date.
    bool mustExist = false;
    friend bool operator==(const ReferenceRule &, const ReferenceRule &) = default;
};

/// A mapping document as it is stored, exported and edited; meaning is checked when it is compiled.
struct MappingDocument {
    QString name;
    QString title;
    QString extends; ///< document whose rules come first
    QString sourceConnector;
    QString sourceEntity;
    QString sourceList; ///< "line_items[]" when the document maps an element of a list
    QStringList sourceExtras; ///< source fields beyond the catalogue: what plugins add
    QString targetConnector;
    QString targetEntity;
    QString number; ///< target path of what people look for
    QList<VariableRule> variables;
    QList<CheckRule> checks;
    QList<FieldRule> fields;
    QList<ListRule> lists;
    std::optional<MoneyRule> money;
    std::optional<ReferenceRule> reference;

    /// ErrorKind::Configuration with path and reason for anything that is not a mapping document.
    [[nodiscard]] static Result<MappingDocument> parse(const Json &json);
    [[nodiscard]] Json toJson() const;
    /// This document with the rules of \a base in front.
    [[nodiscard]] MappingDocument extending(const MappingDocument &base) const;
    friend bool operator==(const MappingDocument &, const MappingDocument &) = default;
};

} // namespace uds
