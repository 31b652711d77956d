#include "engine/connectors/woocommerce/woocommerceverification.h"

#include "engine/core/clock.h"

#include <QCoreApplication>
#include <QVersionNumber>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Rung = ConnectionRung;

bool hasApi(const Json &siteIndex)
{
    const JsonArray &namespaces = siteIndex[u"namespaces"].array();
    return std::any_of(
        namespaces.begin(), namespaces.end(), [](const Json &name) { return name.string() == u"wc/v3"_s; });
}

Error apiMissing()
{
    return {ErrorKind::Configuration, u"woo.apiMissing"_s,
        QCoreApplication::translate("uds", "WordPress answers, but it has no WooCommerce API."),
        QCoreApplication::translate(
            "uds", "Check that WooCommerce is active, and that no plug-in blocks its REST API."),
        {}, {}, std::nullopt};
}

Error headerStripped()
{
    return {ErrorKind::Authentication, u"woo.headerStripped"_s,
        QCoreApplication::translate(
            "uds", "The key is right, but the shop's host drops the Authorization header on its way."),
        QCoreApplication::translate("uds",
            "Set \"Authentication\" of the integration to \"query\", or ask the host to pass the header on."),
        u"authentication"_s, {}, std::nullopt};
}

/// The smallest question that only a good key is answered.
WooParameters oneId()
{
    return {{u"per_page"_s, u"1"_s}, {u"_fields"_s, u"id"_s}};
}

Rung rungOf(const Error &error)
{
    static const QHash<QString, Rung> byCode{
        {u"woo.redirect"_s, Rung::Redirect},
        {u"woo.keyNotSeen"_s, Rung::Authorization},
        {u"woo.headerStripped"_s, Rung::Authorization},
        {u"woo.signatureTime"_s, Rung::Authorization},
        {u"woo.secret"_s, Rung::Authorization},
        {u"woo.signature"_s, Rung::Authorization},
        {u"woo.hostPassword"_s, Rung::Authorization},
        {u"woo.keyRights"_s, Rung::ReadPermission},
        {u"woo.userRights"_s, Rung::ReadPermission},
        {u"woo.blocked"_s, Rung::ReadPermission},
    };
    return ConnectionLadder::rungOf(error).value_or(byCode.value(error.code, Rung::Answer));
}

} // namespace

WooCommerceVerification::WooCommerceVerification(
    WooCommerceQueries &queries, Clock &clock, WooParameters keyInAddress)
    : m_queries(queries)
    , m_clock(clock)
    , m_keyInAddress(std::move(keyInAddress))
{
}

QCoro::Task<Result<VerifyReport>> WooCommerceVerification::run(std::stop_token stop)
{
    bool goesOn = co_await checkSite(stop);
    if (goesOn)
        goesOn = co_await checkKey(stop);
    if (goesOn)
        goesOn = co_await checkVersion(stop);
    if (goesOn)
        goesOn = co_await checkFeatures(stop);
    if (stop.stop_requested())
        co_return fail(ErrorKind::Cancelled, u"woo.verify.cancelled"_s,
            QCoreApplication::translate("uds", "The connection test was stopped."));
    co_return m_ladder.report();
}

QCoro::Task<bool> WooCommerceVerification::checkSite(std::stop_token stop)
{
    const auto index = co_await m_queries.get(u"/"_s, {}, stop);
    if (!index) {
        m_ladder.fall(rungOf(index.error()), index.error());
        co_return false;
    }
    m_ladder.answered(m_queries.shop());
    m_ladder.setAccountName(index->document[u"name"].string());
    m_ladder.compareClocks(m_clock.nowUtc(), index->serverTimeUtc);
    if (!hasApi(index->document)) {
        m_ladder.fall(Rung::Answer, apiMissing());
        co_return false;
    }
    m_ladder.pass(Rung::Answer,
        QCoreApplication::translate("uds", "The WooCommerce API of \"%1\".")
            .arg(m_ladder.report().accountName));
    co_return true;
}

