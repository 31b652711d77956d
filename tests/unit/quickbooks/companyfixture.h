#pragma once

#include "engine/simulators/companysimulator.h"

#include <QDateTime>
#include <QTimeZone>

namespace uds::test {

/// A company and a client that talks to it directly.
class CompanyFixture {
public:
    explicit CompanyFixture(CompanyOptions options = {})
        : company(std::move(options))
        , now(QDate(2026, 3, 3), QTime(17, 15, 22), Qt::UTC)
    {
        company.options().enforceLimits = false; // the clock stands still
    }

    [[nodiscard]] HttpRequest request(
        const QByteArray &verb, const QString &path, const QByteArray &body = {}) const
    {
        HttpRequest made;
        made.verb = verb;
        made.url = QUrl(QStringLiteral("http://company.invalid/v3/company/9341453000000101/") + path);
        made.headers = {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}};
        made.body = body;
        return made;
    }

    [[nodiscard]] HttpResponse send(const QByteArray &verb, const QString &path, const QByteArray &body = {})
    {
        return company.answer(request(verb, path, body), now);
    }

    [[nodiscard]] Json post(const QString &path, const Json &body)
    {
        return Json::parse(send("POST", path, body.bytes()).body).value_or(Json());
    }

    [[nodiscard]] Json get(const QString &path)
    {
        return Json::parse(send("GET", path).body).value_or(Json());
    }

    [[nodiscard]] Json query(const QString &statement)
    {
        return Json::parse(send("POST", QStringLiteral("query?minorversion=75"), statement.toUtf8()).body)
            .value_or(Json());
    }

    /// Code of the fault in an answer; empty when it is not one.
    [[nodiscard]] static QString code(const Json &answer)
    {
        return answer[u"Fault"][u"Error"].array().value(0)[u"code"].string();
    }

    [[nodiscard]] QString customer(const QString &name)
    {
        const Json body = Json::object({{QStringLiteral("DisplayName"), name}});
        return post(QStringLiteral("customer"), body)[u"Customer"][u"Id"].string();
    }

    [[nodiscard]] QString item(const QString &name)
    {
        const Json body = Json::parse(QByteArray(R"({"Name":")" + name.toUtf8()
                                          + R"(","Type":"NonInventory","IncomeAccountRef":{"value":"79"}})"))
                              .value();
        return post(QStringLiteral("item"), body)[u"Item"][u"Id"].string();
    }

    CompanySimulator company;
    QDateTime now;
    QByteArray token = "simulated-access-token";
};

/// `{"Amount":..,"DetailType":"SalesItemLineDetail",...}`; no quantity when \a quantity is empty.
[[nodiscard]] inline Json itemLine(
    const QString &item, const char *amount, const QByteArray &quantity = {}, const QByteArray &price = {})
{
    QByteArray text = QByteArray("{\"Amount\":") + amount + ",\"DetailType\":\"SalesItemLineDetail\","
        + "\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"" + item.toUtf8() + "\"}";
    if (!quantity.isEmpty())
        text += ",\"Qty\":" + quantity + ",\"UnitPrice\":" + price + ",\"TaxCodeRef\":{\"value\":\"TAX\"}";
    return Json::parse(text + "}}").value();
}

[[nodiscard]] inline Json reference(const QString &id)
{
    return Json::object({{QStringLiteral("value"), id}});
}

} // namespace uds::test
