#pragma once

#include "engine/mapping/mappingdocument.h"

namespace uds {

/// Reads the members of one object of a mapping document and remembers the first thing that is wrong: unknown
/// members, wrong types. Typing errors must not become rules that silently do nothing.
class DocumentReader {
public:
    DocumentReader(const Json &json, QString place);
    [[nodiscard]] QString text(const QString &name);
    [[nodiscard]] QString requiredText(const QString &name);
    [[nodiscard]] bool flag(const QString &name);
    [[nodiscard]] QStringList texts(const QString &name);
    [[nodiscard]] Json value(const QString &name); ///< any type
    [[nodiscard]] const JsonArray &items(const QString &name);
    /// The members of an expression, as one object; null when there is none.
    [[nodiscard]] Json expression();
    [[nodiscard]] QString place(const QString &name, qsizetype index) const;
    void addError(const Result<void> &result);
    /// Also refuses members that nobody asked for.
    [[nodiscard]] Result<void> finish();

private:
    void wrong(const QString &name, const QString &reason);
    const Json &m_json;
    QString m_place;
    QStringList m_known;
    Result<void> m_result;
};

} // namespace uds
