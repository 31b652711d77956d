#include "engine/http/jsonextent.h"

#include <algorithm>

namespace uds {

namespace {

bool isBlank(char character)
{
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

// The closing quote of the string opened at \a open, or the end.
const char *stringEnd(const char *open, const char *end)
{
    const char *at = open + 1;
    while (at < end && *at != '"')
        at += *at == '\\' ? 2 : 1;
    return std::min(at, end);
}

// One past the bracket that closes the one at \a begin; null when none does.
const char *documentEnd(const char *begin, const char *end)
{
    int depth = 0;
    for (const char *at = begin; at < end; ++at) {
        if (*at == '"') {
            at = stringEnd(at, end);
        } else if (*at == '{' || *at == '[') {
            ++depth;
        } else if ((*at == '}' || *at == ']') && --depth == 0) {
            return at + 1;
        }
    }
    return nullptr;
}

} // namespace

bool isWholeJson(QByteArrayView utf8)
{
    if (utf8.startsWith("\xef\xbb\xbf"))
        utf8 = utf8.sliced(3);
    const char *begin = std::find_if_not(utf8.begin(), utf8.end(), isBlank);
    if (begin == utf8.end() || (*begin != '{' && *begin != '['))
        return false;
    const char *end = documentEnd(begin, utf8.end());
    return end && std::all_of(end, utf8.end(), isBlank);
}

bool isWholeScalar(QByteArrayView utf8)
{
    const QByteArrayView text = utf8.trimmed();
    if (!text.startsWith('"'))
        return text == "true" || text == "false" || text == "null";
    const char *close = stringEnd(text.begin(), text.end());
    return close != text.end() && close + 1 == text.end();
}

bool isCutJson(QByteArrayView utf8)
{
    return !documentEnd(utf8.begin(), utf8.end());
}

} // namespace uds
