#include "engine/http/webhookpath.h"

#include <QStringList>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShortestToken = 16;
constexpr qsizetype kLongestToken = 64;
constexpr qsizetype kLongestId = 18; // digits that surely fit

bool isDigits(const QString &text)
{
    return !text.isEmpty() && text.size() <= kLongestId
        && std::ranges::all_of(text, [](QChar character) { return character >= u'0' && character <= u'9'; });
}

bool isToken(const QString &text)
{
    return text.size() >= kShortestToken && text.size() <= kLongestToken
        && std::ranges::all_of(text, [](QChar character) {
               return character.unicode() < 0x80
                   && (character.isLetterOrNumber() || character == u'-' || character == u'_');
           });
}

} // namespace

std::optional<WebhookPath> WebhookPath::parsed(const QString &path)
{
    const QStringList parts = path.split(u'/');
    if (parts.size() != 4 || !parts.at(0).isEmpty() || parts.at(1) != u"hooks" || !isDigits(parts.at(2))
        || !isToken(parts.at(3)))
        return std::nullopt;
    return WebhookPath{parts.at(2).toLongLong(), parts.at(3).toLatin1()};
}

QString WebhookPath::text() const
{
    return u"/hooks/%1/%2"_s.arg(QString::number(integrationId), QString::fromLatin1(token));
}

} // namespace uds
