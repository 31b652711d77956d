#pragma once

#include "engine/connectors/connectorwire.h"

#include <QMap>

namespace uds {

/// Look-ups collected for as few calls as possible: one for each key of each entity, every value once.
class LookUps {
public:
    void add(const LookUp &lookUp);
    /// Those that have values, in a fixed order.
    [[nodiscard]] QList<LookUp> all() const;

private:
    QMap<QString, LookUp> m_lookUps;
};

} // namespace uds
