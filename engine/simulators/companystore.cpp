#include "engine/simulators/companystore.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kIndexedKeys
    = {u"DocNumber", u"DisplayName", u"Name", u"Sku", u"CustomerRef", u"PrimaryEmailAddr"};

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
    return type == "Payment"_L1 || salesTypes().contains(type);
}

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
        *existing = document;
    }
    index(table, document);
}

void CompanyStore::remove(const QString &type, const QString &id)
{
    Table &table = m_tables[type];
    const Json document = table.objects.take(id);
    unindex(table, document);
    table.order.removeOne(id);
    table.removed.insert(id);
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
