#include "engine/simulators/companystore.h"

#include <algorithm>
#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kIndexedKeys
    = {u"DocNumber", u"DisplayName", u"Name", u"Sku", u"CustomerRef", u"VendorRef", u"PrimaryEmailAddr"};

const QStringList &namedTypes()
{
    static const QStringList types = {u"Customer"_s, u"Vendor"_s, u"Employee"_s};
    return types;
}

const QStringList &salesTypes()
{
    static const QStringList types = {u"Invoice"_s, u"SalesReceipt"_s, u"CreditMemo"_s, u"RefundReceipt"_s};
    return types;
}

bool isTransaction(const QString &type)
{
    static const QSet<QString> others
        = {u"Payment"_s, u"Bill"_s, u"Purchase"_s, u"VendorCredit"_s, u"Deposit"_s};
    return others.contains(type) || salesTypes().contains(type);
}

/// Whose balance a document changes, by which member's amount, and which way.
struct BalanceRule {
    QStringView type;
    QStringView partner;
    QStringView partnerRef;
    QStringView amount;
    int sign;
};

constexpr std::array kBalanceRules = {
    BalanceRule{u"Invoice", u"Customer", u"CustomerRef", u"Balance", 1},
    BalanceRule{u"CreditMemo", u"Customer", u"CustomerRef", u"Balance", -1},
    BalanceRule{u"Payment", u"Customer", u"CustomerRef", u"UnappliedAmt", -1},
    BalanceRule{u"Bill", u"Vendor", u"VendorRef", u"Balance", 1},
    BalanceRule{u"VendorCredit", u"Vendor", u"VendorRef", u"Balance", -1},
};

QString folded(const QString &value)
{
    return value.trimmed().toCaseFolded();
}

} // namespace

QString companyKeyText(const Json &document, QStringView key)
{
    const Json &member = document[key];
    if (!member.isObject())
        return member.scalarText();
    return key == u"PrimaryEmailAddr" ? member[u"Address"].string() : member[u"value"].scalarText();
}

const Json *CompanyStore::find(const QString &type, const QString &id) const
{
    const auto table = m_tables.constFind(type);
    if (table == m_tables.constEnd())
        return nullptr;
    const auto object = table->objects.constFind(id);
    return object == table->objects.constEnd() ? nullptr : &*object;
}

void CompanyStore::put(const QString &type, const Json &document)
{
    Table &table = m_tables[type];
    const QString id = document[u"Id"].scalarText();
    const auto existing = table.objects.find(id);
    if (existing == table.objects.end()) {
        table.order.append(id);
        table.objects.insert(id, document);
    } else {
        unindex(table, *existing);
        count(type, *existing, -1);
        *existing = document;
    }
    index(table, document);
    count(type, document, 1);
}

void CompanyStore::remove(const QString &type, const QString &id, const QString &changeText)
{
    Table &table = m_tables[type];
    const Json document = table.objects.take(id);
    unindex(table, document);
    count(type, document, -1);
    table.order.removeOne(id);
    table.removed.insert(id);
    table.removals.append({id, changeText});
}

QList<std::pair<QString, QString>> CompanyStore::removed(const QString &type) const
{
    return m_tables.value(type).removals;
}

bool CompanyStore::wasRemoved(const QString &type, const QString &id) const
{
    return m_tables.value(type).removed.contains(id);
}

QString CompanyStore::nextId(const QString &type)
{
    qint64 &counter = isTransaction(type) ? m_lastTransaction : m_lastListId;
    return QString::number(++counter);
}

const QStringList &CompanyStore::ids(const QString &type) const
{
    static const QStringList none;
    const auto table = m_tables.constFind(type);
    return table == m_tables.constEnd() ? none : table->order;
}

bool CompanyStore::isIndexed(QStringView key)
{
    return std::ranges::any_of(kIndexedKeys, [key](QStringView known) { return known == key; });
}

QStringList CompanyStore::holders(const QString &type, const QString &key, const QString &value) const
{
    const auto table = m_tables.constFind(type);
    if (table == m_tables.constEnd())
        return {};
    const auto values = table->indexes.constFind(key);
    return values == table->indexes.constEnd() ? QStringList() : values->value(folded(value));
}

std::optional<CompanyStore::Holder> CompanyStore::nameHolder(const QString &displayName) const
{
    return holderAmong(namedTypes(), u"DisplayName"_s, displayName);
}

std::optional<CompanyStore::Holder> CompanyStore::numberHolder(const QString &docNumber) const
{
    return holderAmong(salesTypes(), u"DocNumber"_s, docNumber);
}

std::optional<CompanyStore::Holder> CompanyStore::holderAmong(
    const QStringList &types, const QString &key, const QString &value) const
{
    for (const QString &type : types) {
        const QStringList ids = holders(type, key, value);
        if (!ids.isEmpty())
            return Holder{type, ids.first()};
    }
    return std::nullopt;
}

Decimal CompanyStore::openBalance(const QString &type, const QString &id) const
{
    return m_openBalances.value(type + u' ' + id);
}

Json CompanyStore::shown(const QString &type, const Json &object) const
{
    const bool isPerson = type == "Customer"_L1 || type == "Vendor"_L1;
    const Decimal open = isPerson ? openBalance(type, object[u"Id"].scalarText()) : Decimal();
    if (open.isZero())
        return object;
    Json result = object;
    result.set(u"Balance"_s, open);
    return result;
}

void CompanyStore::count(const QString &type, const Json &document, int sign)
{
    const auto rule = std::ranges::find(kBalanceRules, QStringView(type), &BalanceRule::type);
    if (rule == kBalanceRules.end())
        return;
    const QString partner = document[rule->partnerRef][u"value"].scalarText();
    const Decimal amount = document[rule->amount].decimal().value_or(Decimal());
    if (!partner.isEmpty() && !amount.isZero())
        m_openBalances[rule->partner.toString() + u' ' + partner] += amount * Decimal(rule->sign * sign);
}

void CompanyStore::index(Table &table, const Json &document)
{
    for (const QStringView key : kIndexedKeys) {
        const QString value = folded(companyKeyText(document, key));
        if (!value.isEmpty())
            table.indexes[key.toString()][value].append(document[u"Id"].scalarText());
    }
}

void CompanyStore::unindex(Table &table, const Json &document)
{
    for (const QStringView key : kIndexedKeys) {
        const QString value = folded(companyKeyText(document, key));
        if (value.isEmpty())
            continue;
        QHash<QString, QStringList> &values = table.indexes[key.toString()];
        values[value].removeOne(document[u"Id"].scalarText());
        if (values[value].isEmpty())
            values.remove(value);
    }
}

} // namespace uds
