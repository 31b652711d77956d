#include "engine/mapping/sentences.h"

#include "engine/mapping/mappingerror.h"

#include <QCoreApplication>
#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Sentence {
    const char *code;
    const char *text;
    const char *hint;
};

constexpr Sentence kSentences[] = {
    {"order.status", QT_TRANSLATE_NOOP("uds", "Orders with the status \"%1\" are not synced."),
        QT_TRANSLATE_NOOP(
            "uds", "Add the status to the statuses of this stream if its orders belong in the books.")},
    {"order.notInBooks",
        QT_TRANSLATE_NOOP("uds", "The order is \"%1\" and was never booked, so there is nothing to void."),
        ""},
    {"order.refundedBefore",
        QT_TRANSLATE_NOOP("uds", "The order was already refunded (status \"%1\") before it was booked."), ""},
    {"order.beforeStart",
        QT_TRANSLATE_NOOP("uds", "The order of %1 is older than the start date %2 of this stream."), ""},
    {"record.notSynced", QT_TRANSLATE_NOOP("uds", "No rule of this stream applies to the record."), ""},
    {"refund.noMoney",
        QT_TRANSLATE_NOOP("uds", "The refund gives no money back, so there is nothing to book."), ""},
    {"refund.orderNotBooked",
        QT_TRANSLATE_NOOP("uds", "The order of this refund is \"%1\" and was never booked."), ""},
    {"refund.orderGone", QT_TRANSLATE_NOOP("uds", "The order %1 of this refund is no longer in the shop."),
        QT_TRANSLATE_NOOP("uds", "Enter this refund by hand; nothing tells whose it is.")},
    {"product.status", QT_TRANSLATE_NOOP("uds", "Products with the status \"%1\" are not synced."), ""},
    {"product.type",
        QT_TRANSLATE_NOOP("uds", "Products of the type \"%1\" have no item of their own in the books."), ""},
    {"item.inactive", QT_TRANSLATE_NOOP("uds", "The item is inactive in the books."), ""},
    {"item.type",
        QT_TRANSLATE_NOOP("uds", "Items of the type \"%1\" are nothing that the shop sells by SKU."), ""},
    {"item.noSku", QT_TRANSLATE_NOOP("uds", "The item has no SKU, by which it would be found in the shop."),
        ""},
    {"item.nothing",
        QT_TRANSLATE_NOOP("uds",
            "The item has neither a price nor a quantity that this stream sends (a price of zero counts as "
            "none)."),
        ""},
    {"item.currency", QT_TRANSLATE_NOOP("uds", "The item has a price in %1, but the shop sells in %2."), ""},
    {"currency.unknown", QT_TRANSLATE_NOOP("uds", "\"%1\" is not a currency in use."),
        QT_TRANSLATE_NOOP("uds", "Correct the currency of the order in the shop.")},
    {"currency.notEnabled",
        QT_TRANSLATE_NOOP("uds", "The order is in %1, but the company keeps its books in %2 only."),
        QT_TRANSLATE_NOOP("uds",
            "Turn on multicurrency in the company's settings, or leave orders in other currencies out.")},
    {"document.tooManyLines", QT_TRANSLATE_NOOP("uds", "The document would have %1 lines; %2 are allowed."),
        QT_TRANSLATE_NOOP("uds", "Enter this order by hand, split into several documents.")},
    {"document.noLines", QT_TRANSLATE_NOOP("uds", "The order has no lines, so there is nothing to book."),
        QT_TRANSLATE_NOOP("uds", "Check the order in the shop; it may be unfinished.")},
    {"document.negative",
        QT_TRANSLATE_NOOP("uds", "The order's total of %1 is below zero; a sale cannot be."),
        QT_TRANSLATE_NOOP("uds", "Enter this order by hand as a refund or credit memo.")},
    {"line.negative", QT_TRANSLATE_NOOP("uds", "The line \"%1\" has a negative amount of %2."),
        QT_TRANSLATE_NOOP("uds",
            "Use a fee or a coupon for discounts in the shop; negative product lines cannot be booked.")},
    {"discount.notAllowed",
        QT_TRANSLATE_NOOP(
            "uds", "The order has a negative fee of %1, but discounts are switched off in the company."),
        QT_TRANSLATE_NOOP("uds", "Turn on discounts in the company's sales settings.")},
    {"books.closed",
        QT_TRANSLATE_NOOP("uds", "The date %1 lies in a closed period: the books are closed until %2."),
        QT_TRANSLATE_NOOP("uds",
            "Move the closing date back in the company's settings, or set a later start date for this "
            "stream.")},
    {"tax.code", QT_TRANSLATE_NOOP("uds", "There is no tax code for \"%1\" with the rate %2 %."),
        QT_TRANSLATE_NOOP("uds",
            "Choose a tax code for this rate in the settings of the stream: \"sales_tax_code\" for a company "
            "in "
            "the US, \"tax_codes\" elsewhere.")},
    {"tax.untaxedCode",
        QT_TRANSLATE_NOOP("uds", "There is no tax code for \"%1\", which is sold without tax."),
        QT_TRANSLATE_NOOP("uds", "Choose the tax code for sales without tax in the settings of the stream.")},
    {"account.income", QT_TRANSLATE_NOOP("uds", "There is no income account for new items."),
        QT_TRANSLATE_NOOP("uds", "Choose an income account in the settings of the stream.")},
    {"account.tax",
        QT_TRANSLATE_NOOP("uds", "There is no account for sales tax, which this stream books as a line."),
        QT_TRANSLATE_NOOP("uds", "Choose a liability account for tax in the settings of the stream.")},
    {"account.refund", QT_TRANSLATE_NOOP("uds", "There is no account that refunds are paid from."),
        QT_TRANSLATE_NOOP("uds", "Choose a deposit account in the settings of the stream.")},
    {"link.missing", QT_TRANSLATE_NOOP("uds", "The invoice that this payment belongs to is not known."),
        QT_TRANSLATE_NOOP("uds", "Sync the order again.")},
    {"quantityInText",
        QT_TRANSLATE_NOOP(
            "uds", "the quantity stands in the text, because no unit price gives the exact amount"),
        ""},
    {"roundingLine", QT_TRANSLATE_NOOP("uds", "a rounding difference of %1 was booked on a line of its own"),
        ""},
    {"refund.unexplained",
        QT_TRANSLATE_NOOP("uds", "%1 of the refund is not for any line and was booked on a line of its own"),
        ""},
    {"feesAsDiscount", QT_TRANSLATE_NOOP("uds", "negative fees became a discount"), ""},
    {"taxAsLine", QT_TRANSLATE_NOOP("uds", "the tax was booked as a line"), ""},
};

