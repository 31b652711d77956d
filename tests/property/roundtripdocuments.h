#pragma once

#include "engine/core/json.h"

#include <QSet>

namespace uds {

/// Documents of one platform as a mapping could make them, drawn by RapidCheck.
class RoundTripDocuments {
public:
    virtual ~RoundTripDocuments() = default;
    /// A new document of \a entity, within the rules of its catalogue.
    [[nodiscard]] virtual Json create(const QString &entity) = 0;
    /// A change of \a before, which was created.
    [[nodiscard]] virtual Json update(const QString &entity, const Json &before) = 0;
    /// What \a before is when \a change was made to it.
    [[nodiscard]] virtual Json after(const QString &entity, const Json &before, const Json &change) const = 0;

protected:
    /// No two records have the same name, number or key.
    [[nodiscard]] int next() { return ++m_last; }
    int m_last = 0;
};

/// The free fields of \a entity that the catalogue of \a connector names, each present or not: texts, dates,
/// switches, choices. \a fixed are paths that a document's own rules or other records decide about.
[[nodiscard]] Json freeFields(const QString &connector, const QString &entity, const QSet<QString> &fixed,
    const QString &forbidden = {});

/// \a above over \a below, objects member by member.
[[nodiscard]] Json laidOver(Json below, const Json &above);

} // namespace uds
