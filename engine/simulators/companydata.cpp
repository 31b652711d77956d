#include "engine/simulators/companydata.h"

#include <QFile>
#include <QtCore/qresource.h>

// Q_INIT_RESOURCE must stand outside of any namespace: the library is static.
static void initCompanyResources()
{
    Q_INIT_RESOURCE(companydata);
}

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Json shipped(const QString &name)
{
    QFile file(u":/company/"_s + name);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    Result<Json> document = isOpen ? Json::parse(file.readAll()) : Result<Json>(Json());
    Q_ASSERT(document.has_value());
    return document.value_or(Json());
}

QSet<QString> texts(const Json &list)
{
    QSet<QString> result;
    for (const Json &item : list.array())
        result.insert(item.string());
    return result;
}

QHash<QString, CompanyMembers> shippedMembers()
{
    QHash<QString, CompanyMembers> result;
    const Json document = shipped(u"members.json"_s);
    for (const JsonMember &entity : document.object())
        result.insert(entity.name, {texts(entity.value[u"members"]), texts(entity.value[u"queryable"])});
    return result;
}

void putObjects(CompanyStore &store, const Json &objects)
{
    for (const JsonMember &list : objects.object()) {
        for (const Json &object : list.value.array())
            store.put(list.name, object);
    }
}

void setIn(Json &preferences, const QString &group, const QString &name, const Json &value)
{
    Json members = preferences[group];
    members.set(name, value);
    preferences.set(group, members);
}

bool isAutomated(CompanyTax tax)
{
    return tax == CompanyTax::AutomatedHonoured || tax == CompanyTax::AutomatedIgnored
        || tax == CompanyTax::AutomatedCentOff;
}

Json withOptions(Json preferences, const CompanyOptions &options)
{
    setIn(preferences, u"SalesFormsPrefs"_s, u"CustomTxnNumbers"_s, options.customTxnNumbers);
    setIn(preferences, u"SalesFormsPrefs"_s, u"AllowShipping"_s, options.allowShipping);
    setIn(preferences, u"SalesFormsPrefs"_s, u"AllowDiscount"_s, options.allowDiscount);
    setIn(preferences, u"CurrencyPrefs"_s, u"MultiCurrencyEnabled"_s, options.multiCurrency);
    if (!options.homeCurrency.isEmpty())
        setIn(preferences, u"CurrencyPrefs"_s, u"HomeCurrency"_s,
            Json::object({{u"value"_s, options.homeCurrency}}));
    if (options.bookCloseDate.isValid())
        setIn(preferences, u"AccountingInfoPrefs"_s, u"BookCloseDate"_s,
            options.bookCloseDate.toString(Qt::ISODate));
    Json taxes = Json::object({{u"UsingSalesTax"_s, options.tax != CompanyTax::None}});
    if (options.tax != CompanyTax::Other)
        taxes.set(u"PartnerTaxEnabled"_s, isAutomated(options.tax));
    preferences.set(u"TaxPrefs"_s, taxes);
    return preferences;
}

} // namespace

CompanyStart companyStart(const CompanyOptions &options, CompanyStore &store)
{
    initCompanyResources();
    const Json american = shipped(u"company-us.json"_s);
    const Json british = options.tax == CompanyTax::Other ? shipped(u"company-gb.json"_s) : Json();
    const bool isAbroad = british.isObject();
    for (const JsonMember &list : american[u"objects"].object()) {
        const Json &objects = isAbroad && british[u"objects"].contains(list.name)
            ? british[u"objects"][list.name]
            : list.value;
        putObjects(store, Json::object({{list.name, objects}}));
    }
    const Json &country = isAbroad ? british : american;
    CompanyStart start;
    start.companyInfo = country[u"companyInfo"];
    start.preferences = withOptions(country[u"preferences"], options);
    start.members = shippedMembers();
    return start;
}

} // namespace uds
