#include "engine/connectors/quickbooks/quickbookspreflight.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Verdict = VerifyStep::Verdict;

VerifyStep currency(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Currency");
    const QString home = input.target[u"homeCurrency"].string();
    const QString source = input.source[u"currency"].string();
    if (source.isEmpty() || source == home)
        return {
            name, Verdict::Passed, QCoreApplication::translate("uds", "Both sides use %1.").arg(home), {}};
    const QString finding
        = QCoreApplication::translate("uds", "The source sells in %1, the company keeps its books in %2.")
              .arg(source, home);
    if (input.target[u"multiCurrency"].boolean())
        return {name, Verdict::Warning, finding,
            QCoreApplication::translate(
                "uds", "Several currencies are switched on: each customer must have the right one.")};
    return {name, Verdict::Failed, finding,
        QCoreApplication::translate("uds",
            "Switch on several currencies in QuickBooks (this cannot be undone), or use a company in %1.")
            .arg(source)};
}

VerifyStep salesTax(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Sales tax");
    const QString model = input.target[u"taxModel"].string();
    if (model == "us-automated"_L1)
        return {name, Verdict::Warning,
            QCoreApplication::translate("uds", "QuickBooks works sales tax out by itself."),
            QCoreApplication::translate("uds",
                "The shop's tax is sent along; whether QuickBooks keeps it shows with the first documents.")};
    if (model == "us-manual"_L1)
        return {name, Verdict::Passed, QCoreApplication::translate("uds", "The documents' tax code decides."),
            {}};
    if (model == "none"_L1)
        return {name, Verdict::Passed,
            QCoreApplication::translate("uds", "The company uses no sales tax; tax is an own line."), {}};
    const bool isMapped = !input.settings[u"tax_codes"].object().isEmpty()
        || !input.settings[u"sales_tax_code"].string().isEmpty();
    return {name, isMapped ? Verdict::Passed : Verdict::Warning,
        QCoreApplication::translate("uds", "Each line needs one of the company's %1 tax codes.")
            .arg(input.target[u"taxCodes"].array().size()),
        isMapped ? QString()
                 : QCoreApplication::translate(
                     "uds", "Match the shop's rates to tax codes in the stream's settings.")};
}

const Json *findAccount(const Json &accounts, const QString &wanted)
{
    for (const JsonMember &group : accounts.object()) {
        for (const Json &account : group.value.array()) {
            if (account[u"id"].string() == wanted || account[u"name"].string() == wanted)
                return &account;
        }
    }
    return nullptr;
}

QStringList accountProblems(const PreflightInput &input)
{
    QStringList problems;
    for (const JsonMember &setting : input.settings.object()) {
        const QString wanted = setting.value.string();
        if (!setting.name.endsWith("_account"_L1) || wanted.isEmpty())
            continue;
        const Json *account = findAccount(input.target[u"accounts"], wanted);
        if (!account)
            problems.append(QCoreApplication::translate("uds", "%1 names the account “%2”, which is missing.")
                                .arg(setting.name, wanted));
        else if (!(*account)[u"active"].boolean())
            problems.append(
                QCoreApplication::translate("uds", "%1 names the account “%2”, which is inactive.")
                    .arg(setting.name, wanted));
    }
    return problems;
}

VerifyStep accounts(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Accounts");
    QStringList problems = accountProblems(input);
    if (input.target[u"accounts"][u"income"].array().isEmpty())
        problems.append(QCoreApplication::translate("uds", "The company has no income account."));
    if (problems.isEmpty())
        return {name, Verdict::Passed,
            QCoreApplication::translate("uds", "All accounts of the settings exist."), {}};
    return {name, Verdict::Failed, problems.join(u' '),
        QCoreApplication::translate("uds", "Create the accounts in QuickBooks or change the settings.")};
}

VerifyStep numbers(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Document numbers");
    if (input.target[u"customTxnNumbers"].boolean())
        return {name, Verdict::Passed,
            QCoreApplication::translate("uds", "Documents keep the order's number."), {}};
    return {name, Verdict::Warning,
        QCoreApplication::translate("uds", "QuickBooks gives its own numbers to documents."),
        QCoreApplication::translate("uds",
            "Switch on custom transaction numbers (Account and settings, Sales), so that order numbers are "
            "kept.")};
}

VerifyStep closing(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Closed books");
    const QString date = input.target[u"bookCloseDate"].string();
    if (date.isEmpty())
        return {name, Verdict::Passed, QCoreApplication::translate("uds", "The books are open."), {}};
    const bool startsLater = input.settings[u"start_date"].string() > date;
    return {name, startsLater ? Verdict::Passed : Verdict::Warning,
        QCoreApplication::translate("uds", "The books are closed until %1.").arg(date),
        startsLater ? QString()
                    : QCoreApplication::translate("uds",
                        "Documents up to that day are refused: set the stream's start date after it.")};
}

VerifyStep permission(const PreflightInput &input)
{
    const QString name = QCoreApplication::translate("uds", "Writing");
    const QString state = input.target[u"company"][u"subscription"].string();
    const QStringList open{QString(), u"PAID"_s, u"TRIAL"_s};
    if (open.contains(state.toUpper()))
        return {name, Verdict::Passed,
            QCoreApplication::translate("uds", "The permission covers reading and writing."), {}};
    return {name, Verdict::Failed,
        QCoreApplication::translate("uds", "The subscription's state is \"%1\".").arg(state),
        QCoreApplication::translate("uds", "Renew the subscription: without it the company is read-only.")};
}

} // namespace

QList<VerifyStep> quickBooksPreflight(const PreflightInput &input)
{
    if (input.isSource)
        return {};
    return {
        currency(input), salesTax(input), accounts(input), numbers(input), closing(input), permission(input)};
}

} // namespace uds
