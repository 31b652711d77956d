#include "engine/simulators/companywriter.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Members the company sets, whatever a request says.
bool isOwnMember(const QString &name)
{
    static const QSet<QString> names
        = {u"Id"_s, u"SyncToken"_s, u"MetaData"_s, u"domain"_s, u"sparse"_s, u"status"_s};
    return names.contains(name);
}

Json metaData(const QString &created, const QString &changed)
{
    return Json::object({{u"CreateTime"_s, created}, {u"LastUpdatedTime"_s, changed}});
}

Json withOwnMembers(const QString &id, const QString &version, const Json &times, const Json &content)
{
    JsonObject members = {{u"domain"_s, u"QBO"_s}, {u"sparse"_s, false}, {u"Id"_s, id},
        {u"SyncToken"_s, version}, {u"MetaData"_s, times}};
    for (const JsonMember &member : content.object()) {
        if (!isOwnMember(member.name))
            members.append(member);
    }
    return members;
}

/// Empty text, object or reference clears a member in a sparse update.
bool isClearing(const Json &value)
{
    if (value.isString())
        return value.string().isEmpty();
    if (!value.isObject())
        return false;
    return value.object().isEmpty()
        || (value.object().size() == 1 && value[u"value"].isString() && value[u"value"].string().isEmpty());
}

Json merged(const Json &before, const Json &body)
{
    const bool isSparse = body[u"sparse"].boolean();
    Json result = isSparse ? before
                           : Json::object({{u"Id"_s, before[u"Id"]}, {u"LinkedTxn"_s, before[u"LinkedTxn"]}});
    if (!isSparse && !before.contains(u"LinkedTxn"))
        result.remove(u"LinkedTxn");
    for (const JsonMember &member : body.object()) {
        if (isOwnMember(member.name))
            continue;
        if (isClearing(member.value))
            result.remove(member.name);
        else
            result.set(member.name, member.value);
    }
    return result;
}

QString voidedNote(const QString &note)
{
    return note.isEmpty() ? u"Voided"_s : u"Voided - "_s + note;
}

Decimal amountOf(const Json &object, QStringView member)
{
    return object[member].decimal().value_or(Decimal());
}

/// Payments stay applied when the total of a document with an open balance changes. Receipts and refunds are
/// settled by themselves.
void keepApplied(const QString &type, const Json &before, Json &after)
{
    static const QSet<QString> open = {u"Invoice"_s, u"CreditMemo"_s, u"Bill"_s, u"VendorCredit"_s};
    if (!open.contains(type))
        return;
    const Decimal applied
        = amountOf(before, u"TotalAmt") - amountOf(before, u"Deposit") - amountOf(before, u"Balance");
    const Decimal balance = amountOf(after, u"Balance") - applied;
    after.set(u"Balance"_s, balance);
    if (after.contains(u"RemainingCredit"))
        after.set(u"RemainingCredit"_s, balance);
}

QString operationText(CompanyChange::Operation operation)
{
    switch (operation) {
    case CompanyChange::Operation::Create: return u"create"_s;
    case CompanyChange::Operation::Update: return u"update"_s;
    case CompanyChange::Operation::Void: return u"void"_s;
    case CompanyChange::Operation::Delete: return u"delete"_s;
    }
    return {};
}

bool isVoidable(const QString &type)
{
    return type == "Invoice"_L1 || type == "SalesReceipt"_L1 || type == "Payment"_L1;
}

} // namespace

CompanyWriter::CompanyWriter(const CompanyOptions &options, const CompanyStart &start, CompanyStore &store)
    : m_options(options)
    , m_store(store)
    , m_rules(options, start, store)
    , m_lists(start, store, m_rules)
    , m_sales(options, start, store, m_rules)
    , m_purchases(options, start, store, m_rules)
    , m_payments(start, store, m_rules)
    , m_stock(store)
{
}

bool CompanyWriter::isKnownType(const QString &type)
{
    return CompanyLists::isListObject(type) || CompanySales::isSalesDocument(type)
        || CompanyPurchases::isPurchaseDocument(type) || type == "Payment"_L1;
}

