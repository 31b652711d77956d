#include "engine/simulators/companyfault.h"

#include <algorithm>
#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Wording {
    QStringView code;
    QStringView message;
    QStringView detail; ///< used when the fault brings none of its own
};

constexpr std::array kWordings = {
    Wording{u"500", u"Unsupported Operation", u"Operation is not supported."},
    Wording{u"610", u"Object Not Found",
        u"Object Not Found : Something you're trying to use has been made inactive. Check the fields with "
        u"accounts, customers, items, vendors or employees."},
    Wording{u"620", u"Transaction cannot be linked", {}},
    Wording{u"1040", u"Batch size exceeds allowed limit",
        u"The batch size in the request exceeds the limit of 30"},
    Wording{u"2010", u"Request has invalid or unsupported property", {}},
    Wording{u"2020", u"Required param missing, need to supply the required value for the API", {}},
    Wording{u"2040", u"Invalid String. The string has unsupported or invalid characters", {}},
    Wording{u"2050", u"String length is either shorter or longer than supported by specification", {}},
    Wording{u"2060", u"Invalid Date Format", {}},
    Wording{u"2090", u"Invalid Number", {}},
    Wording{u"2130", u"Invalid Request Id Format", {}},
    Wording{u"2170", u"Invalid Enumeration", {}},
    Wording{u"2210", u"Invalid Email Address format", {}},
    Wording{u"2290", u"Negative amounts are not supported", {}},
    Wording{u"2500", u"Invalid Reference Id",
        u"Invalid Reference Id : Something you're trying to use has been made inactive. Check the fields "
        u"with accounts, customers, items, vendors or employees."},
    Wording{u"3001", u"message=ThrottleExceeded; errorCode=003001; statusCode=429",
        u"The request limit was reached."},
    Wording{u"3100", u"message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403", {}},
    Wording{u"3200", u"message=AuthenticationFailed; errorCode=003200; statusCode=401", {}},
    Wording{u"4000", u"Error parsing query", {}},
    Wording{u"4001", u"Invalid query", {}},
    Wording{u"5010", u"Stale Object Error",
        u"Stale Object Error : You and another user were working on this at the same time. The other user "
        u"finished before you did, so your work was not saved."},
    Wording{u"6000", u"A business validation error has occurred while processing your request", {}},
    Wording{u"6070", u"Amount calculation incorrect in the request", {}},
    Wording{u"6080", u"Name is missing", u"At least one of the name fields must be supplied."},
    Wording{u"6090", u"Discount line is empty", {}},
    Wording{u"6100", u"Invalid tax code", {}},
    Wording{u"6140", u"Duplicate Document Number Error", {}},
    Wording{u"6160", u"Invalid tax code on transaction", {}},
    Wording{u"6170", u"Tax detail is not allowed", {}},
    Wording{u"6190", u"Invalid Company Status",
        u"Subscription period has ended or canceled or there was a billing problem : You can't add data to "
        u"QuickBooks Online Plus because your trial or subscription period ended."},
    Wording{u"6210", u"Account Period Closed",
        u"The account period has closed and the account books cannot be updated through the QBO Services "
        u"API. Please use the QBO website to make these changes."},
    Wording{u"6220", u"Object has a balance", u"You cannot make an object with a non-zero balance inactive."},
    Wording{u"6240", u"Duplicate Name Exists Error",
        u"The name supplied already exists. : Another customer, vendor or employee is already using this "
        u"name. Please use a different name."},
    Wording{u"6270", u"Transaction date is prior to the inventory start date",
        u"The transaction date is before the start date of an inventory item."},
    Wording{u"6430", u"Invalid account type used", {}},
    Wording{u"6440", u"Line detail is missing", {}},
    Wording{u"6540", u"Deposited Transaction cannot be changed",
        u"This transaction has been deposited. If you want to change or delete it, you must edit the deposit "
        u"it appears on and remove it first."},
};

const Wording &wording(const QString &code)
{
    static constexpr Wording none;
    const auto found = std::ranges::find(kWordings, QStringView(code), &Wording::code);
    return found == kWordings.end() ? none : *found;
}

QString faultType(const QString &code)
{
    if (code == "3200"_L1)
        return u"AUTHENTICATION"_s;
    if (code == "3100"_L1 || code == "3001"_L1)
        return u"SERVICE"_s;
    return u"ValidationFault"_s;
}

QString detailOf(const CompanyFault &fault)
{
    return fault.detail.isEmpty() ? wording(fault.code).detail.toString() : fault.detail;
}

} // namespace

Json companyFaultObject(const CompanyFault &fault)
{
    const Json error = Json::object({{u"Message"_s, wording(fault.code).message.toString()},
        {u"Detail"_s, detailOf(fault)}, {u"code"_s, fault.code}, {u"element"_s, fault.element}});
    return Json::object({{u"Error"_s, Json::array({error})}, {u"type"_s, faultType(fault.code)}});
}

Json companyGatewayFault(const CompanyFault &fault, qint64 epochMilliseconds)
{
    const Json error = Json::object({{u"message"_s, wording(fault.code).message.toString()},
        {u"detail"_s, detailOf(fault)}, {u"code"_s, fault.code}, {u"element"_s, Json()}});
    return Json::object({{u"warnings"_s, Json()}, {u"intuitObject"_s, Json()},
        {u"fault"_s, Json::object({{u"error"_s, Json::array({error})}, {u"type"_s, faultType(fault.code)}})},
        {u"report"_s, Json()}, {u"queryResponse"_s, Json()}, {u"batchItemResponse"_s, JsonArray()},
        {u"requestId"_s, Json()}, {u"time"_s, epochMilliseconds}, {u"status"_s, Json()}});
}

} // namespace uds
