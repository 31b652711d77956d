#pragma once

#include "engine/connectors/connectorsender.h"
#include "engine/connectors/supabase/supabasewire.h"
#include "engine/http/httpwriter.h"

namespace uds {

/// Which place of which project a connector talks to.
struct SupabasePlace {
    QUrl baseUrl; ///< of the project, without /rest/v1
    QString schema; ///< holds the warehouse's tables
    bool readOnly = false;
    friend bool operator==(const SupabasePlace &, const SupabasePlace &) = default;
};

/// Sends frozen calls to a warehouse behind PostgREST.
///
/// One request is one transaction: a row that the database refuses takes its neighbours along. Were all of
/// them given back as NotSent, the same rows would come again in the same company for ever; were all of them
/// rejected, good rows would fail for a bad one. So a refused call, which is proven not to be applied, is
/// followed by its two halves, each sent once, down to the rows at fault. Every row sent is one of the
/// journaled bytes and keeps its effect's token; each ends with an outcome of its own. At most twice as many
/// requests as rows are made. After a doubtful answer, or one that concerns everything, the rest is not
/// begun: NotSent.
class SupabaseSender final : public ConnectorSender {
public:
    /// \a http must outlive the sender.
    SupabaseSender(HttpWriter &http, SupabasePlace place);
    [[nodiscard]] QCoro::Task<QList<Outcome>> send(FrozenCall call, std::stop_token stop) override;

private:
    HttpWriter &m_http;
    SupabasePlace m_place;
    SupabaseWire m_wire;
};

} // namespace uds
