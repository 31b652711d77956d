#include "engine/connectors/quickbooks/quickbooksposition.h"

#include "engine/connectors/quickbooks/quickbooksstatement.h"
#include "engine/core/json.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

Result<QuickBooksPosition> QuickBooksPosition::parse(const QByteArray &text)
{
    const Result<Json> json = Json::parse(text);
    const std::optional<qint64> row = json ? (*json)[u"start"].integer() : std::nullopt;
    if (!row || *row < 1)
        return fail(ErrorKind::Internal, u"qbo.position"_s,
            QCoreApplication::translate("uds", "The place where reading QuickBooks goes on is unreadable."));
    const QDateTime from = QDateTime::fromString((*json)[u"from"].string(), Qt::ISODate);
    return QuickBooksPosition{from.isValid() ? std::optional(from.toUTC()) : std::nullopt, int(*row)};
}

QByteArray QuickBooksPosition::text() const
{
    return Json::object({{u"from"_s, fromUtc ? quickBooksTime(*fromUtc) : QString()}, {u"start"_s, start}})
        .bytes();
}

std::optional<QuickBooksPosition> QuickBooksPosition::after(qsizetype rows, const QDateTime &lastUtc) const
{
    if (rows < kQuickBooksPageSize)
        return std::nullopt;
    const bool advances = lastUtc.isValid() && (!fromUtc || lastUtc > *fromUtc);
    return advances ? QuickBooksPosition{lastUtc, 1} : QuickBooksPosition{fromUtc, start + int(rows)};
}

} // namespace uds
