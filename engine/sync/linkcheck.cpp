#include "engine/sync/linkcheck.h"

#include "engine/sync/lookups.h"

namespace uds {

using namespace Qt::StringLiterals;

QCoro::Task<Result<QList<LinkRow>>> LinkCheck::lost(QList<LinkRow> links, std::stop_token stop) const
{
    LookUps lookUps;
    for (const LinkRow &link : links)
        lookUps.add({link.targetEntity, u"Id"_s, {link.targetId}});
    QSet<QString> present;
    for (const LookUp &lookUp : lookUps.all()) {
        const auto records = co_await m_target.find(lookUp, stop);
        if (!records)
            co_return fail(records.error());
        for (const Record &record : *records) {
            if (m_expected == Expected::Present || m_target.wire().isUsable(record.entity, record.document))
                present.insert(record.entity + u' ' + record.id);
        }
    }
    links.removeIf([&present](const LinkRow &link) {
        return present.contains(link.targetEntity + u' ' + link.targetId);
    });
    co_return links;
}

} // namespace uds