CompanyResult<Json> CompanyWriter::apply(const CompanyChange &change, const CompanyMoment &now)
{
    if (m_options.subscriptionEnded)
        return companyFault(u"6190"_s);
    if (!isKnownType(change.type))
        return companyFault(u"500"_s,
            u"Operation Operation could not find resource for entity %1 is not supported."_s.arg(
                change.type));
    if (!change.body.isObject())
        return companyFault(u"2010"_s, u"Request body is not an object"_s);
    switch (change.operation) {
    case CompanyChange::Operation::Create: return created(change, now);
    case CompanyChange::Operation::Update: return updated(change, now);
    case CompanyChange::Operation::Void: return voided(change, now);
    case CompanyChange::Operation::Delete: return deleted(change, now);
    }
    return companyFault(u"500"_s);
}

CompanyResult<Json> CompanyWriter::created(const CompanyChange &change, const CompanyMoment &now)
{
    if (const CompanyResult<> sound = m_rules.form(change.type, change.body); !sound)
        return tl::unexpected(sound.error());
    CompanyResult<Json> content = completed(change.type, change.body, now);
    if (!content)
        return content;
    if (const CompanyResult<> numbered = number(change, *content, {}); !numbered)
        return tl::unexpected(numbered.error());
    const Json document = withOwnMembers(
        m_store.nextId(change.type), u"0"_s, metaData(now.changeText, now.changeText), *content);
    keep(change.type, {}, document, now);
    record(change, document, now);
    return document;
}

CompanyResult<Json> CompanyWriter::updated(const CompanyChange &change, const CompanyMoment &now)
{
    CompanyResult<Json> before = current(change);
    if (!before)
        return before;
    if (const CompanyResult<> sound = m_rules.form(change.type, change.body); !sound)
        return tl::unexpected(sound.error());
    if (const CompanyResult<> sound = CompanyPurchases::sparseUpdate(change.type, change.body); !sound)
        return tl::unexpected(sound.error());
    CompanyResult<Json> content = recalculated(change, *before, merged(*before, change.body), now);
    if (!content)
        return content;
    const QString id = (*before)[u"Id"].scalarText();
    const Json touched = companyTouched(*before, now);
    const Json document = withOwnMembers(id, touched[u"SyncToken"].string(), touched[u"MetaData"], *content);
    keep(change.type, *before, document, now);
    record(change, document, now);
    return document;
}

void CompanyWriter::keep(const QString &type, const Json &before, const Json &after, const CompanyMoment &now)
{
    m_store.put(type, after);
    if (type == "Payment"_L1)
        m_payments.link(after, now);
    m_stock.move(type, before, after, now);
}

CompanyResult<Json> CompanyWriter::recalculated(
    const CompanyChange &change, const Json &before, const Json &merged, const CompanyMoment &now)
{
    const bool isPayment = change.type == "Payment"_L1;
    if (isPayment)
        m_payments.unlink(before, now);
    CompanyResult<Json> content = completed(change.type, merged, now);
    if (!content && isPayment)
        m_payments.link(before, now);
    if (!content)
        return content;
    if (const CompanyResult<> numbered = number(change, *content, before[u"Id"].scalarText()); !numbered)
        return tl::unexpected(numbered.error());
    if (!isPayment)
        keepApplied(change.type, before, *content);
    return content;
}

CompanyResult<Json> CompanyWriter::voided(const CompanyChange &change, const CompanyMoment &now)
{
    if (!isVoidable(change.type))
        return companyFault(u"500"_s, u"Operation void is not supported for %1."_s.arg(change.type));
    CompanyResult<Json> before = current(change);
    if (!before)
        return before;
    const QDate date = QDate::fromString((*before)[u"TxnDate"].string().left(10), Qt::ISODate);
    if (const CompanyResult<> open = m_rules.openBooks(date); !open)
        return tl::unexpected(open.error());
    Json document = companyTouched(*before, now);
    document.set(u"PrivateNote"_s, voidedNote(document[u"PrivateNote"].string()));
    if (change.type == "Payment"_L1) {
        m_payments.unlink(*before, now);
        document = CompanyPayments::voided(document);
    } else {
        m_payments.release(*before, now);
        document = CompanySales::voided(document);
        if (document.contains(u"LinkedTxn"))
            document.set(u"LinkedTxn"_s, JsonArray());
    }
    m_store.put(change.type, document);
    m_stock.move(change.type, *before, document, now);
    record(change, document, now);
    return document;
}

