#include "engine/store/agreementrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/inlist.h"
#include "engine/store/rowreader.h"

#include <utility>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kPut
    = u"INSERT INTO agreements (first_integration, first_entity, first_id, second_integration, second_entity,"
      " second_id, first_document, second_document, agreed_utc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (first_integration, second_integration, first_entity, first_id) DO UPDATE SET"
      " second_entity = excluded.second_entity, second_id = excluded.second_id,"
      " first_document = excluded.first_document, second_document = excluded.second_document,"
      " agreed_utc = excluded.agreed_utc"_s;

AgreementRow turned(AgreementRow row)
{
    std::swap(row.sourceIntegration, row.targetIntegration);
    std::swap(row.sourceEntity, row.targetEntity);
    std::swap(row.sourceId, row.targetId);
    std::swap(row.sourceDocument, row.targetDocument);
    return row;
}

bool isTurned(qint64 sourceIntegration, qint64 targetIntegration)
{
    return sourceIntegration > targetIntegration;
}

AgreementRow readAgreement(RowReader &reader)
{
    AgreementRow row;
    row.sourceIntegration = reader.number();
    row.sourceEntity = reader.text();
    row.sourceId = reader.text();
    row.targetIntegration = reader.number();
    row.targetEntity = reader.text();
    row.targetId = reader.text();
    row.sourceDocument = reader.json();
    row.targetDocument = reader.json();
    row.agreedUtc = reader.time();
    return row;
}

AgreementProposal readProposal(RowReader &reader)
{
    AgreementProposal proposal;
    proposal.targetIntegration = reader.number();
    proposal.businessKey = reader.text();
    proposal.sourceDocument = reader.json();
    proposal.baseDocument = reader.json();
    proposal.decided = reader.json();
    return proposal;
}

// NULL stands for JSON null elsewhere; here a document is always there.
QByteArray documentColumn(const Json &document)
{
    return document.bytes();
}

} // namespace

Result<void> AgreementRepository::put(const QList<AgreementRow> &rows)
{
    for (const AgreementRow &given : rows) {
        const AgreementRow row
            = isTurned(given.sourceIntegration, given.targetIntegration) ? turned(given) : given;
        const auto put = m_database.execute(kPut,
            {row.sourceIntegration, row.sourceEntity, row.sourceId, row.targetIntegration, row.targetEntity,
                row.targetId, documentColumn(row.sourceDocument), documentColumn(row.targetDocument),
                timeColumn(row.agreedUtc)});
        if (!put)
            return fail(put.error());
    }
    return {};
}

Result<QList<AgreementRow>> AgreementRepository::bySource(const Pair &pair, const QStringList &sourceIds)
{
    const bool turn = isTurned(pair.sourceIntegration, pair.targetIntegration);
    const QString side = turn ? u"second"_s : u"first"_s;
    const QVariantList integrations = turn ? QVariantList{pair.targetIntegration, pair.sourceIntegration}
                                           : QVariantList{pair.sourceIntegration, pair.targetIntegration};
    auto rows = selectIn(sourceIds, [&](const InChunk &chunk) {
        const QString query
            = u"SELECT first_integration, first_entity, first_id, second_integration, second_entity,"
              " second_id, first_document, second_document, agreed_utc FROM agreements"
              " WHERE first_integration = ? AND second_integration = ? AND %1_entity = ? AND %1_id IN (%2)"_s
                  .arg(side, chunk.marks);
        return readRows(m_database.run(query, integrations + QVariantList{pair.sourceEntity} + chunk.values),
            readAgreement);
    });
    if (rows && turn) {
        for (AgreementRow &row : *rows)
            row = turned(row);
    }
    return rows;
}

Result<void> AgreementRepository::propose(const QList<AgreementProposal> &proposals)
{
    for (const AgreementProposal &proposal : proposals) {
        const auto put = m_database.execute(
            u"INSERT INTO proposed_agreements (target_integration, business_key, source_document,"
            " base_document, decided) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (target_integration, business_key) DO UPDATE SET"
            " source_document = excluded.source_document, base_document = excluded.base_document,"
            " decided = excluded.decided"_s,
            {proposal.targetIntegration, proposal.businessKey, documentColumn(proposal.sourceDocument),
                jsonColumn(proposal.baseDocument), documentColumn(proposal.decided)});
        if (!put)
            return fail(put.error());
    }
    return {};
}

Result<QList<AgreementProposal>> AgreementRepository::proposed(
    qint64 targetIntegration, const QStringList &businessKeys)
{
    return selectIn(businessKeys, [&](const InChunk &chunk) {
        const QString query = u"SELECT target_integration, business_key, source_document, base_document,"
                              " decided FROM proposed_agreements WHERE target_integration = ?"
                              " AND business_key IN (%1)"_s.arg(chunk.marks);
        return readRows(m_database.run(query, QVariantList{targetIntegration} + chunk.values), readProposal);
    });
}

Result<void> AgreementRepository::forgetProposals(qint64 targetIntegration, const QStringList &businessKeys)
{
    for (const InChunk &chunk : inChunks(businessKeys)) {
        const auto done = m_database.execute(
            u"DELETE FROM proposed_agreements WHERE target_integration = ? AND business_key IN (%1)"_s.arg(
                chunk.marks),
            QVariantList{targetIntegration} + chunk.values);
        if (!done)
            return fail(done.error());
    }
    return {};
}

} // namespace uds
