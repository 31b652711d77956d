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
    /// \a changeText is the time of the deletion as MetaData spells it.
    void remove(const QString &type, const QString &id, const QString &changeText);
    [[nodiscard]] bool wasRemoved(const QString &type, const QString &id) const;
    /// Deleted ids with their times, in the order of deletion.
    [[nodiscard]] QList<std::pair<QString, QString>> removed(const QString &type) const;
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
    /// What a customer owes, or a vendor is owed, by all open documents.
    [[nodiscard]] Decimal openBalance(const QString &type, const QString &id) const;
    /// \a object as the company shows it: people with their open balance.
    [[nodiscard]] Json shown(const QString &type, const Json &object) const;
    /// Puts a transaction on a bank deposit: it can no longer be changed.
    void deposit(const QString &type, const QString &id) { m_deposited.insert(type + u' ' + id); }
    [[nodiscard]] bool isDeposited(const QString &type, const QString &id) const
    {
        return m_deposited.contains(type + u' ' + id);
    }

private:
    struct Table {
        QHash<QString, Json> objects;
        QStringList order;
        QHash<QString, QHash<QString, QStringList>> indexes; ///< by key, then by folded value
        QSet<QString> removed;
        QList<std::pair<QString, QString>> removals;
    };

    [[nodiscard]] std::optional<Holder> holderAmong(
        const QStringList &types, const QString &key, const QString &value) const;
    static void index(Table &table, const Json &document);
    static void unindex(Table &table, const Json &document);
    /// Adds what the document leaves open to the balance of its customer or vendor, \a sign times.
    void count(const QString &type, const Json &document, int sign);

    QHash<QString, Table> m_tables;
    QHash<QString, Decimal> m_openBalances; ///< by "Customer 58"
    QSet<QString> m_deposited;
    qint64 m_lastTransaction = 1000;
    qint64 m_lastListId = 100;
};

/// Text of a member as queries compare it: of an address the Address, of a reference the value.
[[nodiscard]] QString companyKeyText(const Json &document, QStringView key);

} // namespace uds
