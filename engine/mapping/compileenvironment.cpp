#include "engine/mapping/compileenvironment.h"

#include "engine/mapping/expression.h"
#include "engine/mapping/mappingerror.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Free-form parts of a source: plugins put anything below these.
bool isFreeForm(const QString &path)
{
    return path.contains(u"meta_data["_s);
}

} // namespace

Result<void> CompileEnvironment::checkSource(const QList<ValuePath> &paths, const QString &inside) const
{
    for (const ValuePath &path : paths) {
        const QString full = sourcePath(path);
        if (!full.isEmpty() && source.find(full) == nullptr && !sourceExtras.contains(full)
            && !isFreeForm(full))
            return invalidMapping(place(inside),
                QCoreApplication::translate("uds", "the source has no field \"%1\"").arg(full));
    }
    return {};
}

QString CompileEnvironment::sourcePath(const ValuePath &path) const
{
    if (!path.isOfSource() || path.pathText().isEmpty())
        return {};
    if (path.origin() == ValuePath::Origin::Record)
        return path.pathText();
    return sourceIsKnown ? sourcePrefix + path.pathText() : QString();
}

ValueType CompileEnvironment::sourceType(const ValuePath &path) const
{
    const QString full = sourcePath(path);
    const CatalogueField *field = full.isEmpty() ? nullptr : source.find(full);
    if (field == nullptr || field->type == ValueType::Text)
        return ValueType::Any;
    return field->type;
}

Result<Condition> CompileEnvironment::condition(const Json &spec, const QString &inside) const
{
    auto compiled = Condition::compile(spec, scope, place(inside));
    if (!compiled)
        return compiled;
    if (const auto known = checkSource(compiled->paths(), inside); !known)
        return tl::unexpected(known.error());
    return compiled;
}

} // namespace uds
