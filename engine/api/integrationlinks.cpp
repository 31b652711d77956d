#include "engine/api/integrationlinks.h"

#include "engine/api/integrationlink.h"

namespace uds {

std::shared_ptr<IntegrationLink> IntegrationLinks::link(
    EngineParts &parts, const ConnectorFactory &factory, const StoredAccount &account)
{
    std::shared_ptr<IntegrationLink> link = m_links.value(account.integrationId).lock();
    if (link && link->fits(account.settings))
        return link;
    link = std::make_shared<IntegrationLink>(parts, factory, account);
    m_links.insert(account.integrationId, link);
    return link;
}

QSet<qint64> IntegrationLinks::troubled() const
{
    const QMutexLocker lock(&m_mutex);
    return m_troubled;
}

void IntegrationLinks::note(qint64 integrationId, bool isTroubled)
{
    const QMutexLocker lock(&m_mutex);
    if (isTroubled)
        m_troubled.insert(integrationId);
    else
        m_troubled.remove(integrationId);
}

} // namespace uds
