#include "engine/connectors/supabase/postgreslane.h"

namespace uds {

using namespace Qt::StringLiterals;

PostgresLane::PostgresLane(PostgresSettings settings)
    : m_connection(std::make_unique<PostgresConnection>(std::move(settings)))
{
    m_thread.setObjectName(u"warehouse"_s);
    m_there.moveToThread(&m_thread);
    m_thread.start();
}

PostgresLane::~PostgresLane()
{
    post([this] {
        m_connection.reset();
        m_thread.quit();
    });
    m_thread.wait();
}

void PostgresLane::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(&m_there, std::move(work), Qt::QueuedConnection);
}

} // namespace uds
