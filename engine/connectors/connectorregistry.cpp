#include "engine/connectors/connectorfactory.h"
#include "engine/connectors/quickbooks/quickbooksfactory.h"
#include "engine/connectors/woocommerce/woocommercefactory.h"

namespace uds {

QList<const ConnectorFactory *> connectorFactories()
{
    static const WooCommerceFactory wooCommerce;
    static const QuickBooksFactory quickBooks;
    return {&wooCommerce, &quickBooks};
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
