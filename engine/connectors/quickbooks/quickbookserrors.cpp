#include "engine/connectors/quickbooks/quickbookserrors.h"

#include "engine/core/masking.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using enum ErrorKind;
using Owner = QuickBooksFaultOwner;

constexpr auto kAskSupport = QT_TRANSLATE_NOOP("uds", "Please report this record with its error code.");
constexpr auto kReconnect
    = QT_TRANSLATE_NOOP("uds", "An administrator of the company must connect QuickBooks again.");
constexpr auto kWaitAndRetry = QT_TRANSLATE_NOOP("uds", "Nothing to do: it is tried again later.");
constexpr auto kFixSource = QT_TRANSLATE_NOOP("uds", "Correct the field at the source and retry the record.");
constexpr auto kFixMapping
    = QT_TRANSLATE_NOOP("uds", "Check the mapping of this field, then retry the record.");
constexpr auto kFixTax
    = QT_TRANSLATE_NOOP("uds", "Check the tax settings of the stream against the company's tax codes.");
constexpr auto kLookAgain
    = QT_TRANSLATE_NOOP("uds", "Look the record up in QuickBooks, then retry; links are looked up again.");

// Quoted from the code list of the service; text and next step are ours.
constexpr std::array kRules = {
    QuickBooksFaultRule{"120", Authentication, Owner::Administrator,
        QT_TRANSLATE_NOOP("uds", "The connected QuickBooks user no longer has access to the company."),
        kReconnect},
    QuickBooksFaultRule{"130", Network, Owner::Intuit,
        QT_TRANSLATE_NOOP("uds", "QuickBooks is moving the company to another server."), kWaitAndRetry},
    QuickBooksFaultRule{"140", Network, Owner::Intuit,
        QT_TRANSLATE_NOOP("uds", "The QuickBooks company is locked at the moment."), kWaitAndRetry},
    QuickBooksFaultRule{"150", Network, Owner::Intuit,
        QT_TRANSLATE_NOOP("uds", "QuickBooks is under maintenance."), kWaitAndRetry},
    QuickBooksFaultRule{"500", Validation, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "QuickBooks does not support this operation."), kAskSupport},
    QuickBooksFaultRule{"600", Conflict, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "QuickBooks has seen the request id of this change before."), kLookAgain},
    QuickBooksFaultRule{"610", NotFound, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP(
            "uds", "Something this document refers to was deleted or made inactive in QuickBooks."),
        QT_TRANSLATE_NOOP(
            "uds", "Make the customer, item or account active again, or retry to look it up anew.")},
    QuickBooksFaultRule{"620", Conflict, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "QuickBooks cannot link these two transactions."), kLookAgain},
    QuickBooksFaultRule{"630", Conflict, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "QuickBooks holds such an object already."), kLookAgain},
    QuickBooksFaultRule{"800", Conflict, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "Other transactions in QuickBooks depend on this one."),
        QT_TRANSLATE_NOOP("uds", "Remove the links in QuickBooks first, then retry.")},
    QuickBooksFaultRule{"1040", Internal, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "Too many changes were put into one QuickBooks batch."), kAskSupport},
    QuickBooksFaultRule{"2010", Validation, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "QuickBooks does not know a field of this document."), kFixMapping},
    QuickBooksFaultRule{"2020", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "A field that QuickBooks requires is missing."), kFixMapping},
    QuickBooksFaultRule{"2030", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "QuickBooks refuses an id in this document."), kLookAgain},
    QuickBooksFaultRule{"2040", Validation, Owner::Data,
        QT_TRANSLATE_NOOP("uds", "A text holds a character that QuickBooks does not accept there."),
        kFixSource},
    QuickBooksFaultRule{"2050", Validation, Owner::Data,
        QT_TRANSLATE_NOOP("uds", "A text is longer than QuickBooks allows for this field."),
        QT_TRANSLATE_NOOP("uds", "Shorten the text at the source or let the mapping cut it.")},
    QuickBooksFaultRule{"2060", Validation, Owner::Data,
        QT_TRANSLATE_NOOP("uds", "QuickBooks refuses a date or time in this document."), kFixSource},
    QuickBooksFaultRule{"2070", Validation, Owner::Data,
        QT_TRANSLATE_NOOP("uds", "QuickBooks refuses a number in this document."), kFixSource},
    QuickBooksFaultRule{"2080", Validation, Owner::Data,
        QT_TRANSLATE_NOOP("uds", "A number in this document is outside the range that QuickBooks accepts."),
        kFixSource},
    QuickBooksFaultRule{"2090", Validation, Owner::Data,
        QT_TRANSLATE_NOOP("uds", "An amount in this document is not valid for QuickBooks."), kFixSource},
    QuickBooksFaultRule{"2100", Validation, Owner::Data,
        QT_TRANSLATE_NOOP("uds", "A yes/no field of this document is not valid for QuickBooks."),
        kFixMapping},
    QuickBooksFaultRule{"2110", Validation, Owner::Data,
        QT_TRANSLATE_NOOP("uds", "A value of this document has a form that QuickBooks does not accept."),
        kFixSource},
    QuickBooksFaultRule{"2120", Validation, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "A field of this document has the wrong type for QuickBooks."), kFixMapping},
    QuickBooksFaultRule{"2130", Internal, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "QuickBooks refuses the form of our request id."), kAskSupport},
    QuickBooksFaultRule{"2170", Validation, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "A field holds a value that is not in QuickBooks' list of choices."),
        kFixMapping},
    QuickBooksFaultRule{"2210", Validation, Owner::Data,
        QT_TRANSLATE_NOOP("uds", "QuickBooks does not accept the e-mail address."),
        QT_TRANSLATE_NOOP("uds", "Correct or remove the e-mail address at the source, then retry.")},
    QuickBooksFaultRule{"2250", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "The document has no lines."), kFixMapping},
    QuickBooksFaultRule{"2290", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "QuickBooks does not accept a negative amount on this line."), kFixMapping},
    QuickBooksFaultRule{"2500", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "The document refers to something that does not exist in QuickBooks."),
        kLookAgain},
    QuickBooksFaultRule{"3001", RateLimited, Owner::Intuit,
        QT_TRANSLATE_NOOP("uds", "QuickBooks limits the number of requests per minute."), kWaitAndRetry},
    QuickBooksFaultRule{"3100", Authentication, Owner::Administrator,
        QT_TRANSLATE_NOOP("uds", "The app is not authorised for this QuickBooks company."),
        QT_TRANSLATE_NOOP("uds", "Check the company id and the environment, then connect QuickBooks again.")},
    QuickBooksFaultRule{"3200", Authentication, Owner::Administrator,
        QT_TRANSLATE_NOOP("uds", "QuickBooks does not accept the access token."), kReconnect},
    QuickBooksFaultRule{"3202", Authentication, Owner::Administrator,
        QT_TRANSLATE_NOOP("uds", "QuickBooks does not accept the sign-in of this app."), kReconnect},
    QuickBooksFaultRule{"4000", Internal, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "QuickBooks could not read our query."), kAskSupport},
    QuickBooksFaultRule{"4001", Internal, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "QuickBooks refuses a field of our query."), kAskSupport},
    QuickBooksFaultRule{"4002", Internal, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "QuickBooks could not carry out our query."), kAskSupport},
    QuickBooksFaultRule{"5010", Conflict, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "The object was changed in QuickBooks in the meantime."),
        QT_TRANSLATE_NOOP("uds", "Nothing to do: it is read again and the change is planned anew.")},
    QuickBooksFaultRule{"5020", Configuration, Owner::Administrator,
        QT_TRANSLATE_NOOP("uds", "The connected QuickBooks user may not do this."),
        QT_TRANSLATE_NOOP("uds", "Connect with a user who has the right, or extend this user's role.")},
    QuickBooksFaultRule{"5030", Configuration, Owner::Administrator,
        QT_TRANSLATE_NOOP("uds", "This edition of QuickBooks does not have the needed feature."),
        QT_TRANSLATE_NOOP(
            "uds", "Switch the feature on in QuickBooks, upgrade, or change the stream's settings.")},
    QuickBooksFaultRule{"6000", Validation, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "QuickBooks refuses the document by one of its business rules."),
        QT_TRANSLATE_NOOP("uds", "Read the details, correct the cause and retry.")},
    QuickBooksFaultRule{"6010", Validation, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "The account type is missing."), kFixMapping},
    QuickBooksFaultRule{"6070", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "A line's amount differs from quantity times unit price."), kFixMapping},
    QuickBooksFaultRule{
        "6080", Validation, Owner::Data, QT_TRANSLATE_NOOP("uds", "The name is missing."), kFixSource},
    QuickBooksFaultRule{"6090", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "The discount line is empty."), kFixMapping},
    QuickBooksFaultRule{"6100", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "A line's tax code does not fit this company."), kFixTax},
    QuickBooksFaultRule{"6140", Conflict, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "Another QuickBooks document already has this number."),
        QT_TRANSLATE_NOOP(
            "uds", "Open that document: adopt it when it is the same sale, else change the number prefix.")},
    QuickBooksFaultRule{"6160", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "QuickBooks does not allow this tax code here."), kFixTax},
    QuickBooksFaultRule{"6170", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "The tax details do not fit the document's way of calculating tax."),
        kFixTax},
    QuickBooksFaultRule{"6190", Configuration, Owner::Administrator,
        QT_TRANSLATE_NOOP("uds", "The QuickBooks subscription has ended: the company can only be read."),
        QT_TRANSLATE_NOOP("uds", "Renew the subscription in QuickBooks, then resume the stream.")},
    QuickBooksFaultRule{"6200", Validation, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "The date lies in a closed accounting period."),
        QT_TRANSLATE_NOOP("uds", "Decide with your accountant: reopen the period or book it by hand.")},
    QuickBooksFaultRule{"6210", Validation, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "The books are closed for the date of this document."),
        QT_TRANSLATE_NOOP("uds", "Decide with your accountant: reopen the period or book it by hand.")},
    QuickBooksFaultRule{"6220", Conflict, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "The object still has a balance and cannot be made inactive."),
        QT_TRANSLATE_NOOP("uds", "Settle the balance in QuickBooks first.")},
    QuickBooksFaultRule{"6230", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "QuickBooks reserves this tax code for itself."), kFixTax},
    QuickBooksFaultRule{"6240", Conflict, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "Another customer, vendor, employee or item already has this name."),
        QT_TRANSLATE_NOOP("uds", "Link the record to the existing one, or give it another name.")},
    QuickBooksFaultRule{"6250", NotFound, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "The customer is unknown or inactive in QuickBooks."), kLookAgain},
    QuickBooksFaultRule{"6270", Validation, Owner::Data,
        QT_TRANSLATE_NOOP("uds", "The document is dated before the inventory start date of an item."),
        QT_TRANSLATE_NOOP("uds", "Change the item's start date in QuickBooks or book the document by hand.")},
    QuickBooksFaultRule{"6430", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "An account has the wrong type for its purpose."), kFixMapping},
    QuickBooksFaultRule{"6440", Validation, Owner::Mapping,
        QT_TRANSLATE_NOOP("uds", "A line lacks the details of its type."), kFixMapping},
    QuickBooksFaultRule{"6450", Conflict, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "The payment is settled and can no longer be voided."),
        QT_TRANSLATE_NOOP("uds", "Record a refund instead.")},
    QuickBooksFaultRule{"6480", Conflict, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "The transaction is matched to a bank entry and cannot be changed."),
        QT_TRANSLATE_NOOP("uds", "Undo the match in QuickBooks first, then retry.")},
    QuickBooksFaultRule{"6520", Validation, Owner::Data,
        QT_TRANSLATE_NOOP("uds", "A tracked item has no quantity."), kFixSource},
    QuickBooksFaultRule{"6540", Conflict, Owner::Bookkeeper,
        QT_TRANSLATE_NOOP("uds", "The transaction is part of a bank deposit and cannot be changed."),
        QT_TRANSLATE_NOOP("uds", "Remove it from the deposit in QuickBooks first, then retry.")},
    QuickBooksFaultRule{"10000", Ambiguous, Owner::Intuit,
        QT_TRANSLATE_NOOP("uds", "QuickBooks had an internal error."), kWaitAndRetry},
    QuickBooksFaultRule{"10100", Internal, Owner::Program,
        QT_TRANSLATE_NOOP("uds", "The result of a query was too large for QuickBooks."), kAskSupport},
    QuickBooksFaultRule{"10200", Configuration, Owner::Administrator,
        QT_TRANSLATE_NOOP("uds", "The data of the QuickBooks company was reset."),
        QT_TRANSLATE_NOOP("uds", "Links to earlier documents are no longer valid; set the stream up again.")},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

