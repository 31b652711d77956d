#include "ui/conflicts/conflictwords.h"

#include <QHash>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using Choice = ConflictResolution::Choice;

namespace {

int countOf(const ConflictView &view, const ConflictResolution &resolution, Choice choice)
{
    const auto all = int(view.conflict.fields.array().size());
    if (resolution.choice != Choice::Fields)
        return resolution.choice == choice ? all : 0;
    return int(std::count(resolution.fields.cbegin(), resolution.fields.cend(), choice));
}

} // namespace

StateWord ConflictWords::state(ConflictState state)
{
    switch (state) {
    case ConflictState::Open: return {tr("Needs you"), Tone::Warning};
    case ConflictState::Decided: return {tr("Waiting"), Tone::Info};
    case ConflictState::Settled: return {tr("Done"), Tone::Success};
    }
    Q_UNREACHABLE();
}

QString ConflictWords::record(const ConflictRow &conflict)
{
    const QString number = conflict.number.isEmpty() ? conflict.sourceId : conflict.number;
    return tr("%1 %2", "entity, number").arg(Words::entity(conflict.sourceEntity), number);
}

QString ConflictWords::document(const ConflictRow &conflict)
{
    const QString number = conflict.number.isEmpty() ? conflict.targetId : conflict.number;
    return tr("%1 %2", "entity, number").arg(Words::entity(conflict.targetEntity), number);
}

QString ConflictWords::field(const QString &path)
{
    static const QHash<QString, QString> words{{u"total"_s, tr("Total")}};
    return words.value(path, path);
}

QString ConflictWords::fields(const ConflictRow &conflict)
{
    QStringList names;
    for (const Json &one : conflict.fields.array())
        names << field(one[u"path"].string());
    return names.join(u", "_s);
}

bool ConflictWords::isWhole(const ConflictRow &conflict)
{
    return conflict.code != "conflict.fields"_L1;
}

bool ConflictWords::isLocked(const ConflictRow &conflict)
{
    return conflict.code == "document.fixed"_L1;
}

QString ConflictWords::action(const ConflictView &view, const ConflictResolution &resolution)
{
    const int fromSource = countOf(view, resolution, Choice::Source);
    const int fromTarget = countOf(view, resolution, Choice::Target);
    if (isWhole(view.conflict) && resolution.choice == Choice::Source)
        return tr("&Overwrite %1 in %2").arg(document(view.conflict), view.target);
    if (isWhole(view.conflict))
        return tr("&Keep %1 as it is").arg(document(view.conflict));
    if (fromTarget == 0)
        return tr("&Use %Ln value(s) of %1", nullptr, fromSource).arg(view.source);
    if (fromSource == 0)
        return tr("&Use %Ln value(s) of %1", nullptr, fromTarget).arg(view.target);
    return tr("&Use %1 of %2 and %3 of %4")
        .arg(QString::number(fromSource), view.source, QString::number(fromTarget), view.target);
}

QString ConflictWords::consequence(const ConflictView &view, const ConflictResolution &resolution)
{
    const ConflictRow &conflict = view.conflict;
    if (isWhole(conflict) && resolution.choice == Choice::Source)
        return isLocked(conflict)
            ? tr("Sends the version of %1 over a document that money depends on; payments and reports "
                 "there may no longer fit it.")
                  .arg(view.source)
            : tr("Sends the version of %1 over it; what was changed in %2 is gone.")
                  .arg(view.source, view.target);
    if (isWhole(conflict))
        return tr("Nothing is sent. %1 is left out of runs until it changes again in %2.")
            .arg(record(conflict), view.source);
    const int fromSource = countOf(view, resolution, Choice::Source);
    const int fromTarget = countOf(view, resolution, Choice::Target);
    QStringList parts;
    if (fromSource > 0)
        parts << tr("%1 gets %Ln value(s) from %2.", nullptr, fromSource).arg(view.target, view.source);
    if (fromTarget > 0)
        parts << tr("%1 gets %Ln value(s) from %2.", nullptr, fromTarget).arg(view.source, view.target);
    return parts.join(u' ');
}

} // namespace uds
