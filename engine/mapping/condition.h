#pragma once

#include "engine/mapping/evaluationscope.h"

#include <QRegularExpression>

#include <memory>

namespace uds {

class Expression;
class ValuePath;

/// When a field, list, check or route applies. Shapes: {"path", <test>} with one of the tests `exists`,
/// `equals`, `in`, `moreThan`, `lessThan`, `atMost`, `isZero`, `matches`, `isCurrency`, `longerThan`; {"not":
/// c}, {"all": [c]}, {"any": [c]}. The tested value may come from any expression ("path", "transforms" ...);
/// a compared value may be {"path": ...}.
class Condition {
public:
    Condition(); ///< always holds
    [[nodiscard]] static Result<Condition> compile(
        const Json &spec, const CompileScope &scope, const QString &place);
    /// A value that cannot be computed makes a test fail, never the record: the field that uses it reports
    /// it.
    [[nodiscard]] bool holds(const EvaluationScope &scope) const;
    /// Paths it looks at.
    [[nodiscard]] QList<ValuePath> paths() const;
    [[nodiscard]] bool isAlways() const { return m_kind == Kind::Always; }

private:
    enum class Kind {
        Always,
        Not,
        All,
        Any,
        Exists,
        Equals,
        In,
        MoreThan,
        LessThan,
        AtMost,
        IsZero,
        Matches,
        IsCurrency,
        LongerThan
    };
    [[nodiscard]] static Result<Condition> compileGroup(
        Kind kind, const Json &parts, const CompileScope &scope, const QString &place);
    [[nodiscard]] static Result<Condition> compileTest(
        const Json &spec, const CompileScope &scope, const QString &place);
    [[nodiscard]] Json operand(const EvaluationScope &scope) const;
    [[nodiscard]] bool compares(const Json &value, const EvaluationScope &scope) const;

    Kind m_kind = Kind::Always;
    QList<Condition> m_parts;
    std::shared_ptr<const Expression>
        m_tested; // shared: conditions are copied into lists, expressions never change
    std::shared_ptr<const Expression> m_operand;
    QRegularExpression m_pattern;
    bool m_expected = true; ///< for Exists, IsZero, IsCurrency
};

} // namespace uds
