#include "engine/store/rowreader.h"

#include "engine/store/storeerror.h"

#include <QSqlError>
#include <QVariant>

namespace uds {

bool RowReader::next()
{
    m_column = 0;
    if (m_error)
        return false;
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid())
        keep(storeError(m_query.lastError(), m_query.lastQuery()));
    return false;
}

QDateTime RowReader::time()
{
    const QVariant stored = value();
    return stored.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(stored.toLongLong(), Qt::UTC);
}

std::optional<Decimal> RowReader::amount()
{
    const QVariant stored = value();
    if (stored.isNull())
        return std::nullopt;
    const Result<Decimal> read = Decimal::parse(QStringView(stored.toString()));
    if (!read) {
        keep(read.error());
        return std::nullopt;
    }
    return *read;
}

Json RowReader::json()
{
    const QVariant stored = value();
    if (stored.isNull())
        return {};
    Result<Json> read = Json::parse(stored.toByteArray());
    if (!read) {
        keep(read.error());
        return {};
    }
    return std::move(*read);
}

QList<qint64> RowReader::ids()
{
    QList<qint64> ids;
    const QString stored = value().toString();
    for (const QStringView part : QStringView(stored).split(u',', Qt::SkipEmptyParts))
        ids.append(part.toLongLong());
    return ids;
}

void RowReader::keep(const Error &error)
{
    if (!m_error)
        m_error = error;
}

Result<qint64> readNumber(const Result<QSqlQuery *> &query, qint64 none)
{
    const auto first = readFirst(query, [none](RowReader &row) {
        const auto text = row.text();
        return text.isEmpty() ? none : text.toLongLong();
    });
    if (!first)
        return fail(first.error());
    return first->value_or(none);
}

} // namespace uds
