#pragma once

#include "engine/connectors/connectorreader.h"

namespace uds {

/// Rows of one answer: what we ask for, and the service's ceiling.
constexpr int kQuickBooksPageSize = 1000;

/// A value in a query statement: quoted, apostrophe and backslash escaped by a backslash.
[[nodiscard]] QString quickBooksQuoted(const QString &value);

/// A point in time as queries compare it.
[[nodiscard]] QString quickBooksTime(const QDateTime &utc);

/// The values of \a lookUp, without repeats (case apart) and empty ones, in groups that fit one statement.
[[nodiscard]] QList<QStringList> quickBooksValueGroups(const LookUp &lookUp);

/// Statement for one group of values, from row \a start (1-based).
[[nodiscard]] QByteArray quickBooksFindStatement(
    const QString &entity, const QString &key, const QStringList &values, int start);

/// Statement for the objects changed in a window, oldest change first, from row \a start.
[[nodiscard]] QByteArray quickBooksWindowStatement(
    const QString &entity, const ReadWindow &window, int start);

/// Statement for all objects, oldest first, from the second \a fromUtc on. The time of creation never
/// changes, so nothing is passed over while objects come, change and go. There are no projections: whole
/// objects come back.
[[nodiscard]] QByteArray quickBooksCensusStatement(
    const QString &entity, const std::optional<QDateTime> &fromUtc, int start);

} // namespace uds
