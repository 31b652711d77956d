#include "engine/connectors/woocommerce/woocommerceverification.h"

#include "engine/core/clock.h"

#include <QCoreApplication>
#include <QVersionNumber>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Verdict = VerifyStep::Verdict;

constexpr qint64 kTolerableSeconds = 300;

QList<VerifyStep> emptyLadder()
{
    const QStringList names{QCoreApplication::translate("uds", "Reachability"),
        QCoreApplication::translate("uds", "TLS"), QCoreApplication::translate("uds", "Redirect"),
        QCoreApplication::translate("uds", "JSON answer"),
        QCoreApplication::translate("uds", "Clock difference"),
        QCoreApplication::translate("uds", "Authorization arrives"),
        QCoreApplication::translate("uds", "Read permission"), QCoreApplication::translate("uds", "Version"),
        QCoreApplication::translate("uds", "Features")};
    QList<VerifyStep> steps;
    for (const QString &name : names)
        steps.append(VerifyStep{name, Verdict::NotReached, {}, {}});
    return steps;
}

bool hasApi(const Json &siteIndex)
{
    const JsonArray &namespaces = siteIndex[u"namespaces"].array();
    return std::any_of(
        namespaces.begin(), namespaces.end(), [](const Json &name) { return name.string() == u"wc/v3"_s; });
}

} // namespace

WooCommerceVerification::WooCommerceVerification(WooCommerceQueries &queries, Clock &clock)
    : m_queries(queries)
    , m_clock(clock)
{
    m_report.steps = emptyLadder();
}

QCoro::Task<Result<VerifyReport>> WooCommerceVerification::run(std::stop_token stop)
{
    bool goesOn = co_await checkSite(stop);
    if (goesOn)
        goesOn = co_await checkKey(stop);
    if (goesOn)
        goesOn = co_await describeShop(stop);
    if (stop.stop_requested())
        co_return fail(ErrorKind::Cancelled, u"woo.verify.cancelled"_s,
            QCoreApplication::translate("uds", "The connection test was stopped."));
    co_return m_report;
}

QCoro::Task<bool> WooCommerceVerification::checkSite(std::stop_token stop)
{
    const auto index = co_await m_queries.get(u"/"_s, {}, stop);
    if (!index) {
        fall(rungOf(index.error()), index.error());
        co_return false;
    }
    const QUrl &shop = m_queries.shop();
    pass(Reachability, QCoreApplication::translate("uds", "%1 answers.").arg(shop.host()));
    if (shop.scheme() == u"https"_s)
        pass(Tls,
            QCoreApplication::translate("uds", "The connection is encrypted and the certificate is valid."));
    else
        warn(Tls, QCoreApplication::translate("uds", "The connection is not encrypted."),
            QCoreApplication::translate("uds", "Fine for a simulator on this computer only."));
    pass(Redirect, QCoreApplication::translate("uds", "The shop answers directly."));
    m_report.accountName = index->document[u"name"].string();
    if (!hasApi(index->document)) {
        fall(Answer,
            Error{ErrorKind::Configuration, u"woo.apiMissing"_s,
                QCoreApplication::translate("uds", "WordPress answers, but it has no WooCommerce API."),
                QCoreApplication::translate(
                    "uds", "Check that WooCommerce is active, and that no plug-in blocks its REST API."),
                {}, {}, std::nullopt});
        co_return false;
    }
    pass(Answer,
        QCoreApplication::translate("uds", "The WooCommerce API of \"%1\".").arg(m_report.accountName));
    compareClocks(index->serverTimeUtc);
    co_return true;
}

