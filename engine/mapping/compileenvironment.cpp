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

Result<void> CompileEnvironment::checkSource(const Expression &expression, const QString &inside) const
{
    for (const ValuePath &path : expression.paths()) {
        const bool ofElement = path.origin() == ValuePath::Origin::Element;
        if (path.pathText().isEmpty() || (!ofElement && path.origin() != ValuePath::Origin::Record))
            continue;
        if (ofElement && !sourceIsKnown)
            continue;
        const QString full = ofElement ? sourcePrefix + path.pathText() : path.pathText();
        if (source.find(full) == nullptr && !sourceExtras.contains(full) && !isFreeForm(full))
            return invalidMapping(place(inside),
                QCoreApplication::translate("uds", "the source has no field \"%1\"").arg(full));
    }
    return {};
}

} // namespace uds
