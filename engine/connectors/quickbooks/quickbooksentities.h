#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace uds {

/// What the connector must know about one QuickBooks entity, in one place.
struct QuickBooksEntity {
    QString name; ///< "SalesReceipt": the type name in bodies and queries; its lower case is the path segment
    QString noteMember; ///< private text member that may carry our marker; empty where there is none
    int noteLimit = 0; ///< characters the note may hold
    QString numberMember; ///< what people call it: DocNumber, DisplayName, Name
    QStringList probeKeys; ///< look-up keys after a lost answer; the first that the payload has counts
    QStringList lookUpKeys;
    QByteArray voidQuery; ///< query items of the void request; empty = cannot be voided, or is a list object
    bool voidIsSparse = false; ///< the void body says sparse:true
    bool hasActive
        = false; ///< list object: queries leave inactive ones out unless asked; Void inactivates it
    bool hasTotal = false;
    bool hasCustomFields = false; ///< up to three texts in CustomField
    bool batchable = false; ///< false for everything that moves money or gives credit by itself
    [[nodiscard]] bool isVoidable() const { return hasActive || !voidQuery.isEmpty(); }
};

/// Entities the connector knows; null for any other name.
[[nodiscard]] const QuickBooksEntity *quickBooksEntity(QStringView name);
[[nodiscard]] const QList<QuickBooksEntity> &quickBooksEntities();

} // namespace uds
