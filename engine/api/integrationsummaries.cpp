#include "engine/api/integrationsummaries.h"

#include "engine/api/integrationform.h"
#include "engine/api/integrationsecrets.h"
#include "engine/api/integrationstatus.h"
#include "engine/api/streamsummaries.h"
#include "engine/http/oauthgrant.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

void addUse(IntegrationSummary &summary, const QList<StreamSummary> &streams)
{
    for (const StreamSummary &stream : streams) {
        if (stream.source != summary.name && stream.target != summary.name)
            continue;
        summary.openFailures += stream.openFailures;
        if (!summary.lastSuccessUtc.isValid() || stream.lastSuccessUtc > summary.lastSuccessUtc)
            summary.lastSuccessUtc = stream.lastSuccessUtc;
    }
}

Result<IntegrationSummary> summaryOf(
    Database &database, const IntegrationRow &row, const SummaryContext &context)
{
    IntegrationSummary summary;
    summary.id = row.id;
    summary.name = row.name;
    summary.connector = row.connector;
    summary.accountName = row.accountName;
    summary.lastVerifiedUtc = row.lastVerifiedUtc;
    summary.environment = row.settings[u"environment"].string();
    summary.status = row.status;
    const ConnectorFactory *factory = connectorFactory(row.connector);
    if (!factory)
        return summary;
    const Result<Json> secrets = storedSecrets(database, context.vault, row.id);
    if (!secrets)
        return tl::unexpected(secrets.error());
    summary.connectorTitle = factory->description().title;
    summary.address = shownAddress(*factory, row.settings);
    summary.signInTitle = factory->description().signInTitle;
    const std::optional<QDateTime> lastDay = oauthLastDay(*secrets);
    summary.signInEndsUtc = lastDay.value_or(QDateTime());
    summary.status
        = integrationStatus({row.status, hasRequiredSecrets(factory->description(), row.settings, *secrets),
            context.troubled.contains(row.id), lastDay, context.nowUtc});
    return summary;
}

} // namespace

Result<QList<IntegrationSummary>> integrationSummaries(Database &database, const SummaryContext &context)
{
    const Result<QList<IntegrationRow>> rows = IntegrationRepository(database).list();
    if (!rows)
        return tl::unexpected(rows.error());
    const Result<QList<StreamSummary>> streams = streamSummaries(database, {});
    if (!streams)
        return tl::unexpected(streams.error());
    QList<IntegrationSummary> all;
    for (const IntegrationRow &row : *rows) {
        Result<IntegrationSummary> summary = summaryOf(database, row, context);
        if (!summary)
            return tl::unexpected(summary.error());
        addUse(*summary, *streams);
        all.append(*summary);
    }
    return all;
}

} // namespace uds
