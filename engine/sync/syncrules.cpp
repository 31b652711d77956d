#include "engine/sync/syncrules.h"

#include <QCoreApplication>
#include <QStringList>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// In the order of the enumerations.
const QStringList kDirections{u"push"_s, u"pull"_s, u"bidirectional"_s, u"disabled"_s};
const QStringList kStrategies{u"newest"_s, u"source"_s, u"target"_s, u"merge"_s, u"ask"_s};
const QStringList kPolicies{u"local_only"_s, u"archive_remote"_s};

template <typename Rule>
Result<void> read(const Json &settings, const QString &name, const QStringList &words, Rule *rule)
{
    const QString word = settings[name].string();
    if (word.isEmpty())
        return {};
    const qsizetype index = words.indexOf(word);
    if (index < 0)
        return fail(ErrorKind::Configuration, u"stream.rule"_s,
            QCoreApplication::translate("uds", "“%1” is not a value of the setting “%2”.").arg(word, name),
            QCoreApplication::translate("uds", "Set it to one of: %1.").arg(words.join(u", "_s)));
    *rule = Rule(index);
    return {};
}

} // namespace

Result<SyncRules> SyncRules::of(const Json &settings)
{
    SyncRules rules;
    if (const auto done = read(settings, u"direction"_s, kDirections, &rules.direction); !done)
        return fail(done.error());
    if (const auto done = read(settings, u"strategy"_s, kStrategies, &rules.strategy); !done)
        return fail(done.error());
    if (const auto done = read(settings, u"on_delete"_s, kPolicies, &rules.onDelete); !done)
        return fail(done.error());
    return rules;
}

Result<void> maySend(const Json &settings)
{
    const auto rules = SyncRules::of(settings);
    if (!rules)
        return fail(rules.error());
    if (rules->sends())
        return {};
    return fail(ErrorKind::Configuration, u"stream.direction"_s,
        QCoreApplication::translate("uds", "This stream sends nothing: its direction is “%1”.")
            .arg(directionName(rules->direction)),
        QCoreApplication::translate("uds", "Set its direction to “push” or “bidirectional” to run it."));
}

QString directionName(Direction direction)
{
    return kDirections.at(qsizetype(direction));
}

QString strategyName(Strategy strategy)
{
    return kStrategies.at(qsizetype(strategy));
}

Strategy seenFromTarget(Strategy strategy)
{
    if (strategy == Strategy::Source)
        return Strategy::Target;
    return strategy == Strategy::Target ? Strategy::Source : strategy;
}

} // namespace uds
