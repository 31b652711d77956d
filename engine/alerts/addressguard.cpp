#include "engine/alerts/addressguard.h"

#include "engine/http/httperrors.h"

#include <QCoreApplication>
#include <QHostInfo>

#include <algorithm>
#include <array>
#include <utility>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Subnet = std::pair<QHostAddress, int>;

const QList<Subnet> &privateSubnets()
{
    static const QList<Subnet> subnets = [] {
        constexpr std::array texts{"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "::/128", "::1/128",
            "fc00::/7", "fe80::/9", "ff00::/8", "2001:db8::/32"};
        QList<Subnet> parsed;
        for (const char *text : texts)
            parsed.append(QHostAddress::parseSubnet(QLatin1StringView(text)));
        return parsed;
    }();
    return subnets;
}

QHostAddress carried(const Q_IPV6ADDR &bytes, int offset)
{
    quint32 number = 0;
    for (int i = 0; i < 4; ++i)
        number = number << 8 | bytes[offset + i];
    return QHostAddress(number);
}

// The IPv4 address within an IPv4-mapped, NAT64 or 6to4 address.
std::optional<QHostAddress> carriedAddress(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return std::nullopt;
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    static const Subnet mapped = QHostAddress::parseSubnet(u"::/80"_s);
    static const Subnet nat64 = QHostAddress::parseSubnet(u"64:ff9b::/96"_s);
    static const Subnet sixToFour = QHostAddress::parseSubnet(u"2002::/16"_s);
    if (address.isInSubnet(mapped) || address.isInSubnet(nat64))
        return carried(bytes, 12);
    if (address.isInSubnet(sixToFour))
        return carried(bytes, 2);
    return std::nullopt;
}

} // namespace

bool isPrivateAddress(const QHostAddress &address)
{
    if (address.isNull())
        return true;
    const QHostAddress meant = carriedAddress(address).value_or(address);
    return std::any_of(privateSubnets().cbegin(), privateSubnets().cend(),
        [&meant](const Subnet &subnet) { return meant.isInSubnet(subnet); });
}

Error privateAddressError(const QString &host)
{
    return {ErrorKind::Configuration, u"alert.private"_s,
        QCoreApplication::translate("uds", "%1 is an address within a private network.").arg(host),
        QCoreApplication::translate("uds",
            "If the alerts are meant to go there, allow private addresses in the settings of the channel."),
        u"allow_private"_s, {}, std::nullopt};
}

QCoro::Task<Result<void>> checkPublicHost(QString host, Background *background)
{
    QHostInfo found;
    const std::vector<Background::Job> jobs{[&found, host] { found = QHostInfo::fromName(host); }};
    co_await background->finish(jobs);
    const QList<QHostAddress> addresses = found.addresses();
    if (addresses.isEmpty())
        co_return fail(httpError(HttpFault::UnknownHost, ErrorKind::Network, host));
    if (std::any_of(addresses.cbegin(), addresses.cend(), isPrivateAddress))
        co_return fail(privateAddressError(host));
    co_return Result<void>();
}

} // namespace uds
