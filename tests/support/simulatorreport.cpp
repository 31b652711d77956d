#include "tests/support/simulatorreport.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <memory>

namespace uds {

Json simulatorReport(const Json &greeting)
{
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(
        network.get(QNetworkRequest(QUrl(greeting[u"ledger"].string()))));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return Json::parse(reply->readAll()).value_or(Json());
}

} // namespace uds
