#include "engine/mapping/nearestname.h"

#include <QCoreApplication>
#include <QList>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// How many letters have to be added, taken out or changed (Levenshtein).
int distance(const QString &left, const QString &right)
{
    QList<int> row(right.size() + 1);
    for (int at = 0; at < row.size(); ++at)
        row[at] = at;
    for (qsizetype i = 0; i < left.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i) + 1;
        for (qsizetype j = 0; j < right.size(); ++j) {
            const int changed = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.constLast();
}

QString lastPart(const QString &path)
{
    return path.section(u'.', -1);
}

} // namespace

QString nearestName(const QString &wanted, const QStringList &known)
{
    const QString lower = wanted.toLower();
    const int allowed = std::max(2, int(wanted.size()) / 4);
    QString nearest;
    int least = allowed + 1;
    for (const QString &name : known) {
        const int apart = distance(lower, name.toLower());
        if (apart < least) {
            least = apart;
            nearest = name;
        }
    }
    if (!nearest.isEmpty())
        return nearest;
    // "email" for "billing.email": the right name in the wrong place.
    const auto sameEnd = std::find_if(known.begin(), known.end(), [&wanted](const QString &name) {
        return lastPart(name).compare(lastPart(wanted), Qt::CaseInsensitive) == 0;
    });
    return sameEnd == known.end() ? QString() : *sameEnd;
}

QString suggestionFor(const QString &wanted, const QStringList &known)
{
    const QString nearest = nearestName(wanted, known);
    if (!nearest.isEmpty())
        return QCoreApplication::translate("uds", "did you mean \"%1\"?").arg(nearest);
    return known.isEmpty() ? QCoreApplication::translate("uds", "there are none")
                           : QCoreApplication::translate("uds", "there are %1").arg(known.join(u", "_s));
}

} // namespace uds
