#pragma once

#include "engine/core/json.h"
#include "engine/core/result.h"

#include <QDateTime>
#include <QList>
#include <QSqlQuery>

#include <optional>

namespace uds {

/// Reads the columns of the current row from left to right. The first value that does not read is kept as the
/// error.
class RowReader {
public:
    explicit RowReader(QSqlQuery &query)
        : m_query(query)
    {
    }
    /// Steps to the next row and its first column.
    [[nodiscard]] bool next();
    /// What went wrong while stepping or reading, once next() is false.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    [[nodiscard]] qint64 number() { return value().toLongLong(); }
    [[nodiscard]] int count() { return value().toInt(); }
    [[nodiscard]] bool fact() { return value().toInt() != 0; }
    [[nodiscard]] QString text() { return value().toString(); }
    [[nodiscard]] QByteArray bytes() { return value().toByteArray(); }
    [[nodiscard]] QDateTime time();
    [[nodiscard]] std::optional<Decimal> amount();
    [[nodiscard]] Json json();
    [[nodiscard]] QList<qint64> ids();

private:
    [[nodiscard]] QVariant value() { return m_query.value(m_column++); }
    void keep(const Error &error);
    QSqlQuery &m_query;
    int m_column = 0;
    std::optional<Error> m_error;
};

/// All rows of an answer through \a read, a function from RowReader& to Row.
template <typename Read>
[[nodiscard]] auto readRows(const Result<QSqlQuery *> &query, Read read)
    -> Result<QList<std::invoke_result_t<Read, RowReader &>>>
{
    if (!query)
        return fail(query.error());
    QList<std::invoke_result_t<Read, RowReader &>> rows;
    RowReader reader(**query);
    while (reader.next())
        rows.append(read(reader));
    if (reader.error())
        return fail(*reader.error());
    return rows;
}

/// The first row, if there is one.
template <typename Read>
[[nodiscard]] auto readFirst(const Result<QSqlQuery *> &query, Read read)
    -> Result<std::optional<std::invoke_result_t<Read, RowReader &>>>
{
    auto rows = readRows(query, read);
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return std::optional<std::invoke_result_t<Read, RowReader &>>();
    return std::optional(std::move(rows->first()));
}

/// The single number of a COUNT or MAX query; NULL reads as \a none.
[[nodiscard]] Result<qint64> readNumber(const Result<QSqlQuery *> &query, qint64 none = 0);

} // namespace uds
