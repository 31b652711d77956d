#pragma once

#include "engine/connectors/connectorsender.h"
#include "engine/connectors/quickbooks/quickbookswire.h"
#include "engine/http/httpwriter.h"

namespace uds {

/// Sends frozen calls to one QuickBooks company.
class QuickBooksSender final : public ConnectorSender {
public:
    /// \a http must outlive the sender.
    QuickBooksSender(HttpWriter &http, QUrl baseUrl, QuickBooksWire wire);
    [[nodiscard]] QCoro::Task<QList<Outcome>> send(FrozenCall call, std::stop_token stop) override;

private:
    HttpWriter &m_http;
    QUrl m_baseUrl;
    QuickBooksWire m_wire;
};

} // namespace uds
