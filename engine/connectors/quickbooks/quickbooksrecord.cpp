#include "engine/connectors/quickbooks/quickbooksrecord.h"

#include "engine/connectors/quickbooks/quickbooksentities.h"
#include "engine/core/hash.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QByteArray contentHash(Json document)
{
    // A change by the service itself, such as a new sync token, is no change of content.
    for (const QString &name : {u"MetaData"_s, u"SyncToken"_s, u"domain"_s, u"sparse"_s})
        document.remove(name);
    return sha256Hex(document.canonicalBytes());
}

} // namespace

Record quickBooksRecord(const QString &entityName, const Json &document)
{
    Record record;
    record.entity = entityName;
    record.id = document[u"Id"].scalarText();
    const bool isDeleted = document[u"status"].string() == "Deleted"_L1;
    if (const QuickBooksEntity *entity = isDeleted ? nullptr : quickBooksEntity(entityName))
        record.number = document[entity->numberMember].scalarText();
    record.modifiedUtc = quickBooksMoment(document, u"LastUpdatedTime");
    record.version = document[u"SyncToken"].scalarText();
    record.document
        = isDeleted ? Json::object({{u"Id"_s, record.id}, {u"status"_s, u"Deleted"_s}}) : document;
    if (record.id.isEmpty()) {
        record.unreadable = Error{ErrorKind::Validation, u"qbo.record"_s,
            QCoreApplication::translate("uds", "QuickBooks sent an object without an id."), {}, u"Id"_s, {},
            {}};
        return record;
    }
    record.contentHash = contentHash(record.document);
    return record;
}

QDateTime quickBooksMoment(const Json &document, QStringView member)
{
    return QDateTime::fromString(document[u"MetaData"][member].string(), Qt::ISODateWithMs).toUTC();
}

const JsonArray &quickBooksRows(const Json &answer, const QString &entity)
{
    return answer[u"QueryResponse"][entity].array();
}

} // namespace uds
