#include "engine/mapping/boundedpattern.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// A pattern can only lower it: of several limits PCRE2 takes the smallest.
const QString &limitPrefix()
{
    static const QString kPrefix = u"(*LIMIT_MATCH=100000)"_s;
    return kPrefix;
}

} // namespace

QRegularExpression boundedPattern(const QString &pattern)
{
    return QRegularExpression(limitPrefix() + pattern);
}

QString patternProblem(const QRegularExpression &bounded)
{
    if (bounded.isValid())
        return {};
    const qsizetype at = qMax<qsizetype>(0, bounded.patternErrorOffset() - limitPrefix().size());
    return QCoreApplication::translate("uds", "the pattern is not valid at character %1: %2")
        .arg(at + 1)
        .arg(bounded.errorString());
}

} // namespace uds
