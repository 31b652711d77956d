#include "engine/connectors/quickbooks/quickbooksverification.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Rung = ConnectionRung;

QString yesOrNo(bool value)
{
    return value ? QCoreApplication::translate("uds", "yes") : QCoreApplication::translate("uds", "no");
}

/// A value of the company's NameValue list; empty when it is missing.
QString namedValue(const Json &info, QStringView name)
{
    for (const Json &pair : info[u"NameValue"].array()) {
        if (pair[u"Name"].string() == name)
            return pair[u"Value"].string();
    }
    return {};
}

Rung rungOf(const Error &error)
{
    static const QHash<QString, Rung> byCode{
        {u"qbo.3100"_s, Rung::ReadPermission},
        {u"qbo.5020"_s, Rung::ReadPermission},
        {u"qbo.6190"_s, Rung::ReadPermission},
    };
    if (const auto found = byCode.constFind(error.code); found != byCode.constEnd())
        return *found;
    if (error.code.startsWith("qbo.http.3"_L1))
        return Rung::Redirect;
    return error.kind == ErrorKind::Authentication ? Rung::Authorization
                                                   : ConnectionLadder::rungOf(error).value_or(Rung::Answer);
}

Error redirected(Error error)
{
    error.kind = ErrorKind::Configuration;
    error.message = QCoreApplication::translate("uds", "The address sends requests on to another address.");
    error.hint = QCoreApplication::translate("uds",
        "QuickBooks itself never does: a proxy or a login page of the network is in between, or the other "
        "address of the integration is wrong.");
    return error;
}

Error unreadable(Error error)
{
    if (error.hint.isEmpty())
        error.hint = QCoreApplication::translate("uds",
            "Something between this computer and QuickBooks answers instead of it: a proxy, a login page of "
            "the "
            "network or a security program. Allow the address there, and check the other address if one is "
            "set.");
    return error;
}

Error namelessCompany()
{
    return {ErrorKind::Configuration, u"qbo.verify.company"_s,
        QCoreApplication::translate("uds", "QuickBooks answered without the company's name."),
        QCoreApplication::translate("uds", "Check the address and the company id."), u"realm_id"_s, {}, {}};
}

} // namespace

QuickBooksVerification::QuickBooksVerification(QuickBooksQueries &queries, Clock &clock)
    : m_queries(queries)
    , m_clock(clock)
{
}

QCoro::Task<Result<VerifyReport>> QuickBooksVerification::run(std::stop_token stop)
{
    const bool isCompanyOpen = co_await checkCompany(stop);
    if (isCompanyOpen) {
        const QByteArray resource = "preferences";
        const Result<QuickBooksAnswer> preferences = co_await m_queries.get(resource, stop);
        if (preferences)
            describeFeatures(preferences->document[u"Preferences"]);
        else
            m_ladder.fall(Rung::Features, preferences.error());
    }
    if (stop.stop_requested())
        co_return fail(ErrorKind::Cancelled, u"qbo.verify.cancelled"_s,
            QCoreApplication::translate("uds", "The connection test was stopped."));
    co_return m_ladder.report();
}

QCoro::Task<bool> QuickBooksVerification::checkCompany(std::stop_token stop)
{
    const QByteArray resource = "companyinfo/" + QUrl::toPercentEncoding(m_queries.realmId());
    const Result<QuickBooksAnswer> company = co_await m_queries.get(resource, stop);
    if (!company) {
        refused(company.error());
        co_return false;
    }
    m_ladder.answered(m_queries.baseUrl());
    m_ladder.pass(Rung::Authorization, QCoreApplication::translate("uds", "The access token is accepted."));
    m_ladder.pass(Rung::Answer, QCoreApplication::translate("uds", "The answer is readable."));
    m_ladder.compareClocks(m_clock.nowUtc(), company->serverTimeUtc);
    const Json &info = company->document[u"CompanyInfo"];
    if (info[u"CompanyName"].string().isEmpty()) {
        m_ladder.fall(Rung::ReadPermission, namelessCompany());
        co_return false;
    }
    describeCompany(info);
    co_return true;
}

void QuickBooksVerification::refused(const Error &error)
{
    const Rung rung = rungOf(error);
    if (rung == Rung::ReadPermission) {
        m_ladder.pass(
            Rung::Authorization, QCoreApplication::translate("uds", "The access token is accepted."));
        m_ladder.pass(Rung::Answer, QCoreApplication::translate("uds", "The answer is readable."));
    }
    const Error told = rung == Rung::Redirect ? redirected(error)
        : rung == Rung::Answer                ? unreadable(error)
                                              : error;
    m_ladder.fall(rung, told);
}

void QuickBooksVerification::describeCompany(const Json &info)
{
    const QString name = info[u"CompanyName"].string();
    m_ladder.setAccountName(name);
    m_ladder.pass(Rung::ReadPermission,
        QCoreApplication::translate("uds", "%1 (%2), company id %3.")
            .arg(name, info[u"Country"].string(), m_queries.realmId()));
    judgeWriting(namedValue(info, u"SubscriptionStatus"));
    const QString edition = namedValue(info, u"OfferingSku");
    const QString version = QCoreApplication::translate("uds", "API version 3, minor version 75.");
    // Simple Start keeps no quantities, and its editions for other countries call themselves EasyStart.
    if (edition.contains(u"Simple Start"_s) || edition.contains(u"EasyStart"_s))
        m_ladder.warn(Rung::Version, version + u' ' + edition + u'.',
            QCoreApplication::translate(
                "uds", "This edition has no inventory: items are created without quantities."));
    else
        m_ladder.pass(Rung::Version, edition.isEmpty() ? version : version + u' ' + edition + u'.');
}

void QuickBooksVerification::judgeWriting(const QString &subscription)
{
    // The one permission there is covers reading and writing; only an ended subscription stops writing.
    const QStringList open{QString(), u"PAID"_s, u"TRIAL"_s};
    if (open.contains(subscription.toUpper()))
        m_ladder.pass(Rung::WritePermission,
            QCoreApplication::translate("uds", "The permission covers writing; nothing was written."));
    else
        m_ladder.warn(Rung::WritePermission,
            QCoreApplication::translate("uds", "The subscription's state is \"%1\".").arg(subscription),
            QCoreApplication::translate("uds",
                "QuickBooks may refuse changes. Renew the subscription in QuickBooks when it has ended."));
}

void QuickBooksVerification::describeFeatures(const Json &preferences)
{
    const Json &sales = preferences[u"SalesFormsPrefs"];
    const Json &currency = preferences[u"CurrencyPrefs"];
    const QStringList findings = {
        QCoreApplication::translate("uds", "Own document numbers: %1.")
            .arg(yesOrNo(sales[u"CustomTxnNumbers"].boolean())),
        QCoreApplication::translate("uds", "Discount lines: %1.")
            .arg(yesOrNo(sales[u"AllowDiscount"].boolean())),
        QCoreApplication::translate("uds", "Shipping lines: %1.")
            .arg(yesOrNo(sales[u"AllowShipping"].boolean())),
        QCoreApplication::translate("uds", "Home currency: %1.")
            .arg(currency[u"HomeCurrency"][u"value"].string()),
    };
    if (sales[u"CustomTxnNumbers"].boolean())
        m_ladder.pass(Rung::Features, findings.join(u' '));
    else
        m_ladder.warn(Rung::Features, findings.join(u' '),
            QCoreApplication::translate("uds",
                "Switch on custom transaction numbers in QuickBooks, so that order numbers are kept."));
}

} // namespace uds
