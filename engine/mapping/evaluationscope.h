#pragma once

#include "engine/mapping/mappedrecord.h"

namespace uds {

/// Collects what a mapping changed on the way, for people.
struct MappingNotes {
    QString field; ///< target field that is being filled
    QStringList texts; ///< translated
    void add(const QString &text)
    {
        const QString note = field.isEmpty() ? text : field + QStringLiteral(": ") + text;
        if (!texts.contains(note))
            texts.append(note);
    }
};

/// Everything an expression may look at while one record is mapped. Borrowed for the length of one call.
struct EvaluationScope {
    const Json &record;
    const Json &element; ///< the record itself outside of lists
    const MappingContext &context;
    const QList<Json> &recordVariables;
    const QList<Json> &elementVariables;
    QString elementPath; ///< "line_items[2]" inside a list, for error messages
    MappingNotes *notes = nullptr;
};

/// Names of variables by slot, known while a document is compiled.
struct CompileScope {
    QStringList recordVariables;
    QStringList elementVariables;
    QStringList recordSources; ///< by slot: the source field a variable is made from, for messages
    QStringList elementSources;
    bool recordIsElement = false; ///< the whole document maps one element of a list
    Json defaultSettings;
};

/// Neither null nor an empty text: "missing" in a shop's JSON is either.
[[nodiscard]] bool isPresent(const Json &value);

} // namespace uds
