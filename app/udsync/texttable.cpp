#include "app/udsync/texttable.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// East Asian Wide and Fullwidth of Unicode's EastAsianWidth.txt, in blocks, and the emoji that terminals draw
// wide.
constexpr std::array kWide{Range{0x1100, 0x115F}, Range{0x2E80, 0x303E}, Range{0x3041, 0x33FF},
    Range{0x3400, 0x4DBF}, Range{0x4E00, 0x9FFF}, Range{0xA000, 0xA4CF}, Range{0xA960, 0xA97F},
    Range{0xAC00, 0xD7A3}, Range{0xF900, 0xFAFF}, Range{0xFE30, 0xFE6F}, Range{0xFF00, 0xFF60},
    Range{0xFFE0, 0xFFE6}, Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1FAFF},
    Range{0x20000, 0x3FFFD}};

int widthOf(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format: return 0;
    default: break;
    }
    return std::any_of(
               kWide.begin(), kWide.end(), [c](Range range) { return c >= range.first && c <= range.last; })
        ? 2
        : 1;
}

} // namespace

int displayWidth(const QString &text)
{
    int width = 0;
    for (const char32_t c : text.toUcs4())
        width += widthOf(c);
    return width;
}

QString plainLine(const QString &text)
{
    QString plain;
    for (const QChar c : text) {
        // Directional overrides are of the category Format and could turn a line around.
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator)
            plain.append(u' ');
        else if (c.category() != QChar::Other_Format || c == u'\u200d')
            plain.append(c);
    }
    return plain.trimmed();
}

TextTable::TextTable(const QStringList &header, const QList<Align> &alignments)
    : m_rows{header}
    , m_alignments(alignments)
{
}

void TextTable::addRow(const QStringList &cells)
{
    QStringList plain;
    for (const QString &cell : cells)
        plain.append(plainLine(cell));
    m_rows.append(plain);
}

QString TextTable::text() const
{
    QList<int> widths(m_rows.first().size(), 0);
    for (const QStringList &row : m_rows) {
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = qMax(widths[i], displayWidth(row[i]));
    }
    QString text;
    for (const QStringList &row : m_rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const QString padding(widths[i] - displayWidth(row[i]), u' ');
            const bool toRight = m_alignments.value(i, Align::Left) == Align::Right;
            line += (i > 0 ? u"  "_s : QString()) + (toRight ? padding + row[i] : row[i] + padding);
        }
        while (line.endsWith(u' '))
            line.chop(1);
        text += line + u'\n';
    }
    return text;
}

} // namespace uds::cli
