#pragma once

#include "engine/core/json.h"

#include <QProcess>
#include <QTemporaryDir>

namespace uds {

/// What one call of the program came to.
struct ProgramCall {
    int exitCode = -1; ///< -1 when it crashed or took too long
    QByteArray out;
    QByteArray error;
    QByteArray commandLine; ///< as other users of the computer saw it; empty where that cannot be read
};

/// Runs `udsync` to its end while the event loop of the test goes on, so that servers in the test can answer.
[[nodiscard]] ProgramCall callProgram(const QStringList &arguments, const QByteArray &input = {});

[[nodiscard]] bool writeTestFile(const QString &path, const QByteArray &bytes);
[[nodiscard]] QByteArray readTestFile(const QString &path); ///< empty when there is none

/// `udsync simulator` as a process of its own.
class SimulatorProgram {
public:
    explicit SimulatorProgram(const QStringList &arguments = {});
    ~SimulatorProgram();
    Q_DISABLE_COPY_MOVE(SimulatorProgram)

    /// Addresses and credentials, as the program prints them.
    [[nodiscard]] const Json &greeting() const { return m_greeting; }
    [[nodiscard]] QProcess &process() { return m_process; }

private:
    QProcess m_process;
    Json m_greeting;
};

/// A profile folder with its passphrase, worked on by the program only.
class CommandLineProfile {
public:
    explicit CommandLineProfile(const QByteArray &passphrase = "correct horse");

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QStringList arguments() const; ///< the options that choose this profile
    [[nodiscard]] ProgramCall run(const QStringList &arguments, const QByteArray &input = {}) const;
    [[nodiscard]] Json json(const QStringList &arguments) const; ///< with --json; null when it is none
    /// Integrations "Shop" and "Books" and the stream "orders".
    [[nodiscard]] bool connectTo(const Json &greeting) const;

private:
    QTemporaryDir m_folder;
};

} // namespace uds
