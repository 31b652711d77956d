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
    QString probeKey; ///< look-up key after a lost answer
    QStringList lookUpKeys;
    QByteArray voidQuery; ///< query items of the void request; empty = cannot be voided
    bool voidIsSparse = false; ///< the void body says sparse:true
    bool hasActive = false; ///< list object: queries leave inactive ones out unless asked
    bool hasTotal = false;
    bool batchable = false;
};

/// Entities the connector knows; null for any other name.
[[nodiscard]] const QuickBooksEntity *quickBooksEntity(QStringView name);
[[nodiscard]] const QList<QuickBooksEntity> &quickBooksEntities();

} // namespace uds
