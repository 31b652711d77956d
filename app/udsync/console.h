#pragma once

#include "engine/api/values.h"

#include <QString>

namespace uds::cli {

/// The three standard streams. Documents and texts go to standard output, everything else to standard error.
class Console {
public:
    enum class Format { Text, Json };
    explicit Console(Format format);

    [[nodiscard]] Format format() const { return m_format; }

    void printText(const QString &text);
    void printJson(const Json &document);
    void printError(const Error &error);
    void printNote(const QString &line); ///< to standard error
    void printUsage(const QString &text); ///< to standard error, as it is
    /// One line that is written over; only when standard error is a terminal.
    void showProgress(const RunProgress &progress);
    void clearProgress();
    /// Asks on the terminal; false without one.
    [[nodiscard]] bool confirm(const QString &question);

private:
    const Format m_format;
    const bool m_showsProgress;
    int m_progressWidth = 0;
};

[[nodiscard]] Json errorDocument(const Error &error);

} // namespace uds::cli
