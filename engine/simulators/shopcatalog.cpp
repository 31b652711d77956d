#include "engine/simulators/shopcatalog.h"

#include "engine/simulators/seededrandom.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<ShopPlace, 6> kPlaces{{
    {"Los Angeles", "CA", "90001",
        {{1, "US-CA-CA TAX-1", "CA Tax", 7250}, {2, "US-CA-LA DISTRICT-2", "LA District", 2250}}},
    {"Austin", "TX", "73301", {{3, "US-TX-TX TAX-1", "TX Tax", 6250}, {4, "US-TX-AUSTIN-2", "Austin", 2000}}},
    {"New York", "NY", "10001", {{5, "US-NY-NY TAX-1", "NY Tax", 8875}, {}}},
    {"Seattle", "WA", "98101", {{6, "US-WA-WA TAX-1", "WA Tax", 10350}, {}}},
    {"Portland", "OR", "97201", {}},
    {"Denver", "CO", "80201", {{7, "US-CO-CO TAX-1", "CO Tax", 2900}, {}}},
}};

constexpr std::array kFirstNames{u"Anna", u"Ben", u"Chloé", u"David", u"Elena", u"Farid", u"Grace", u"Hiro",
    u"Ingrid", u"Jürgen", u"Kofi", u"Lucía", u"Mei", u"Noah", u"Olga", u"Priya"};
constexpr std::array kLastNames{u"Example", u"Sample", u"O'Testa", u"Muster", u"Fiction", u"Nobody",
    u"Placeholder", u"Specimen", u"Prøve", u"von Beispiel", u"Demo"};
constexpr std::array kMaterials{
    u"Steel", u"Oak", u"Cotton", u"Copper", u"Glass", u"Leather", u"Bamboo", u"Wool"};
constexpr std::array kThings{u"Bolt M8", u"Shelf", u"T-Shirt", u"Kettle", u"Lamp", u"Notebook", u"Chair",
    u"Blanket", u"Hinge", u"Tray", u"Mug"};

template <typename List>
QString picked(const List &list, quint64 number)
{
    return QStringView(list[number % list.size()]).toString();
}

QString padded(int number, int width)
{
    return QString::number(number).rightJustified(width, u'0');
}

Json address(const Person &person)
{
    return Json::object({{u"first_name"_s, person.firstName}, {u"last_name"_s, person.lastName},
        {u"company"_s, person.company}, {u"address_1"_s, person.street}, {u"address_2"_s, QString(u""_s)},
        {u"city"_s, QString::fromLatin1(person.place->city)},
        {u"state"_s, QString::fromLatin1(person.place->state)},
        {u"postcode"_s, QString::fromLatin1(person.place->postcode)}, {u"country"_s, u"US"_s}});
}

} // namespace

Person inventedPerson(int index, const char *mailbox)
{
    SeededRandom random(quint64(index) * 0x9e3779b97f4a7c15ULL + quint64(mailbox[0]));
    Person person;
    person.firstName = picked(kFirstNames, random.next());
    person.lastName = picked(kLastNames, random.next());
    if (random.chance(15))
        person.company = picked(kLastNames, random.next()) + u" Trading LLC"_s;
    person.street = QString::number(100 + random.below(9000)) + u" Fiction Blvd"_s;
    person.email = QLatin1StringView(mailbox) + padded(index, 5) + u"@example.com"_s;
    person.place = &kPlaces[random.below(kPlaces.size())];
    return person;
}

InventedProduct inventedProduct(int index)
{
    SeededRandom random(quint64(index) * 0xd1342543de82ef95ULL + 17);
    InventedProduct product;
    product.name = picked(kMaterials, random.next()) + u' ' + picked(kThings, random.next());
    product.name += u" No. "_s + QString::number(index + 1);
    product.sku = u"GEN-"_s + padded(index + 1, 4);
    product.price = Decimal(qint64(125 + random.below(24000))).dividedBy(Decimal(100), 2);
    return product;
}

Json billingAddress(const Person &person)
{
    Json billing = address(person);
    billing.set(u"email"_s, person.email);
    billing.set(u"phone"_s, QString(u"+1 555 0100"_s));
    return billing;
}

Json shippingAddress(const Person &person)
{
    Json shipping = address(person);
    shipping.set(u"phone"_s, QString(u""_s));
    return shipping;
}

} // namespace uds
