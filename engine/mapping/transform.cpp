#include "engine/mapping/transform.h"

#include "engine/mapping/mappingerror.h"
#include "engine/mapping/nearestname.h"

#include <QCoreApplication>
#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QHash<QString, TransformKind> &registry()
{
    static const QHash<QString, TransformKind> kinds = [] {
        QHash<QString, TransformKind> all;
        for (const auto &family : {textTransforms(), cleaningTransforms(), dateTransforms(),
                 numberTransforms(), lookUpTransforms(), valueTransforms(), arithmeticTransforms(),
                 placeTransforms(), tableTransforms(), scriptTransforms()}) {
            for (const TransformKind &kind : family)
                all.insert(kind.name, kind);
        }
        return all;
    }();
    return kinds;
}

} // namespace

Result<TransformStep> compileTransform(const Json &spec, const CompileScope &scope, const QString &place)
{
    QString name = spec.string();
    Json arguments;
    if (spec.isObject() && spec.object().size() == 1) {
        name = spec.object().first().name;
        arguments = spec.object().first().value;
    }
    const auto kind = registry().constFind(name);
    if (kind == registry().constEnd())
        return invalidMapping(place,
            QCoreApplication::translate("uds", "unknown transform \"%1\"; %2")
                .arg(name, suggestionFor(name, transformNames())));
    auto step = kind->compile(arguments, scope, place);
    if (step)
        step->name = name;
    return step;
}

QStringList transformNames()
{
    QStringList names = registry().keys();
    names.sort();
    return names;
}

TransformKind plainTextTransform(const QString &name, std::function<QString(const QString &)> change)
{
    const TransformStep step{name, ValueType::Text, ValueType::Text,
        [change = std::move(change)](const Json &value, const EvaluationScope &) -> Result<Json> {
            return Json(change(value.scalarText()));
        }};
    return {name,
        [step](const Json &arguments, const CompileScope &, const QString &place) -> Result<TransformStep> {
            if (!arguments.isNull())
                return invalidMapping(
                    place, QCoreApplication::translate("uds", "%1 takes no arguments").arg(step.name));
            return step;
        }};
}

} // namespace uds
