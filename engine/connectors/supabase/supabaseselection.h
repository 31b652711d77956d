#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/connectors/supabase/supabasetables.h"

namespace uds {

/// Longest query string of one request: the service's edge refuses 16 KB of address and headers.
constexpr qsizetype kSupabaseQueryLimit = 6000;

/// Most rows one page asks for: the platform caps every read at 1000 without saying so.
constexpr int kSupabasePageSize = 1000;

/// Where reading a window goes on: behind this row.
struct SupabasePosition {
    QString time; ///< as the server wrote it: a QDateTime would lose its microseconds
    QString id;
    friend bool operator==(const SupabasePosition &, const SupabasePosition &) = default;
};

/// \a value percent-encoded with nothing left that means something in an address; "+" too, which would
/// arrive as a blank.
[[nodiscard]] QByteArray supabaseEncoded(const QString &value);
/// \a value in double quotes as PostgREST wants it inside of lists and logic, percent-encoded.
[[nodiscard]] QByteArray supabaseQuoted(const QString &value);

/// Filters that together match every row \a lookUp asks for, each short enough for one request. Values that
/// no row can have (a word as an id) are left out.
[[nodiscard]] QList<QByteArray> supabaseSelections(const SupabaseTable &table, const LookUp &lookUp);

/// Filter and order of one page of a window.
[[nodiscard]] QByteArray supabaseWindow(
    const SupabaseTable &table, const ReadWindow &window, const std::optional<SupabasePosition> &behind);

/// Column names separated by commas, as the parameters "columns", "on_conflict" and "select" take them.
[[nodiscard]] QByteArray supabaseColumns(const QStringList &names);

} // namespace uds
