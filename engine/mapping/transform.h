#pragma once

#include "engine/mapping/evaluationscope.h"
#include "engine/mapping/valuetype.h"

#include <functional>

namespace uds {

/// One step of a transform chain, ready to run: arguments are compiled in.
struct TransformStep {
    using Function = std::function<Result<Json>(const Json &value, const EvaluationScope &scope)>;
    QString name;
    ValueType input = ValueType::Any;
    ValueType output = ValueType::Any;
    Function apply;
    bool takesMissing = false; ///< the others leave a missing value alone
};

/// How a transform is built from its arguments. The arguments are what stands behind the name in the
/// document:
/// {"truncate": 100} gives 100, "trim" gives null.
struct TransformKind {
    using Compiler = std::function<Result<TransformStep>(
        const Json &arguments, const CompileScope &scope, const QString &place)>;
    QString name;
    Compiler compile;
};

/// One entry of a "transforms" list: "trim" or {"truncate": 100}. ErrorKind::Configuration for an unknown
/// name or wrong arguments.
[[nodiscard]] Result<TransformStep> compileTransform(
    const Json &spec, const CompileScope &scope, const QString &place);
/// Names of all transforms, sorted.
[[nodiscard]] QStringList transformNames();

// The families, each in a file of its own.
[[nodiscard]] QList<TransformKind> textTransforms();
[[nodiscard]] QList<TransformKind> cleaningTransforms();
[[nodiscard]] QList<TransformKind> dateTransforms();
[[nodiscard]] QList<TransformKind> numberTransforms();
[[nodiscard]] QList<TransformKind> lookUpTransforms();
[[nodiscard]] QList<TransformKind> valueTransforms();
[[nodiscard]] QList<TransformKind> arithmeticTransforms();
[[nodiscard]] QList<TransformKind> placeTransforms();
[[nodiscard]] QList<TransformKind> tableTransforms();
[[nodiscard]] QList<TransformKind> scriptTransforms();

/// A step without arguments that turns one text into another.
[[nodiscard]] TransformKind plainTextTransform(
    const QString &name, std::function<QString(const QString &)> change);

} // namespace uds