/// In one pass, because a product's name may itself hold "%1".
QString filled(const QString &text, const QStringList &arguments)
{
    QString out;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const bool marker = text[at] == u'%' && at + 1 < text.size() && text[at + 1].isDigit();
        if (marker)
            out += arguments.value(text[++at].digitValue() - 1);
        else
            out += text[at];
    }
    return out;
}

const QHash<QString, const Sentence *> &sentences()
{
    static const QHash<QString, const Sentence *> kByCode = [] {
        QHash<QString, const Sentence *> byCode;
        for (const Sentence &one : kSentences)
            byCode.insert(QString::fromLatin1(one.code), &one);
        return byCode;
    }();
    return kByCode;
}

} // namespace

bool hasSentence(const QString &code)
{
    return sentences().contains(code);
}

QString sentence(const QString &code, const QStringList &arguments)
{
    const Sentence *found = sentences().value(code);
    const QString text = found != nullptr ? QCoreApplication::translate("uds", found->text) : code;
    return filled(text, arguments);
}

Error sentenceError(const QString &code, const QStringList &arguments, const QString &field)
{
    Error error = recordError(code, field, sentence(code, arguments));
    if (const Sentence *found = sentences().value(code); found != nullptr && *found->hint != '\0')
        error.hint = QCoreApplication::translate("uds", found->hint);
    return error;
}

} // namespace uds
