#include "engine/mapping/mappingdocument.h"
#include "engine/mapping/mappingresources.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// Items of the books as prices and quantities of the shop, and mapping documents whose records must exist.
class TestItemGoods : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStockItemGivesPriceAndQuantity();
    void itemsThatGiveNothingAreLeftOut_data();
    void itemsThatGiveNothingAreLeftOut();
    void eachSettingTakesItsPart_data();
    void eachSettingTakesItsPart();
    void whatMustExistIsNeverToBeMade();
    void mustExistSurvivesARoundTrip();
    void mustExistIsChecked_data();
    void mustExistIsChecked();
};

namespace {

const QString kPreset = u"quickbooks-items-to-woo"_s;
const QString kMapping = u"item-to-goods"_s;

Json item()
{
    return test::parsed(R"({"Id": "33", "Name": "Mug", "Sku": " MUG-1 ", "Type": "Inventory", "Active": true,
        "UnitPrice": 12.50, "TrackQtyOnHand": true, "QtyOnHand": 7.5})");
}

MappingContext context(const Json &settings, const QString &shopCurrency = u"USD"_s)
{
    MappingContext made;
    made.settings = test::loadedPreset(kPreset).defaultSettings();
    for (const JsonMember &setting : settings.object())
        made.settings.set(setting.name, setting.value);
    made.sourceFacts = Json::object({{u"homeCurrency"_s, u"USD"_s}});
    made.targetFacts = Json::object({{u"currency"_s, shopCurrency}});
    return made;
}

MappedRecord mapped(const Json &settings, const QString &shopCurrency = u"USD"_s)
{
    const auto made = test::loadedPreset(kPreset).map(kMapping, item(), context(settings, shopCurrency));
    if (!made)
        qFatal("%s", qPrintable(made.error().message));
    return *made;
}

Json shipped()
{
    return *loadMappingResource(u"mappings/"_s + kMapping);
}

} // namespace

void TestItemGoods::aStockItemGivesPriceAndQuantity()
{
    const MappedRecord goods = mapped(Json::object({}));
    QCOMPARE(goods.entity, u"goods"_s);
    QCOMPARE(goods.payload.object().size(), 2);
    QCOMPARE(goods.payload[u"regular_price"].scalarText(), u"12.50"_s);
    QCOMPARE(goods.payload[u"stock_quantity"].scalarText(), u"7"_s); // never more than there is
    QCOMPARE(goods.notes.size(), 1);
    QCOMPARE(goods.number, u"MUG-1"_s);
}

void TestItemGoods::itemsThatGiveNothingAreLeftOut_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<Json>("value");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<bool>("flows");
    const QString dollars = u"USD"_s;
    QTest::newRow("as it is") << u"Name"_s << Json(u"Mug"_s) << dollars << true;
    QTest::newRow("inactive") << u"Active"_s << Json(false) << dollars << false;
    QTest::newRow("a category") << u"Type"_s << Json(u"Category"_s) << dollars << false;
    QTest::newRow("a bundle") << u"Type"_s << Json(u"Group"_s) << dollars << false;
    QTest::newRow("blank SKU") << u"Sku"_s << Json(u"  "_s) << dollars << false;
    QTest::newRow("no price, but a quantity") << u"UnitPrice"_s << Json(0) << dollars << true;
    QTest::newRow("a service") << u"Type"_s << Json(u"Service"_s) << dollars << true;
    QTest::newRow("a quantity is no matter of currency") << u"Name"_s << Json(u"Mug"_s) << u"EUR"_s << true;
    QTest::newRow("a service in another currency") << u"Type"_s << Json(u"Service"_s) << u"EUR"_s << false;
}

void TestItemGoods::itemsThatGiveNothingAreLeftOut()
{
    QFETCH(QString, path);
    QFETCH(Json, value);
    QFETCH(QString, currency);
    const RoutedRecord routed = test::loadedPreset(kPreset).route(
        test::with(item(), path, value), context(Json::object({}), currency));
    QTEST(!routed.routes.isEmpty(), "flows");
    QCOMPARE(routed.routes.isEmpty(), !routed.excludedBecause.isEmpty());
}

void TestItemGoods::eachSettingTakesItsPart_data()
{
    QTest::addColumn<Json>("settings");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<QStringList>("members");
    const QString price = u"regular_price"_s;
    const QString stock = u"stock_quantity"_s;
    QTest::newRow("prices off") << Json::object({{u"prices"_s, false}}) << u"USD"_s << QStringList{stock};
    QTest::newRow("quantities off") << Json::object({{u"quantities"_s, false}}) << u"USD"_s
                                    << QStringList{price};
    QTest::newRow("stock turned on") << Json::object({{u"switch_on_stock"_s, true}}) << u"USD"_s
                                     << QStringList{price, u"manage_stock"_s, stock};
    QTest::newRow("another currency") << Json::object({}) << u"EUR"_s << QStringList{stock};
}

void TestItemGoods::eachSettingTakesItsPart()
{
    QFETCH(Json, settings);
    QFETCH(QString, currency);
    QStringList members;
    const auto record = mapped(settings, currency);
    for (const JsonMember &member : record.payload.object())
        members.append(member.name);
    QTEST(members, "members");
}

void TestItemGoods::whatMustExistIsNeverToBeMade()
{
    const MappedRecord goods = mapped(Json::object({}));
    QVERIFY(goods.self && !goods.self->create);
    QCOMPARE(goods.self->identity, u"Item:33"_s);
    QCOMPARE(goods.self->keys, (QList<NaturalKey>{{u"sku"_s, u"MUG-1"_s}}));
}

void TestItemGoods::mustExistSurvivesARoundTrip()
{
    const auto first = MappingDocument::parse(shipped());
    QVERIFY(first && first->reference->mustExist);
    const auto second = MappingDocument::parse(first->toJson());
    QVERIFY(second && second->reference->mustExist);
    QVERIFY(!MappingDocument::parse(*loadMappingResource(u"mappings/product-to-item"_s))
                 ->toJson()[u"reference"]
                 .contains(u"mustExist"));
}

void TestItemGoods::mustExistIsChecked_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<Json>("value");
    QTest::addColumn<QString>("place");
    QTest::newRow("no key to find it by") << u"keys"_s << Json::array({}) << u"mustExist"_s;
    QTest::newRow("other names, though it is never made")
        << u"alternativeNames"_s << Json::array({Json::object({{u"from"_s, u"Name"_s}})}) << u"mustExist"_s;
    QTest::newRow("neither true nor false") << u"mustExist"_s << Json(u"perhaps"_s) << u"mustExist"_s;
}

void TestItemGoods::mustExistIsChecked()
{
    QFETCH(QString, member);
    QFETCH(Json, value);
    QFETCH(QString, place);
    Json document = shipped();
    Json reference = document[u"reference"];
    reference.set(member, value);
    document.set(u"reference"_s, reference);
    const auto library = MappingLibrary::load(kPreset, Json::object({{kMapping, document}}));
    QVERIFY(!library);
    QCOMPARE(library.error().code, u"mapping.invalid"_s);
    QVERIFY2(library.error().message.contains(place), qPrintable(library.error().message));
}

QTEST_GUILESS_MAIN(TestItemGoods)
#include "tst_itemgoods.moc"
