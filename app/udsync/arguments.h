#pragma once

#include "engine/core/result.h"

#include <QHash>
#include <QStringList>

namespace uds::cli {

/// What the command line said, for one command.
struct Arguments {
    QStringList positionals; ///< after the command's own words
    QHash<QString, QString> options; ///< by name, without dashes; a flag has an empty value

    [[nodiscard]] bool has(const QString &name) const { return options.contains(name); }
    [[nodiscard]] QString value(const QString &name) const { return options.value(name); }
    /// ErrorKind::Configuration, code "arguments", when it is there and no whole number of at least \a least.
    [[nodiscard]] Result<int> number(const QString &name, int fallback, int least) const;
    /// The comma-separated parts, trimmed, without empty ones.
    [[nodiscard]] QStringList list(const QString &name) const;
};

/// ErrorKind::Configuration, code "arguments": the caller prints the usage with it.
[[nodiscard]] tl::unexpected<Error> wrongArguments(const QString &message);

} // namespace uds::cli