QCoro::Task<bool> WooCommerceVerification::checkKey(std::stop_token stop)
{
    // The indexes answer without a key, and even with a wrong one: only a list shows whether the key works.
    const WooParameters parameters{{u"per_page"_s, u"1"_s}, {u"_fields"_s, u"id"_s}};
    const auto orders = co_await m_queries.get(wooPath(u"orders"_s), parameters, stop);
    if (!orders) {
        const Rung rung
            = orders.error().code == u"woo.keyRights"_s || orders.error().code == u"woo.userRights"_s
            ? Read
            : Authorization;
        if (rung == Read)
            pass(Authorization, QCoreApplication::translate("uds", "The shop knows the key."));
        fall(rung, orders.error());
        co_return false;
    }
    pass(Authorization, QCoreApplication::translate("uds", "The shop accepts the key."));
    pass(Read,
        QCoreApplication::translate(
            "uds", "%n order(s) can be read.", nullptr, int(orders->total.value_or(0))));
    co_return true;
}

QCoro::Task<bool> WooCommerceVerification::describeShop(std::stop_token stop)
{
    const WooParameters wanted{{u"_fields"_s, u"environment,settings"_s}};
    const auto status = co_await m_queries.get(wooPath(u"system_status"_s), wanted, stop);
    if (!status) {
        fall(Version, status.error());
        co_return false;
    }
    const QString version = status->document[u"environment"][u"version"].string();
    if (QVersionNumber::fromString(version) < QVersionNumber(7))
        warn(Version, QCoreApplication::translate("uds", "WooCommerce %1.").arg(version),
            QCoreApplication::translate("uds", "Versions before 7.0 have not been tried."));
    else
        pass(Version, QCoreApplication::translate("uds", "WooCommerce %1.").arg(version));
    const auto index = co_await m_queries.get(u"/wc/v3"_s, {}, stop);
    if (!index) {
        fall(Features, index.error());
        co_return false;
    }
    const Json &routes = index->document[u"routes"];
    const QString features = QCoreApplication::translate("uds", "Currency %1, %2 decimals.")
                                 .arg(status->document[u"settings"][u"currency"].scalarText(),
                                     status->document[u"settings"][u"number_of_decimals"].scalarText());
    if (routes.contains(u"/wc/v3/refunds") && routes.contains(u"/wc/v3/variations"))
        pass(Features, features);
    else
        warn(Features, features,
            QCoreApplication::translate(
                "uds", "This version has no lists of all refunds or variations; newer ones have."));
    co_return true;
}

void WooCommerceVerification::compareClocks(const QDateTime &serverTimeUtc)
{
    if (!serverTimeUtc.isValid()) {
        warn(ClockDifference, QCoreApplication::translate("uds", "The shop does not tell its time."),
            QCoreApplication::translate("uds", "Check this computer's clock."));
        return;
    }
    const qint64 difference = qAbs(m_clock.nowUtc().secsTo(serverTimeUtc));
    const QString finding = QCoreApplication::translate("uds", "%1 seconds.").arg(difference);
    if (difference > kTolerableSeconds)
        warn(ClockDifference, finding,
            QCoreApplication::translate("uds", "Set the clock of this computer or of the shop's server."));
    else
        pass(ClockDifference, finding);
}

void WooCommerceVerification::pass(Rung rung, const QString &finding)
{
    m_report.steps[rung].verdict = Verdict::Passed;
    m_report.steps[rung].finding = finding;
}

void WooCommerceVerification::warn(Rung rung, const QString &finding, const QString &advice)
{
    m_report.steps[rung] = VerifyStep{m_report.steps.at(rung).name, Verdict::Warning, finding, advice};
}

void WooCommerceVerification::fall(Rung rung, const Error &error)
{
    // Whoever fails on a rung stands on those below.
    for (int below = 0; below < rung; ++below) {
        if (m_report.steps.at(below).verdict == Verdict::NotReached)
            m_report.steps[below].verdict = Verdict::Passed;
    }
    m_report.steps[rung]
        = VerifyStep{m_report.steps.at(rung).name, Verdict::Failed, error.message, error.hint};
    m_report.error = error;
}

WooCommerceVerification::Rung WooCommerceVerification::rungOf(const Error &error)
{
    if (error.code == u"http.tls"_s)
        return Tls;
    if (error.code == u"woo.redirect"_s)
        return Redirect;
    return error.code.startsWith(u"http."_s) ? Reachability : Answer;
}

} // namespace uds
