#include "engine/sync/plannedchange.h"

namespace uds {

using namespace Qt::StringLiterals;

QByteArray archivedContent()
{
    return "archived"_qba;
}

bool isRemoval(const PlannedChange &change)
{
    return change.action == PlannedChange::Action::Void
        || (change.action == PlannedChange::Action::Update && change.payloadHash == archivedContent());
}

QString plannedActionName(PlannedChange::Action action)
{
    switch (action) {
    case PlannedChange::Action::Create: return u"create"_s;
    case PlannedChange::Action::Update: return u"update"_s;
    case PlannedChange::Action::Void: return u"void"_s;
    case PlannedChange::Action::Adopt: return u"adopt"_s;
    case PlannedChange::Action::Unlink: return u"unlink"_s;
    case PlannedChange::Action::Unchanged: return u"unchanged"_s;
    case PlannedChange::Action::Waiting: return u"waiting"_s;
    case PlannedChange::Action::Skipped: return u"skipped"_s;
    case PlannedChange::Action::Blocked: return u"blocked"_s;
    }
    Q_UNREACHABLE();
}

QString plannedKey(const PlannedChange &change)
{
    return change.sourceId + u' ' + change.purpose;
}

} // namespace uds
