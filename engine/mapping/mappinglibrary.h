#pragma once

#include "engine/mapping/fieldowner.h"
#include "engine/mapping/mappedrecord.h"

#include <QHash>

#include <memory>

namespace uds {

class CompiledMapping;

/// Routes one source record: which documents it should lead to, and by which mapping. Data of a stream preset
/// (resources/presets/*.json), so that sync/ stays free of platform knowledge.
struct Route {
    enum class Action { Upsert, Void };
    QString purpose; ///< "document", "payment": names the link
    Action action = Action::Upsert;
    QString mapping; ///< name of the mapping document, for Upsert
    QStringList
        after; ///< purposes whose documents must exist first; "parent.document" = of the record's parent
    friend bool operator==(const Route &, const Route &) = default;
};

struct RoutedRecord {
    QList<Route> routes; ///< in dependency order
    QString excludedBecause; ///< translated reason when there is no route
    friend bool operator==(const RoutedRecord &, const RoutedRecord &) = default;
};

/// The compiled preset of one stream: routes and the mappings they name. Immutable; shared by value.
class MappingLibrary {
public:
    /// Compiles the shipped preset \a name with mapping documents from resources; \a overrides holds
    /// published documents by mapping name that replace shipped ones. ErrorKind::Configuration with path and
    /// reason when anything is invalid.
    [[nodiscard]] static Result<MappingLibrary> load(const QString &preset, const Json &overrides = {});
    /// Names of all shipped presets.
    [[nodiscard]] static QStringList presets();

    [[nodiscard]] QString title() const;
    [[nodiscard]] QString sourceConnector() const;
    [[nodiscard]] QString sourceEntity() const;
    [[nodiscard]] QString targetConnector() const;
    /// Stream settings with their default values.
    [[nodiscard]] Json defaultSettings() const;

    /// Hash of the preset and of all its mapping documents: equal libraries map every record alike.
    [[nodiscard]] QByteArray fingerprint() const;

    /// Entities of the target that records of this purpose may become: "Invoice", "SalesReceipt".
    [[nodiscard]] QStringList targetEntities(const QString &purpose) const;

    /// Of the fields of a mapping that have an owner of their own, by target path.
    [[nodiscard]] QHash<QString, FieldOwner> fieldOwners(const QString &mapping) const;

    /// Kind of the record that this stream's records belong to, as refunds to an order; empty when to none.
    [[nodiscard]] QString parentEntity() const;
    /// Id of the record that this one belongs to.
    [[nodiscard]] QString parentId(const Json &record) const;

    /// What is at stake with a record, as the source says it; nothing when its kind has no total.
    struct Stake {
        Decimal total;
        QString currency;
    };
    [[nodiscard]] std::optional<Stake> stake(const Json &record) const;

    [[nodiscard]] RoutedRecord route(const Json &record, const MappingContext &context) const;
    /// ErrorKind::Validation with field, reason and hint when the record cannot become a valid document,
    /// above all when the document's total would differ from the record's ("money.mismatch").
    [[nodiscard]] Result<MappedRecord> map(
        const QString &mapping, const Json &record, const MappingContext &context) const;

    MappingLibrary(const MappingLibrary &);
    MappingLibrary(MappingLibrary &&) noexcept;
    MappingLibrary &operator=(const MappingLibrary &);
    MappingLibrary &operator=(MappingLibrary &&) noexcept;
    ~MappingLibrary();

private:
    struct Parts;
    explicit MappingLibrary(std::shared_ptr<const Parts> parts);
    std::shared_ptr<const Parts> m_parts; // immutable after load: shared between workers
};

} // namespace uds
