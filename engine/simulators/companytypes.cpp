#include "engine/simulators/companytypes.h"

#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

QString companyTypeNamed(const QString &name)
{
    static const QHash<QString, QString> types = [] {
        QHash<QString, QString> result;
        for (const QString &type : {u"Customer"_s, u"Vendor"_s, u"Item"_s, u"Invoice"_s, u"SalesReceipt"_s,
                 u"Payment"_s, u"CreditMemo"_s, u"RefundReceipt"_s, u"Bill"_s, u"Purchase"_s,
                 u"VendorCredit"_s, u"Employee"_s, u"Account"_s, u"TaxCode"_s, u"TaxRate"_s,
                 u"PaymentMethod"_s, u"Term"_s, u"Class"_s, u"Department"_s})
            result.insert(type.toLower(), type);
        return result;
    }();
    return types.value(name.toLower());
}

} // namespace uds
