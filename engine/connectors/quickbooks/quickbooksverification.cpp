#include "engine/connectors/quickbooks/quickbooksverification.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Verdict = VerifyStep::Verdict;

QList<VerifyStep> emptyLadder()
{
    const QStringList names
        = {QCoreApplication::translate("uds", "Address"), QCoreApplication::translate("uds", "Reachability"),
            QCoreApplication::translate("uds", "TLS"), QCoreApplication::translate("uds", "Redirect"),
            QCoreApplication::translate("uds", "Authorization arrives"),
            QCoreApplication::translate("uds", "JSON answer"),
            QCoreApplication::translate("uds", "Clock difference"),
            QCoreApplication::translate("uds", "Read permission"),
            QCoreApplication::translate("uds", "Company"), QCoreApplication::translate("uds", "Features")};
    QList<VerifyStep> steps;
    for (const QString &name : names)
        steps.append(VerifyStep{name, Verdict::NotReached, {}, {}});
    return steps;
}

QString yesOrNo(bool value)
{
    return value ? QCoreApplication::translate("uds", "yes") : QCoreApplication::translate("uds", "no");
}

} // namespace

QuickBooksVerification::QuickBooksVerification(QuickBooksQueries &queries, Clock &clock)
    : m_queries(queries)
    , m_clock(clock)
{
    m_report.steps = emptyLadder();
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
            fall(Features, preferences.error());
    }
    if (stop.stop_requested())
        co_return fail(ErrorKind::Cancelled, u"qbo.verify.cancelled"_s,
            QCoreApplication::translate("uds", "The connection test was stopped."));
    co_return m_report;
}

QCoro::Task<bool> QuickBooksVerification::checkCompany(std::stop_token stop)
{
    const QByteArray resource = "companyinfo/" + QUrl::toPercentEncoding(m_queries.realmId());
    const Result<QuickBooksAnswer> company = co_await m_queries.get(resource, stop);
    if (!company) {
        fall(rungOf(company.error()), company.error());
        co_return false;
    }
    passConnection();
    compareClocks(company->serverTimeUtc);
    const Json &info = company->document[u"CompanyInfo"];
    m_report.accountName = info[u"CompanyName"].string();
    if (m_report.accountName.isEmpty()) {
        fall(Read,
            Error{ErrorKind::Configuration, u"qbo.verify.company"_s,
                QCoreApplication::translate("uds", "QuickBooks answered without the company's name."),
                QCoreApplication::translate("uds", "Check the address and the company id."), u"realm_id"_s,
                {}, {}});
        co_return false;
    }
    pass(Read, QCoreApplication::translate("uds", "The company's data can be read."));
    pass(Company,
        QCoreApplication::translate("uds", "%1 (%2), company id %3.")
            .arg(m_report.accountName, info[u"Country"].string(), m_queries.realmId()));
    co_return true;
}

void QuickBooksVerification::passConnection()
{
    pass(Address, m_queries.baseUrl().host());
    pass(Reachability, QCoreApplication::translate("uds", "The server answers."));
    if (m_queries.baseUrl().scheme() == "https"_L1)
        pass(Tls,
            QCoreApplication::translate("uds", "The connection is encrypted and the certificate is valid."));
    else
        warn(Tls, QCoreApplication::translate("uds", "The connection is not encrypted."),
            QCoreApplication::translate("uds", "Fine for a simulator on this computer only."));
    pass(Redirect, QCoreApplication::translate("uds", "The server answers directly."));
    pass(Authorization, QCoreApplication::translate("uds", "The access token is accepted."));
    pass(Answer, QCoreApplication::translate("uds", "The answer is readable."));
}

void QuickBooksVerification::compareClocks(const QDateTime &serverTimeUtc)
{
    constexpr qint64 tolerableSeconds = 300;
    if (!serverTimeUtc.isValid()) {
        warn(ClockDifference, QCoreApplication::translate("uds", "The server does not tell its time."),
            QCoreApplication::translate("uds", "Check this computer's clock."));
        return;
    }
    const qint64 difference = qAbs(m_clock.nowUtc().secsTo(serverTimeUtc));
    const QString finding = QCoreApplication::translate("uds", "%1 seconds.").arg(difference);
    if (difference > tolerableSeconds)
        warn(ClockDifference, finding,
            QCoreApplication::translate("uds", "Set this computer's clock; sign-in depends on it."));
    else
        pass(ClockDifference, finding);
}

void QuickBooksVerification::describeFeatures(const Json &preferences)
{
    const Json &sales = preferences[u"SalesFormsPrefs"];
    const Json &currency = preferences[u"CurrencyPrefs"];
    const QStringList findings = {
        QCoreApplication::translate("uds", "Minor version 75."),
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
        pass(Features, findings.join(u' '));
    else
        warn(Features, findings.join(u' '),
            QCoreApplication::translate("uds",
                "Switch on custom transaction numbers in QuickBooks, so that order numbers are kept."));
}

QuickBooksVerification::Rung QuickBooksVerification::rungOf(const Error &error)
{
    static const QHash<QString, Rung> byCode = {
        {u"http.host"_s, Address},
        {u"http.tls"_s, Tls},
        {u"qbo.http.301"_s, Redirect},
        {u"qbo.http.302"_s, Redirect},
        {u"qbo.http.307"_s, Redirect},
        {u"qbo.http.308"_s, Redirect},
        {u"qbo.3100"_s, Company},
        {u"qbo.5020"_s, Read},
    };
    if (const auto found = byCode.constFind(error.code); found != byCode.constEnd())
        return *found;
    if (error.kind == ErrorKind::Authentication)
        return Authorization;
    return error.code.startsWith("http."_L1) ? Reachability : Answer;
}

void QuickBooksVerification::pass(Rung rung, const QString &finding)
{
    m_report.steps[rung].verdict = Verdict::Passed;
    m_report.steps[rung].finding = finding;
}

void QuickBooksVerification::warn(Rung rung, const QString &finding, const QString &advice)
{
    m_report.steps[rung].verdict = Verdict::Warning;
    m_report.steps[rung].finding = finding;
    m_report.steps[rung].advice = advice;
}

void QuickBooksVerification::fall(Rung rung, const Error &error)
{
    for (int below = Address; below < rung; ++below) {
        // What lies before the failed rung was passed on the way, though nothing was measured there.
        if (m_report.steps[below].verdict == Verdict::NotReached && below != ClockDifference)
            m_report.steps[below].verdict = Verdict::Passed;
    }
    m_report.steps[rung].verdict = Verdict::Failed;
    m_report.steps[rung].finding = error.message;
    m_report.steps[rung].advice = error.hint;
    m_report.error = error;
}

} // namespace uds
