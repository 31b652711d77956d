#pragma once

#include <QString>

namespace uds {

/// Something that is wrong, or may go wrong, with a mapping document.
struct MappingFinding {
    enum class Level { Error, Warning }; ///< an error keeps the document from being used
    Level level = Level::Error;
    QString code; ///< stable: "source.unknown"
    QString path; ///< in the document: "order-to-invoice: fields[3]"
    QString reason; ///< translated
    QString fix; ///< translated; what to do
    friend bool operator==(const MappingFinding &, const MappingFinding &) = default;
};

} // namespace uds
