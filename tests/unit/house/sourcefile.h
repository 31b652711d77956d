#pragma once

#include <QList>
#include <QString>
#include <QStringList>

/// One C++ file of the project. Paths are relative to its root, with slashes.
struct SourceFile {
    QString path;
    QString text;

    [[nodiscard]] bool isHeader() const { return path.endsWith(u".h"); }
    [[nodiscard]] bool isIn(const QString &folder) const { return path.startsWith(folder + u'/'); }
};

/// Every .h and .cpp file below \a folders of the project, sorted by path.
[[nodiscard]] QList<SourceFile> sourceFiles(const QStringList &folders);

/// The text with comments and the insides of strings turned into blanks; lines and columns stay where they
/// are.
[[nodiscard]] QString codeOnly(const QString &text);

/// "path:line: message"
[[nodiscard]] QString finding(const SourceFile &file, qsizetype position, const QString &message);