QCoro::Task<bool> WooCommerceVerification::checkKey(std::stop_token stop)
{
    // The indexes answer without a key, and even with a wrong one: only a list shows whether the key works.
    const auto orders = co_await m_queries.get(wooPath(u"orders"_s), oneId(), stop);
    if (!orders) {
        const Error error = co_await explained(orders.error(), stop);
        const Rung rung = rungOf(error);
        if (rung == Rung::ReadPermission)
            m_ladder.pass(Rung::Authorization, QCoreApplication::translate("uds", "The shop knows the key."));
        m_ladder.fall(rung, error);
        co_return false;
    }
    m_ladder.pass(Rung::Authorization, QCoreApplication::translate("uds", "The shop accepts the key."));
    m_ladder.pass(Rung::ReadPermission,
        QCoreApplication::translate("uds", "Orders that can be read: %1.").arg(orders->total.value_or(0)));
    judgeWriting(orders->allowedVerbs);
    co_return true;
}

QCoro::Task<Error> WooCommerceVerification::explained(Error keyNotSeen, std::stop_token stop)
{
    if (keyNotSeen.code != u"woo.keyNotSeen"_s || m_keyInAddress.isEmpty())
        co_return keyNotSeen;
    const WooParameters parameters = oneId() + m_keyInAddress;
    const auto orders = co_await m_queries.get(wooPath(u"orders"_s), parameters, stop);
    if (orders)
        co_return headerStripped();
    // A better answer than "not seen" comes from the same shop about the same key.
    const bool isTelling = orders.error().kind == ErrorKind::Authentication;
    co_return isTelling ? orders.error() : keyNotSeen;
}

void WooCommerceVerification::judgeWriting(const QByteArray &allowedVerbs)
{
    // WordPress names the verbs that the key's user may use here. What the key itself may do it does not
    // tell.
    if (allowedVerbs.isEmpty())
        m_ladder.leaveOpen(Rung::WritePermission,
            QCoreApplication::translate("uds", "The shop tells it only when something is written."));
    else if (allowedVerbs.contains("POST"))
        m_ladder.pass(Rung::WritePermission,
            QCoreApplication::translate("uds",
                "The key's user may write. Whether the key is set to Read/Write shows with the first "
                "change."));
    else
        m_ladder.warn(Rung::WritePermission,
            QCoreApplication::translate("uds", "The key's user may read only."),
            QCoreApplication::translate(
                "uds", "Enough to read from this shop. To write to it, create the key for a shop manager."));
}

QCoro::Task<bool> WooCommerceVerification::checkVersion(std::stop_token stop)
{
    const WooParameters wanted{{u"_fields"_s, u"environment,settings"_s}};
    const auto status = co_await m_queries.get(wooPath(u"system_status"_s), wanted, stop);
    if (!status) {
        // The list before could be read: what is refused here is this page alone.
        m_ladder.fall(Rung::Version, status.error());
        co_return false;
    }
    const QString version = status->document[u"environment"][u"version"].string();
    const QString finding = QCoreApplication::translate("uds", "WooCommerce %1.").arg(version);
    if (QVersionNumber::fromString(version) < QVersionNumber(7))
        m_ladder.warn(Rung::Version, finding,
            QCoreApplication::translate("uds", "Versions before 7.0 have not been tried: update the shop."));
    else
        m_ladder.pass(Rung::Version, finding);
    const Json &settings = status->document[u"settings"];
    m_features = QCoreApplication::translate("uds", "Currency %1, %2 decimals.")
                     .arg(settings[u"currency"].scalarText(), settings[u"number_of_decimals"].scalarText());
    co_return true;
}

QCoro::Task<bool> WooCommerceVerification::checkFeatures(std::stop_token stop)
{
    const auto index = co_await m_queries.get(u"/wc/v3"_s, {}, stop);
    if (!index) {
        m_ladder.fall(Rung::Features, index.error());
        co_return false;
    }
    const Json &routes = index->document[u"routes"];
    if (routes.contains(u"/wc/v3/refunds") && routes.contains(u"/wc/v3/variations"))
        m_ladder.pass(Rung::Features, m_features);
    else
        m_ladder.warn(Rung::Features, m_features,
            QCoreApplication::translate(
                "uds", "This version has no lists of all refunds or variations; newer ones have."));
    co_return true;
}

} // namespace uds
