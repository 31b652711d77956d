#include "engine/connectors/connectorfactory.h"
#include "engine/connectors/quickbooks/quickbooksfactory.h"
#include "engine/connectors/supabase/supabasefactory.h"
#include "engine/connectors/woocommerce/woocommercefactory.h"

namespace uds {

QList<const ConnectorFactory *> connectorFactories()
{
    static const WooCommerceFactory wooCommerce;
    static const QuickBooksFactory quickBooks;
    static const SupabaseFactory supabase;
    return {&wooCommerce, &quickBooks, &supabase};
}

const ConnectorFactory *connectorFactory(QStringView name)
{
    for (const ConnectorFactory *factory : connectorFactories()) {
        if (factory->description().name == name)
            return factory;
    }
    return nullptr;
}

} // namespace uds
