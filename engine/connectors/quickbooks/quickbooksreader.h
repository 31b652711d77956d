#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/connectors/quickbooks/quickbooksqueries.h"
#include "engine/connectors/quickbooks/quickbookswire.h"
#include "engine/core/clock.h"

namespace uds {

/// Reads one QuickBooks company.
class QuickBooksReader final : public ConnectorReader {
public:
    /// All references must outlive the reader.
    QuickBooksReader(const ConnectorDescription &description, QuickBooksQueries queries, Clock &clock);

    [[nodiscard]] const ConnectorDescription &description() const override { return m_description; }
    [[nodiscard]] const ConnectorWire &wire() const override { return m_wire; }

    [[nodiscard]] QCoro::Task<Result<VerifyReport>> verify(std::stop_token stop) override;
    /// By last change, oldest first. A window that starts within the last 30 days is read from the change
    /// feed in one page, which also tells of deleted objects (see quickBooksRecord()); any other, or one with
    /// too many changes for the feed, by queries: a page after a full one starts at the last second seen, so
    /// rows may repeat.
    [[nodiscard]] QCoro::Task<Result<RecordPage>> read(
        QString entity, ReadWindow window, QByteArray position, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<QList<Record>>> find(LookUp lookUp, std::stop_token stop) override;
    /// In the order of creation; inactive objects are among the trashed ones. Ids of the second in which a
    /// full page ends come twice.
    [[nodiscard]] QCoro::Task<Result<CensusPage>> census(
        QString entity, QByteArray position, std::stop_token stop) override;
    /// The shape is documented at quickBooksFacts().
    [[nodiscard]] QCoro::Task<Result<Json>> facts(std::stop_token stop) override;

private:
    [[nodiscard]] QCoro::Task<Result<RecordPage>> readById(
        QString entity, QStringList ids, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<RecordPage>> readByQuery(
        QString entity, ReadWindow window, QByteArray place, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<RecordPage>> readFeed(
        QString entity, ReadWindow window, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<QList<Record>>> found(
        QString entity, QString key, QStringList values, std::stop_token stop);

    const ConnectorDescription &m_description;
    QuickBooksQueries m_queries;
    Clock &m_clock;
    QuickBooksWire m_wire;
};

} // namespace uds
