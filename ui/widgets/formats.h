#pragma once

#include <QCoreApplication>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace uds {

class Decimal;

/// Numbers, money and times as people of the current locale read them.
class Formats final {
    Q_DECLARE_TR_FUNCTIONS(uds::Formats)

public:
    Formats() = delete;

    [[nodiscard]] static QString count(qint64 value);
    /// "1,234.50 USD": grouped, always two digits, the code behind it so that columns stay aligned.
    [[nodiscard]] static QString money(const Decimal &amount, const QString &currency);
    [[nodiscard]] static QString money(const std::optional<Decimal> &amount, const QString &currency);
    /// "10:41" for today, otherwise date and time; a dash for an invalid time.
    [[nodiscard]] static QString when(const QDateTime &utc, const QDateTime &nowUtc);
    /// "just now", "4 min ago", "3 days ago"; "never" for an invalid time.
    [[nodiscard]] static QString ago(const QDateTime &utc, const QDateTime &nowUtc);
    [[nodiscard]] static QString duration(std::chrono::seconds seconds);
    /// Date and time in full, for tooltips.
    [[nodiscard]] static QString exact(const QDateTime &utc);
    /// Remote text for a tooltip: shown as it is, never as markup.
    [[nodiscard]] static QString toolTip(const QString &text);
};

} // namespace uds
