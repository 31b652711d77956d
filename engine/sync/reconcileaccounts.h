#pragma once

#include "engine/store/reconcilerepository.h"
#include "engine/sync/reconcilesides.h"
#include "engine/sync/streamcontext.h"

#include <QCoroTask>
#include <QSet>
#include <QTimeZone>

#include <stop_token>

namespace uds {

/// Both sides of a period as the accounts themselves show them now: the records that the source lists, and
/// the documents that the target lists or holds under the ids of the links. What was entered at the target
/// before the period began and dated into it is seen only when it is linked.
class ReconcileAccounts {
public:
    /// \a context must outlive the reader.
    ReconcileAccounts(StreamContext &context, ReconcilePeriod period, QTimeZone zone);
    /// ErrorKind::Configuration, code "reconcile.unsupported", when a side has no documents to compare.
    [[nodiscard]] QCoro::Task<Result<ReconcileSides>> read(std::stop_token stop);

private:
    [[nodiscard]] QCoro::Task<Result<void>> readSource(std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> readTarget(QString entity, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> readLinked(std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> readMoved(std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> readPages(ReadWindow window, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> addSources(QList<Record> records);
    [[nodiscard]] QCoro::Task<Result<void>> addTargets(QString entity, QList<Record> records);
    [[nodiscard]] ReadWindow window() const;
    [[nodiscard]] QDate dayOf(const DocumentFigures &figures) const;
    [[nodiscard]] std::optional<DocumentFigures> sourceFigures(const Record &record) const;
    [[nodiscard]] SourceEntry sourceEntry(
        const Record &record, const DocumentFigures &figures, const QHash<QString, LedgerRow> &known) const;

    StreamContext &m_context;
    const ReconcilePeriod m_period;
    const QTimeZone m_zone;
    const Json m_settings;
    QDateTime m_watermarkUtc; // up to which the stream has read its source
    ReconcileSides m_sides;
    QHash<QString, LinkRow> m_links; // of the sources, by source id
    QSet<QString> m_seenSources;
    QSet<QString> m_seenTargets; // "Invoice 17"
};

} // namespace uds
