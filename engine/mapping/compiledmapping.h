#pragma once

#include "engine/mapping/fieldowner.h"
#include "engine/mapping/moneyproof.h"

namespace uds {

/// A mapping document as a program that runs once per record. Immutable: workers share it.
class CompiledMapping {
public:
    struct Catalogues {
        const FieldCatalogue &source;
        const FieldCatalogue &target;
    };
    /// Everything the document says is checked here: fields exist and are writable, types fit, transforms,
    /// variables, settings and sentences are known, required target fields are mapped.
    /// ErrorKind::Configuration with path and reason.
    [[nodiscard]] static Result<CompiledMapping> compile(const MappingDocument &document,
        const Catalogues &catalogues, const Json &defaultSettings,
        const CompileEnvironment::Finder &findMapping);

    [[nodiscard]] Result<MappedRecord> map(const Json &record, const MappingContext &context) const;
    [[nodiscard]] bool canBeReferred() const { return m_reference.has_value(); }
    /// The record or list element of \a scope as a reference, without its path. Notes go to \a notes.
    [[nodiscard]] Result<Reference> refer(const EvaluationScope &scope, MappingNotes &notes) const;

    [[nodiscard]] QString targetEntity() const { return m_entity; }
    /// Of fields that have an owner of their own, by target path.
    [[nodiscard]] const QHash<QString, FieldOwner> &owners() const { return m_owners; }

private:
    struct Key {
        QString key;
        Expression expression;
        Condition when;
    };
    struct TargetList {
        QString name;
        bool required = false;
        int maxItems = 0;
        friend bool operator==(const TargetList &, const TargetList &) = default;
    };
    struct ReferenceProgram {
        Expression identity;
        QList<Key> keys;
        QList<Expression> alternativeNames;
        Expression label;
        bool mustExist = false;
    };
    [[nodiscard]] Result<ReferenceProgram> compileReference(
        const ReferenceRule &rule, const CompileEnvironment &environment) const;
    [[nodiscard]] Result<void> compileLists(
        const MappingDocument &document, const CompileEnvironment &environment);
    [[nodiscard]] Result<void> checkRequired(const CompileEnvironment &environment) const;
    [[nodiscard]] Result<JsonArray> buildList(
        const TargetList &target, const EvaluationScope &scope, MappingOutput &output) const;
    [[nodiscard]] Result<void> fillLists(
        MappedRecord &mapped, const EvaluationScope &scope, MappingOutput &output) const;
    /// Names of the record of \a scope, whose variables are computed.
    [[nodiscard]] Result<Reference> named(const EvaluationScope &scope) const;
    [[nodiscard]] QList<NaturalKey> keysOf(const EvaluationScope &scope) const;
    [[nodiscard]] QStringList alternativeNamesOf(
        const EvaluationScope &scope, const QList<NaturalKey> &keys) const;

    [[nodiscard]] Result<void> takeOwners(
        const QList<FieldRule> &fields, const CompileEnvironment &environment);

    QString m_entity;
    QHash<QString, FieldOwner> m_owners;
    BlockProgram m_block;
    QList<ListProgram> m_lists;
    QList<TargetList> m_targetLists; ///< each once, in order
    std::optional<MoneyProof> m_money;
    std::optional<ReferenceProgram> m_reference;
    JsonPath m_number;
};

} // namespace uds
