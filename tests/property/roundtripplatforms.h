#pragma once

#include "engine/connectors/connectorreader.h"
#include "tests/property/roundtripdocuments.h"
#include "tests/property/roundtripvalues.h"

#include <map>
#include <memory>

namespace uds {

/// One connector with its platform, as the property sees it.
class Platform {
public:
    virtual ~Platform() = default;
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual const QList<Transformation> &transformations() const = 0;
    [[nodiscard]] virtual RoundTripDocuments &documents() = 0;
    [[nodiscard]] virtual QList<Outcome> send(const QList<Effect> &effects) = 0;
    [[nodiscard]] virtual Result<RecordPage> read(const QString &entity, const ReadWindow &window) = 0;
    [[nodiscard]] virtual const ConnectorDescription &description() const = 0;
    virtual void prepare(const QString &) { } ///< what the next document of an entity needs

    [[nodiscard]] Outcome sendOne(Effect effect);
    /// The record as the platform shows it; null when it does not.
    [[nodiscard]] Json readBack(const QString &entity, const QString &id);

private:
    int m_calls = 0;
};

/// Every connector with its simulator, and the warehouse in a real PostgreSQL server where there is one. By
/// name.
[[nodiscard]] std::map<QString, std::unique_ptr<Platform>> allPlatforms();

} // namespace uds
