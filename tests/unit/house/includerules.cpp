#include "tests/unit/house/includerules.h"

#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

/// A layer of the engine includes itself and layers of a lower rank, never a neighbour.
const QHash<QString, int> &layerRanks()
{
    static const QHash<QString, int> ranks{
        {u"core"_s, 0},
        {u"store"_s, 1},
        {u"vault"_s, 1},
        {u"http"_s, 1},
        {u"connectors"_s, 2},
        {u"mapping"_s, 2},
        {u"simulators"_s, 2},
        {u"sync"_s, 3},
        {u"observe"_s, 4},
        {u"alerts"_s, 4},
        {u"schedule"_s, 4},
        {u"access"_s, 4},
        {u"api"_s, 5},
    };
    return ranks;
}

/// "engine/connectors/woocommerce/x.h" -> ("engine", "connectors", "woocommerce", "x.h")
QString part(const QString &path, qsizetype index)
{
    return path.section(u'/', index, index);
}

/// The one place that lists the platforms there are.
bool isRegistry(const QString &path)
{
    return path.startsWith(u"engine/connectors/connectorregistry.");
}

/// The platform folder of a path below engine/connectors, or empty.
QString platformOf(const QString &path)
{
    const bool isPlatform = path.startsWith(u"engine/connectors/") && path.count(u'/') > 2;
    return isPlatform ? part(path, 2) : QString();
}

QString acrossTheTop(const QString &from, const QString &included)
{
    const QString user = part(from, 0);
    const QString used = part(included, 0);
    if (used == u"tests" && user != u"tests")
        return u"shipped code includes nothing from tests/: move what both need below engine/"_s;
    if (user == u"engine" && (used == u"ui" || used == u"app"))
        return u"the engine knows neither ui/ nor app/: pass the value in, or emit a signal"_s;
    if (user == u"ui" && used == u"app")
        return u"ui/ does not know the program around it: let app/ pass the value in"_s;
    if (user == u"ui" && used == u"engine" && part(included, 1) != u"api")
        return u"screens talk to engine/api only: ask SyncApi, or give engine/api the value type"_s;
    return {};
}

QString withinTheEngine(const QString &from, const QString &included)
{
    const QString user = part(from, 1);
    const QString used = part(included, 1);
    if (!layerRanks().contains(user) || !layerRanks().contains(used))
        return u"this engine folder has no place in the order of layers: add it to architecture and to this test"_s;
    if (used == u"simulators" && user != u"simulators" && user != u"api")
        return u"simulators are for tests, the demo and app/: take the transport as an interface"_s;
    if (used != user && layerRanks().value(used) >= layerRanks().value(user))
        return u"engine/%1 may not include engine/%2: move the type down, or pass an interface in"_s.arg(
            user, used);
    const QString platform = platformOf(included);
    if (!platform.isEmpty() && user != u"api" && !isRegistry(from) && platform != platformOf(from))
        return u"only engine/api and the folder itself know a platform: use the contract in engine/connectors"_s;
    return {};
}

QString screenClass(const QString &from, const QString &header)
{
    static const QRegularExpression screenHeader(
        u"^(QtWidgets|QtGui|QtCharts|QtSvg)/"
        u"|^Q(Widget|Application|GuiApplication|Dialog|MessageBox|Label|Painter|"
        "Color|Palette|Icon|Pixmap|Image|Font|Action|Clipboard|DesktopServices|Standard(Item|Item)Model|"
        "Validator|"
        "Style|SystemTrayIcon|TextDocument|KeyEvent|MouseEvent)$"_s);
    if (part(from, 0) == u"engine" && screenHeader.match(header).hasMatch())
        return u"the engine runs without a screen: give the value to ui/ and let it draw"_s;
    return {};
}

QString breach(const QString &from, const QString &included)
{
    const QString top = acrossTheTop(from, included);
    if (!top.isEmpty())
        return top;
    const bool bothInEngine = part(from, 0) == u"engine" && part(included, 0) == u"engine";
    return bothInEngine && from.count(u'/') > 1 ? withinTheEngine(from, included) : QString();
}

} // namespace

QStringList includeFindings(const SourceFile &file)
{
    static const QRegularExpression line(
        uR"(^[ \t]*#[ \t]*include[ \t]*["<]([^">]+)[">])"_s, QRegularExpression::MultilineOption);
    QStringList findings;
    QRegularExpressionMatchIterator matches = line.globalMatch(file.text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const QString included = match.captured(1);
        const bool isOurs = match.captured(0).endsWith(u'"');
        const QString message = isOurs ? breach(file.path, included) : screenClass(file.path, included);
        if (!message.isEmpty())
            findings.append(finding(file, match.capturedStart(1), included + u": "_s + message));
    }
    return findings;
}