CompanyResult<Json> CompanyWriter::deleted(const CompanyChange &change, const CompanyMoment &now)
{
    if (CompanyLists::isListObject(change.type))
        return companyFault(u"500"_s, u"Operation delete is not supported for %1."_s.arg(change.type));
    CompanyResult<Json> before = current(change);
    if (!before)
        return before;
    if (!(*before)[u"LinkedTxn"].array().isEmpty())
        return companyFault(u"6000"_s,
            u"Business Validation Error: The transaction is linked to others and cannot be deleted."_s);
    const QString id = (*before)[u"Id"].scalarText();
    if (change.type == "Payment"_L1)
        m_payments.unlink(*before, now);
    m_store.remove(change.type, id, now.changeText);
    m_stock.move(change.type, *before, {}, now);
    record(change, *before, now);
    return Json::object({{u"domain"_s, u"QBO"_s}, {u"status"_s, u"Deleted"_s}, {u"Id"_s, id}});
}

CompanyResult<Json> CompanyWriter::current(const CompanyChange &change) const
{
    const QString id = change.body[u"Id"].scalarText();
    const QString version = change.body[u"SyncToken"].scalarText();
    if (id.isEmpty())
        return companyFault(u"2020"_s, u"Required parameter Id is missing in the request"_s, u"Id"_s);
    if (version.isEmpty())
        return companyFault(
            u"2020"_s, u"Required parameter SyncToken is missing in the request"_s, u"SyncToken"_s);
    const Json *object = m_store.find(change.type, id);
    if (!object)
        return companyFault(u"610"_s, u"Object Not Found : Another user has deleted this transaction."_s);
    if ((*object)[u"SyncToken"].scalarText() != version)
        return companyFault(u"5010"_s);
    if (const CompanyResult<> free = changeable(change.type, *object); !free)
        return tl::unexpected(free.error());
    return *object;
}

CompanyResult<> CompanyWriter::changeable(const QString &type, const Json &object) const
{
    return m_store.isDeposited(type, object[u"Id"].scalarText()) ? companyFault(u"6540"_s)
                                                                 : CompanyResult<>();
}

CompanyResult<Json> CompanyWriter::completed(const QString &type, Json object, const CompanyMoment &now) const
{
    if (CompanyLists::isListObject(type))
        return m_lists.completed(type, std::move(object));
    if (type == "Payment"_L1)
        return m_payments.completed(std::move(object), now);
    CompanyResult<Json> document = CompanyPurchases::isPurchaseDocument(type)
        ? m_purchases.completed(type, std::move(object), now)
        : m_sales.completed(type, std::move(object), now);
    if (!document)
        return document;
    const QDate start = m_stock.startOf(*document);
    const QDate date = QDate::fromString((*document)[u"TxnDate"].string().left(10), Qt::ISODate);
    if (start.isValid() && date < start)
        return companyFault(u"6270"_s, {}, u"TxnDate"_s);
    return document;
}

CompanyResult<> CompanyWriter::number(const CompanyChange &change, Json &document, const QString &ownId)
{
    if (!CompanySales::isSalesDocument(change.type))
        return {};
    const QString sent = document[u"DocNumber"].string();
    if (sent.isEmpty() && !m_options.customTxnNumbers)
        document.set(u"DocNumber"_s, QString::number(++m_lastNumber));
    return m_rules.docNumber(sent, ownId, change.mayRepeatNumber);
}

void CompanyWriter::record(const CompanyChange &change, const Json &document, const CompanyMoment &now)
{
    if (change.isByPerson)
        return;
    m_ledger.append({now.utc, change.type, document[u"Id"].scalarText(), operationText(change.operation),
        change.requestId, document});
}

} // namespace uds
