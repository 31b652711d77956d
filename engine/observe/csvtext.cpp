#include "engine/observe/csvtext.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

bool startsFormula(QChar c)
{
    // Spreadsheet programs fold the full-width and small forms onto the ASCII ones.
    static const QString starters = u"=+-@\t\r\n＝＋－＠﹦﹢﹣﹫"_s;
    return starters.contains(c);
}

bool isLeadIn(QChar c)
{
    static const QString quotes = u"\"'`“”„‘’‚«»＂＇"_s;
    return c.isSpace() || c.isNonCharacter() || c.category() == QChar::Other_Format || quotes.contains(c);
}

} // namespace

bool looksLikeFormula(QStringView text)
{
    for (const QChar c : text) {
        if (startsFormula(c))
            return true;
        if (!isLeadIn(c))
            return false;
    }
    return false;
}

QByteArray csvField(const QString &text)
{
    QByteArray field = (looksLikeFormula(text) ? u'\'' + text : text).toUtf8();
    const bool needsQuotes = field.contains(',') || field.contains('"') || field.contains('\n')
        || field.contains('\r') || field.startsWith(' ') || field.endsWith(' ');
    if (!needsQuotes)
        return field;
    field.replace('"', "\"\"");
    return '"' + field + '"';
}

} // namespace uds
