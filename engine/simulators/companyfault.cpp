#include "engine/simulators/companyfault.h"

#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Wording {
    QString message;
    QString detail; ///< used when the fault brings none of its own
};

const QHash<QString, Wording> &wordings()
{
    static const QHash<QString, Wording> all = {
        {u"500"_s, {u"Unsupported Operation"_s, u"Operation is not supported."_s}},
        {u"610"_s,
            {u"Object Not Found"_s,
                u"Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees."_s}},
        {u"1040"_s,
            {u"Batch size exceeds allowed limit"_s,
                u"The batch size in the request exceeds the limit of 30"_s}},
        {u"2010"_s, {u"Request has invalid or unsupported property"_s, {}}},
        {u"2020"_s, {u"Required param missing, need to supply the required value for the API"_s, {}}},
        {u"2040"_s, {u"Invalid String. The string has unsupported or invalid characters"_s, {}}},
        {u"2050"_s, {u"String length is either shorter or longer than supported by specification"_s, {}}},
        {u"2070"_s, {u"Invalid Number"_s, {}}},
        {u"2130"_s, {u"Invalid Request Id Format"_s, {}}},
        {u"2210"_s, {u"Invalid Email Address format"_s, {}}},
        {u"2290"_s, {u"Negative amounts are not supported"_s, {}}},
        {u"2500"_s,
            {u"Invalid Reference Id"_s,
                u"Invalid Reference Id : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees."_s}},
        {u"3001"_s,
            {u"message=ThrottleExceeded; errorCode=003001; statusCode=429"_s,
                u"The request limit was reached."_s}},
        {u"3100"_s, {u"message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403"_s, {}}},
        {u"3200"_s, {u"message=AuthenticationFailed; errorCode=003200; statusCode=401"_s, {}}},
        {u"4000"_s, {u"Error parsing query"_s, {}}},
        {u"4001"_s, {u"Invalid query"_s, {}}},
        {u"5010"_s,
            {u"Stale Object Error"_s,
                u"Stale Object Error : You and another user were working on this at the same time. The other user finished before you did, so your work was not saved."_s}},
        {u"6000"_s, {u"A business validation error has occurred while processing your request"_s, {}}},
        {u"6070"_s, {u"Amount calculation incorrect in the request"_s, {}}},
        {u"6080"_s, {u"Name is missing"_s, u"At least one of the name fields must be supplied."_s}},
        {u"6090"_s, {u"Discount line is empty"_s, {}}},
        {u"6100"_s, {u"Invalid tax code"_s, {}}},
        {u"6140"_s, {u"Duplicate Document Number Error"_s, {}}},
        {u"6160"_s, {u"Invalid tax code on transaction"_s, {}}},
        {u"6170"_s, {u"Tax detail is not allowed"_s, {}}},
        {u"6190"_s,
            {u"Invalid Company Status"_s,
                u"Subscription period has ended or canceled or there was a billing problem : You can't add data to QuickBooks Online Plus because your trial or subscription period ended."_s}},
        {u"6210"_s,
            {u"Account Period Closed"_s,
                u"The account period has closed and the account books cannot be updated through the QBO Services API. Please use the QBO website to make these changes."_s}},
        {u"6220"_s,
            {u"Object has a balance"_s, u"You cannot make an object with a non-zero balance inactive."_s}},
        {u"6240"_s,
            {u"Duplicate Name Exists Error"_s,
                u"The name supplied already exists. : Another customer, vendor or employee is already using this name. Please use a different name."_s}},
        {u"6430"_s, {u"Invalid account type used"_s, {}}},
        {u"6440"_s, {u"Line detail is missing"_s, {}}},
    };
    return all;
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
    return fault.detail.isEmpty() ? wordings().value(fault.code).detail : fault.detail;
}

} // namespace

Json companyFaultObject(const CompanyFault &fault)
{
    const Json error = Json::object({{u"Message"_s, wordings().value(fault.code).message},
        {u"Detail"_s, detailOf(fault)}, {u"code"_s, fault.code}, {u"element"_s, fault.element}});
    return Json::object({{u"Error"_s, Json::array({error})}, {u"type"_s, faultType(fault.code)}});
}

Json companyGatewayFault(const CompanyFault &fault, qint64 epochMilliseconds)
{
    const Json error = Json::object({{u"message"_s, wordings().value(fault.code).message},
        {u"detail"_s, detailOf(fault)}, {u"code"_s, fault.code}, {u"element"_s, Json()}});
    return Json::object({{u"warnings"_s, Json()}, {u"intuitObject"_s, Json()},
        {u"fault"_s, Json::object({{u"error"_s, Json::array({error})}, {u"type"_s, faultType(fault.code)}})},
        {u"report"_s, Json()}, {u"queryResponse"_s, Json()}, {u"batchItemResponse"_s, JsonArray()},
        {u"requestId"_s, Json()}, {u"time"_s, epochMilliseconds}, {u"status"_s, Json()}});
}

} // namespace uds
