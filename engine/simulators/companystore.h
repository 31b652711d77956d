#pragma once

#include "engine/core/json.h"

#include <QHash>
#include <QSet>
#include <QStringList>

namespace uds {

/// The company's objects by type and id, with indexes over the members that rules and queries look for.
class CompanyStore {
public:
    struct Holder {
        QString type;
        QString id;
    };

    /// The object, or null. Valid until the store changes.
    [[nodiscard]] const Json *find(const QString &type, const QString &id) const;
    /// Inserts or replaces; the document carries its Id.
    void put(const QString &type, const Json &document);
    void remove(const QString &type, const QString &id);
    [[nodiscard]] bool wasRemoved(const QString &type, const QString &id) const;
    /// A number no object of the type has. Transactions share one counter.
    [[nodiscard]] QString nextId(const QString &type);

    /// Ids in the order of creation.
    [[nodiscard]] const QStringList &ids(const QString &type) const;
    [[nodiscard]] static bool isIndexed(QStringView key);
    /// Ids of objects whose \a key has the value, case and outer blanks apart.
    [[nodiscard]] QStringList holders(const QString &type, const QString &key, const QString &value) const;
    /// Customer, vendor or employee with that display name.
    [[nodiscard]] std::optional<Holder> nameHolder(const QString &displayName) const;
    /// Sales document of any kind with that number.
    [[nodiscard]] std::optional<Holder> numberHolder(const QString &docNumber) const;

private:
    struct Table {
        QHash<QString, Json> objects;
        QStringList order;
        QHash<QString, QHash<QString, QStringList>> indexes; ///< by key, then by folded value
        QSet<QString> removed;
    };

    [[nodiscard]] std::optional<Holder> holderAmong(
        const QStringList &types, const QString &key, const QString &value) const;
    static void index(Table &table, const Json &document);
    static void unindex(Table &table, const Json &document);

    QHash<QString, Table> m_tables;
    qint64 m_lastTransaction = 1000;
    qint64 m_lastListId = 100;
};

/// Text of a member as queries compare it: of an address the Address, of a reference the value.
[[nodiscard]] QString companyKeyText(const Json &document, QStringView key);

} // namespace uds
