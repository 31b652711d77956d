#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace uds::cli {

/// Columns of a terminal that \a text takes: wide characters count two, combining marks none.
[[nodiscard]] int displayWidth(const QString &text);

/// \a text on one line, without anything that a terminal would act on (ANSI escapes, control characters).
[[nodiscard]] QString plainLine(const QString &text);

/// Rows under a header, columns aligned; numbers to the right.
class TextTable {
public:
    enum class Align { Left, Right };

    explicit TextTable(const QStringList &header, const QList<Align> &alignments = {});
    void addRow(const QStringList &cells);
    [[nodiscard]] bool isEmpty() const { return m_rows.size() < 2; }
    /// With a line break after each row.
    [[nodiscard]] QString text() const;

private:
    QList<QStringList> m_rows; // the header first
    QList<Align> m_alignments;
};

} // namespace uds::cli
