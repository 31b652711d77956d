#include "engine/api/auditentries.h"

#include "engine/api/webhookendpoints.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace uds {

using namespace Qt::StringLiterals;

AuditEntry recordsEntry(const QString &action, const QList<qint64> &failureIds)
{
    constexpr qsizetype kNamed = 100; // of thousands the count says enough
    JsonArray ids;
    for (const qint64 id : failureIds.mid(0, kNamed))
        ids.append(id);
    return {action, QCoreApplication::translate("uds", "%1 failed records").arg(failureIds.size()), {},
        Json::object({{u"count"_s, qint64(failureIds.size())}, {u"failures"_s, ids}})};
}

AuditEntry exportEntry(const ExportRequest &request)
{
    return {u"history.exported"_s, QFileInfo(request.path).fileName(), {},
        Json::object({{u"path"_s, request.path},
            {u"format"_s, request.format == ExportRequest::Format::Csv ? u"csv"_s : u"jsonl"_s}})};
}

AuditEntry webhooksEntry(const WebhookEndpoint &endpoint)
{
    return {u"webhooks.changed"_s, endpoint.integration.name, {},
        Json::object({{u"enabled"_s, endpoint.isEnabled}, {u"url"_s, endpoint.publicUrl.toString()}})};
}

AuditEntry alertEntry(const QString &action, const QString &object, const Json &changes)
{
    return {action, object, {}, changes};
}

} // namespace uds
