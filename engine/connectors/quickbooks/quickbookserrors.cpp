#include "engine/connectors/quickbooks/quickbookserrors.h"

#include "engine/connectors/quickbooks/quickbooksreferences.h"
#include "engine/core/masking.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

QString remoteText(const QuickBooksFault &fault, ErrorKind kind)
{
    // Details of authentication faults quote the token.
    const QString &text = kind == ErrorKind::Authentication ? fault.message : fault.remarks;
    return Masker().masked(text).left(300);
}

bool isPayment(const Effect &effect)
{
    return effect.entity == "Payment"_L1 && effect.operation != Operation::Void;
}

/// There is one code for all business rules; only the text tells that the balance was too small.
bool isBalanceRule(const QuickBooksFault &fault)
{
    static const QRegularExpression pattern(
        u"open balance|outstanding balance|balance due|already (been )?(fully )?paid|fully paid|over-?appl|"
        "amount applied|more than (the|what is) (balance|amount (due|owed))|no (open )?balance"_s,
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(fault.remarks).hasMatch();
}

bool paysAnInvoice(const Json &payment)
{
    for (const Json &line : payment[u"Line"].array()) {
        for (const Json &link : line[u"LinkedTxn"].array()) {
            if (link[u"TxnType"].string() == "Invoice"_L1)
                return true;
        }
    }
    return false;
}

Error alreadyPaid(Error error)
{
    error.kind = ErrorKind::Conflict;
    error.code = u"payment.alreadyPaid"_s;
    error.field = u"Line.LinkedTxn"_s;
    error.message = translated(QT_TRANSLATE_NOOP("uds",
        "QuickBooks refuses the payment because the invoice was already paid by somebody else: its open "
        "balance is smaller than this payment. Nothing was booked twice."));
    error.hint = translated(QT_TRANSLATE_NOOP("uds",
        "Open the invoice's payments in QuickBooks. When this payment is among them, dismiss the record; "
        "otherwise record it there as credit of the customer."));
    return error;
}

Error referenceGone(Error error, const QuickBooksFault &fault, const Json &sent)
{
    const QStringList names = quickBooksReferencesAtFault(fault, sent);
    error.kind = ErrorKind::NotFound;
    error.code = u"qbo.referenceGone"_s;
    error.field = names.join(u", "_s);
    error.message = translated(
        QT_TRANSLATE_NOOP("uds",
            "Something this document refers to was deleted, merged or made inactive in QuickBooks (%1). The "
            "document was not booked."))
                        .arg(error.field.isEmpty() ? translated(QT_TRANSLATE_NOOP("uds", "not told which"))
                                                   : error.field);
    error.hint = translated(QT_TRANSLATE_NOOP(
        "uds", "Make the customer, item or account active again, or retry to look it up anew."));
    return error;
}

Error withHolder(Error error, const QuickBooksFault &fault)
{
    const QuickBooksHolder holder = quickBooksHolder(fault);
    if (holder.id.isEmpty())
        return error;
    const QString name = holder.type.isEmpty() ? holder.id : holder.type + u' ' + holder.id;
    error.message += u' ' + translated(QT_TRANSLATE_NOOP("uds", "It is held by: %1.")).arg(name);
    return error;
}

} // namespace

Error quickBooksError(const QuickBooksFault &fault)
{
    const QuickBooksFaultRule *rule = quickBooksFaultRule(fault.code);
    Error error;
    error.kind = rule ? rule->kind : ErrorKind::Validation;
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

bool quickBooksIsAboutGoneRecords(const QuickBooksFault &fault)
{
    return fault.code == "610"_L1 || fault.code == "2500"_L1 || fault.code == "6250"_L1;
}

bool needsSentObject(const QuickBooksFault &fault, const Effect &effect)
{
    return quickBooksIsAboutGoneRecords(fault) || (fault.code == "6000"_L1 && isPayment(effect));
}

Error quickBooksWriteError(const QuickBooksFault &fault, const Effect &effect, const Json &sent)
{
    Error error = quickBooksError(fault);
    if (fault.code == "6000"_L1 && isPayment(effect) && isBalanceRule(fault) && paysAnInvoice(sent))
        return alreadyPaid(std::move(error));
    if (!quickBooksIsAboutGoneRecords(fault))
        return withHolder(std::move(error), fault);
    const bool isItself = fault.code == "610"_L1 && effect.operation != Operation::Create
        && (effect.operation == Operation::Void || !quickBooksIsAboutInactive(fault)
            || quickBooksReferences(sent).isEmpty());
    if (!isItself)
        return referenceGone(std::move(error), fault, sent);
    error.field = u"Id"_s;
    error.message = translated(
        QT_TRANSLATE_NOOP("uds", "The object to be changed was deleted or made inactive in QuickBooks."));
    error.hint = translated(QT_TRANSLATE_NOOP(
        "uds", "Restore it in QuickBooks, or unlink the record so that it is created anew, then retry."));
    return error;
}

Error quickBooksAnswerError(ErrorKind kind, const QString &code, const QString &message)
{
    Error error;
    error.kind = kind;
    error.code = code;
    error.message = message;
    if (kind == ErrorKind::Ambiguous)
        error.hint = translated(
            QT_TRANSLATE_NOOP("uds", "Nothing to do: it is looked up before anything is sent again."));
    return error;
}

} // namespace uds
