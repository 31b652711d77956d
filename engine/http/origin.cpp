#include "engine/http/origin.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == "https"_L1 ? 443 : 80);
}

QString originText(const QUrl &url)
{
    return u"%1://%2:%3"_s.arg(url.scheme(), url.host()).arg(portOf(url));
}

} // namespace

bool sameOrigin(const QUrl &left, const QUrl &right)
{
    return left.scheme() == right.scheme() && !left.host().isEmpty() && left.host() == right.host()
        && portOf(left) == portOf(right);
}

Result<void> checkOrigin(const QUrl &url, const QUrl &origin)
{
    if (sameOrigin(url, origin))
        return {};
    return fail(ErrorKind::Configuration, u"http.foreignOrigin"_s,
        QCoreApplication::translate(
            "uds", "A request to %1 was stopped: the credentials belong to %2 and are sent nowhere else.")
            .arg(originText(url), originText(origin)),
        QCoreApplication::translate("uds", "Check the address of the integration."));
}

bool isLoopbackHost(const QString &host)
{
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return true;
    const QHostAddress address(host);
    return !address.isNull() && address.isLoopback();
}

} // namespace uds
