#pragma once

#include "engine/store/historyrepository.h"

#include <QCoroTask>
#include <QHash>

#include <functional>
#include <stop_token>

class QSaveFile;

namespace uds {

class Store;

/// Writes the history rows of a filter to a file: all of them, newest first, however many there are.
class HistoryExport {
public:
    enum class Format {
        Csv, ///< RFC 4180 with a header row, UTF-8, formula guard, times in UTC
        JsonLines ///< one object per line
    };
    using Progress = std::function<void(qint64 written, qint64 total)>;

    /// \a store must outlive the export; \a progress is called after each page.
    HistoryExport(Store &store, Format format, Progress progress);

    /// The number of rows written. The file is written beside its final name and takes it when it is
    /// complete; after a stop (ErrorKind::Cancelled) or an error (code "export.file") there is no new file
    /// and an old one is kept.
    [[nodiscard]] QCoro::Task<Result<qint64>> writeTo(
        QString path, HistoryFilter filter, std::stop_token stop);

private:
    [[nodiscard]] QCoro::Task<Result<qint64>> writeRows(
        QSaveFile *file, HistoryFilter filter, std::stop_token stop);
    [[nodiscard]] QByteArray line(const HistoryRow &row) const;

    Store &m_store;
    const Format m_format;
    const Progress m_progress;
    QHash<qint64, QString> m_streamNames;
};

} // namespace uds
