#pragma once

#include "engine/api/values.h"
#include "ui/widgets/theme.h"

class QCoreApplication;

namespace uds {

/// What the command line asks for.
struct StartOptions {
    bool demo = false;
    QString profileFolder; ///< empty = the platform's place
    QString passphraseFile; ///< empty = system keychain
    theme::Choice theme = theme::Choice::System;
};

/// Shows help or an error and ends the process when that is what the line asks for.
[[nodiscard]] StartOptions readStartOptions(const QCoreApplication &application);
/// Without the line end. ErrorKind::Configuration, code "vault.passphrase", when it cannot be read or is
/// empty.
[[nodiscard]] Result<QByteArray> readPassphrase(const QString &path);

} // namespace uds
