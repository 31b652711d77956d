#include "engine/connectors/woocommerce/woocommerceentities.h"
#include "engine/mapping/fieldcatalogue.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

/// Each entity of a shop has a list of its fields for the mapping screens.
class WooCataloguesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEntityHasItsFields_data()
    {
        QTest::addColumn<QString>("entity");
        for (const WooEntity &entity : wooEntities())
            QTest::newRow(qPrintable(entity.name)) << entity.name;
    }
    void everyEntityHasItsFields()
    {
        QFETCH(const QString, entity);
        const auto catalogue = FieldCatalogue::load(u"woocommerce"_s, entity);
        QVERIFY2(catalogue.has_value(), catalogue ? "" : qPrintable(catalogue.error().message));
        QVERIFY(catalogue->find(u"id"_s));
    }

    void whatIsWrittenIsKnown_data()
    {
        QTest::addColumn<QString>("entity");
        QTest::addColumn<QString>("path");
        QTest::newRow("stock of a product") << u"product"_s << u"stock_quantity"_s;
        QTest::newRow("stock of a variation") << u"variation"_s << u"stock_quantity"_s;
        QTest::newRow("price of a variation") << u"variation"_s << u"regular_price"_s;
        QTest::newRow("order of a refund") << u"refund"_s << u"parent_id"_s;
        QTest::newRow("amount of a refund") << u"refund"_s << u"amount"_s;
        QTest::newRow("code of a coupon") << u"coupon"_s << u"code"_s;
        QTest::newRow("rate of a tax") << u"tax"_s << u"rate"_s;
        QTest::newRow("address of a customer") << u"customer"_s << u"email"_s;
    }
    void whatIsWrittenIsKnown()
    {
        QFETCH(const QString, entity);
        QFETCH(const QString, path);
        const auto catalogue = FieldCatalogue::load(u"woocommerce"_s, entity);
        QVERIFY(catalogue.has_value() && catalogue->find(path));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooCataloguesTest)
#include "tst_woocatalogues.moc"
