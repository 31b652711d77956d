#pragma once

#include "engine/core/jsonpath.h"
#include "engine/mapping/evaluationscope.h"

namespace uds {

/// A source path of a mapping document, compiled. Plain paths look into the list element (or the record
/// outside of lists);
/// `$record.`, `$settings.`, `$source.`, `$target.`, `$links.` and `$vars.` look elsewhere.
class ValuePath {
public:
    enum class Origin {
        Element,
        Record,
        Settings,
        Source,
        Target,
        Links,
        Parent,
        RecordVariable,
        ElementVariable
    };

    /// ErrorKind::Configuration with \a place when the syntax is wrong or a variable or setting is unknown.
    [[nodiscard]] static Result<ValuePath> compile(
        const QString &text, const CompileScope &scope, const QString &place);

    /// The first value the path reaches or null; with `[]` in it an array of all.
    [[nodiscard]] Json value(const EvaluationScope &scope) const;
    [[nodiscard]] Origin origin() const { return m_origin; }
    /// Looks into the source record itself.
    [[nodiscard]] bool isOfSource() const
    {
        return m_origin == Origin::Element || m_origin == Origin::Record;
    }
    /// Without the `$origin.` part; of a variable the source field it is made from.
    [[nodiscard]] QString sourceField() const;
    /// Without the `$origin.` part.
    [[nodiscard]] QString pathText() const { return m_pathText; }
    /// As a person finds it in the source record: "line_items[2].total".
    [[nodiscard]] QString describe(const EvaluationScope &scope) const;
    [[nodiscard]] bool isList() const { return m_isList; }

private:
    [[nodiscard]] static Result<ValuePath> compileVariable(
        const QString &name, const CompileScope &scope, const QString &place);
    [[nodiscard]] const Json &root(const EvaluationScope &scope) const;
    [[nodiscard]] Json reach(const Json &start) const;

    Origin m_origin = Origin::Element;
    QString m_pathText;
    QStringList m_members; ///< when every step is a plain member: the fast way
    JsonPath m_path;
    bool m_isPlain = false;
    bool m_isList = false;
    int m_slot = 0;
    QString m_source; ///< of a variable: the source field it is made from
    bool m_sourceIsInElement = false;
    Json m_default; ///< of a setting
};

} // namespace uds
