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
    if (const QuickBooksEntity *entity = quickBooksEntity(entityName))
        record.number = document[entity->numberMember].scalarText();
    record.modifiedUtc
        = QDateTime::fromString(document[u"MetaData"][u"LastUpdatedTime"].string(), Qt::ISODateWithMs)
              .toUTC();
    record.version = document[u"SyncToken"].scalarText();
    record.document = document;
    if (record.id.isEmpty()) {
        record.unreadable = Error{ErrorKind::Validation, u"qbo.record"_s,
            QCoreApplication::translate("uds", "QuickBooks sent an object without an id."), {}, u"Id"_s, {},
            {}};
        return record;
    }
    record.contentHash = contentHash(document);
    return record;
}

const JsonArray &quickBooksRows(const Json &answer, const QString &entity)
{
    return answer[u"QueryResponse"][entity].array();
}

} // namespace uds
