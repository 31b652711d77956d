#pragma once

#include "engine/core/json.h"
#include "engine/http/httptypes.h"

#include <QFile>
#include <QString>

namespace uds {

/// One recorded request with what the real shop answered.
struct RecordedExchange {
    QString note;
    HttpRequest request;
    QString auth;
    int status = 0;
    QString total; ///< X-WP-Total, empty when absent
    Json body; ///< null when it was not recorded
    QList<qint64> ids; ///< of a list, from the body or its summary
    bool hasIds = false;
};

[[nodiscard]] inline Json recordedFile(const QString &name)
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/woocommerce/") + name);
    return file.open(QIODevice::ReadOnly) ? Json::parse(file.readAll()).value_or(Json()) : Json();
}

[[nodiscard]] inline RecordedExchange recordedExchange(const Json &row)
{
    RecordedExchange exchange;
    exchange.note = row[u"note"].string();
    exchange.request.verb = row[u"request"][u"method"].string().toLatin1();
    exchange.request.url = QUrl::fromEncoded(
        "https://shop.example.test" + row[u"request"][u"target"].string().toLatin1(), QUrl::StrictMode);
    exchange.auth = row[u"request"][u"auth"].string();
    const Json &response = row[u"response"];
    exchange.status = int(response[u"status"].integer().value_or(0));
    for (const Json &header : response[u"headers"].array()) {
        if (header.array().first().string() == QStringLiteral("X-WP-Total"))
            exchange.total = header.array().last().string();
    }
    exchange.body = response[u"json"];
    const Json &summary = response[u"json_summary"][u"ids"];
    exchange.hasIds = summary.isArray() && !summary.array().isEmpty();
    for (const Json &id : summary.array())
        exchange.ids.append(id.integer().value_or(0));
    return exchange;
}

[[nodiscard]] inline QList<RecordedExchange> recordedExchanges(const QString &name)
{
    QList<RecordedExchange> exchanges;
    const Json file = recordedFile(name);
    for (const Json &row : file[u"exchanges"].array())
        exchanges.append(recordedExchange(row));
    return exchanges;
}

} // namespace uds
