#include "engine/http/requestcheck.h"

#include "engine/http/origin.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

bool isTokenCharacter(char character)
{
    const bool letter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    const bool digit = character >= '0' && character <= '9';
    return letter || digit || QByteArrayView("!#$%&'*+-.^_`|~").contains(character);
}

bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), isTokenCharacter);
}

bool isHeaderValue(const QByteArray &text)
{
    return std::none_of(text.cbegin(), text.cend(), [](char character) {
        const auto code = static_cast<unsigned char>(character);
        return (code < 0x20 && character != '\t') || code == 0x7f;
    });
}

// The transport alone decides where a message begins and ends.
bool framesTheMessage(const QByteArray &name)
{
    static constexpr std::array<QByteArrayView, 4> kFraming{
        "host", "content-length", "transfer-encoding", "connection"};
    return std::any_of(kFraming.begin(), kFraming.end(),
        [&name](QByteArrayView framing) { return framing.compare(name, Qt::CaseInsensitive) == 0; });
}

Result<void> checkHeader(const HttpHeader &header)
{
    if (isToken(header.name) && !framesTheMessage(header.name) && isHeaderValue(header.value))
        return {};
    // Neither name nor value is repeated: the value may be a credential, the name may be an injected one.
    return fail(ErrorKind::Configuration, u"http.header"_s,
        QCoreApplication::translate(
            "uds", "A request header contains characters that are not allowed there."),
        QCoreApplication::translate("uds", "Check the credentials for line breaks and type them in again."));
}

Result<void> checkAddress(const QUrl &url, bool isSigned)
{
    const bool encrypted = url.scheme() == "https"_L1;
    const bool local = url.scheme() == "http"_L1 && (isSigned || isLoopbackHost(url.host()));
    if (url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() && (encrypted || local))
        return {};
    return fail(ErrorKind::Configuration, u"http.address"_s,
        QCoreApplication::translate("uds",
            "The address of %1 cannot be used: only https addresses without a "
            "user name are allowed, or http on this computer.")
            .arg(url.host()),
        QCoreApplication::translate("uds", "Correct the address of the integration."));
}

} // namespace

Result<void> checkRequest(const HttpRequest &request)
{
    if (!isToken(request.verb)) {
        return fail(ErrorKind::Configuration, u"http.header"_s,
            QCoreApplication::translate("uds", "The request has no valid verb."));
    }
    for (const HttpHeader &header : request.headers) {
        auto checked = checkHeader(header);
        if (!checked)
            return checked;
    }
    return checkAddress(request.url, request.isSigned);
}

} // namespace uds