QString remoteText(const QuickBooksFault &fault, ErrorKind kind)
{
    // Details of authentication faults quote the token.
    const QString &text = kind == Authentication ? fault.message : fault.remarks;
    return Masker().masked(text).left(300);
}

} // namespace

const QuickBooksFaultRule *quickBooksFaultRule(QStringView code)
{
    const auto found = std::ranges::find_if(
        kRules, [code](const QuickBooksFaultRule &rule) { return code == QLatin1StringView(rule.code); });
    return found == kRules.end() ? nullptr : &*found;
}

Error quickBooksError(const QuickBooksFault &fault)
{
    const QuickBooksFaultRule *rule = quickBooksFaultRule(fault.code);
    Error error;
    error.kind = rule ? rule->kind : Validation;
    error.code = u"qbo."_s + (fault.code.isEmpty() ? u"fault"_s : fault.code);
    error.field = fault.element;
    error.detail = remoteText(fault, error.kind);
    if (rule) {
        error.message = translated(rule->text);
        error.hint = translated(rule->nextStep);
        return error;
    }
    error.message
        = translated(QT_TRANSLATE_NOOP("uds", "QuickBooks refused the request: %1")).arg(error.detail);
    error.hint = translated(QT_TRANSLATE_NOOP("uds", "Read the details, correct the cause and retry."));
    return error;
}

Error quickBooksAnswerError(ErrorKind kind, const QString &code, const QString &message)
{
    Error error;
    error.kind = kind;
    error.code = code;
    error.message = message;
    if (kind == Ambiguous)
        error.hint = translated(
            QT_TRANSLATE_NOOP("uds", "Nothing to do: it is looked up before anything is sent again."));
    return error;
}

} // namespace uds
