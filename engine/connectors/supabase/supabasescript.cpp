#include "engine/connectors/supabase/supabasescript.h"

#include "engine/connectors/supabase/postgressetup.h"

#include <QFile>
#include <QtCore/qresource.h>

// Q_INIT_RESOURCE must stand outside of any namespace: the library is static.
static void initSupabaseScript()
{
    Q_INIT_RESOURCE(supabasescript);
}

namespace uds {

using namespace Qt::StringLiterals;

Result<QString> supabaseSetupScript(const QString &schema)
{
    initSupabaseScript();
    QFile file(u":/supabase/warehouse.sql"_s);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    return warehouseScript(isOpen ? QString::fromUtf8(file.readAll()) : QString(), schema);
}

} // namespace uds
