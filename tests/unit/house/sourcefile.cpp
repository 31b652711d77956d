#include "tests/unit/house/sourcefile.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// Walks over C++ text and blanks what is not code.
class CodeBlanker {
public:
    explicit CodeBlanker(const QString &text)
        : m_text(text)
        , m_code(text)
    {
    }

    QString blanked()
    {
        while (m_position < m_text.size()) {
            if (startsWith("//"_L1))
                blankUntil(u"\n"_s, 0);
            else if (startsWith("/*"_L1))
                blankUntil(u"*/"_s, 2);
            else if (startsWith("R\""_L1))
                blankRawString();
            else if (current() == u'"' || (current() == u'\'' && !isDigitSeparator()))
                blankLiteral(current());
            else
                ++m_position;
        }
        return m_code;
    }

private:
    QChar current() const { return m_text[m_position]; }
    bool startsWith(QLatin1StringView mark) const
    {
        return QStringView(m_text).sliced(m_position).startsWith(mark);
    }

    /// The quote in 1'000 belongs to a number; that in u'x' does not.
    bool isDigitSeparator() const
    {
        qsizetype start = m_position;
        while (start > 0 && (m_text[start - 1].isLetterOrNumber() || m_text[start - 1] == u'\''))
            --start;
        return start < m_position && m_text[start].isDigit();
    }

    void blankTo(qsizetype end)
    {
        for (; m_position < end; ++m_position) {
            if (m_text[m_position] != u'\n')
                m_code[m_position] = u' ';
        }
    }

    void blankUntil(const QString &mark, qsizetype markSize)
    {
        const qsizetype end = m_text.indexOf(mark, m_position + markSize);
        blankTo(end < 0 ? m_text.size() : end + markSize);
    }

    void blankRawString()
    {
        const qsizetype open = m_text.indexOf(u'(', m_position);
        const QString delimiter = m_text.mid(m_position + 2, open - m_position - 2);
        const QString close = u')' + delimiter + u'"';
        const qsizetype end = m_text.indexOf(close, open);
        blankTo(end < 0 ? m_text.size() : end + close.size());
    }

    void blankLiteral(QChar quote)
    {
        ++m_position;
        qsizetype end = m_position;
        while (end < m_text.size() && m_text[end] != quote && m_text[end] != u'\n')
            end += m_text[end] == u'\\' ? 2 : 1;
        blankTo(qMin(end, m_text.size()));
        ++m_position;
    }

    const QString m_text;
    QString m_code;
    qsizetype m_position = 0;
};

} // namespace

QList<SourceFile> sourceFiles(const QStringList &folders)
{
    const QString root = QStringLiteral(UDS_SOURCE_DIR) + u'/';
    QList<SourceFile> files;
    for (const QString &folder : folders) {
        QDirIterator entries(
            root + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            QFile file(entries.next());
            if (file.open(QIODevice::ReadOnly))
                files.append({file.fileName().sliced(root.size()), QString::fromUtf8(file.readAll())});
        }
    }
    std::sort(files.begin(), files.end(),
        [](const SourceFile &left, const SourceFile &right) { return left.path < right.path; });
    return files;
}

QString codeOnly(const QString &text)
{
    return CodeBlanker(text).blanked();
}

QString finding(const SourceFile &file, qsizetype position, const QString &message)
{
    const qsizetype line = QStringView(file.text).first(position).count(u'\n') + 1;
    return u"%1:%2: %3"_s.arg(file.path).arg(line).arg(message);
}
