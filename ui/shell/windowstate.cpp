#include "ui/shell/windowstate.h"

#include <QDir>
#include <QSplitter>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// Raised when the layout of the screens changes so much that stored sizes would do harm.
constexpr int kVersion = 1;

QString splitterKey(const QSplitter &splitter)
{
    return u"splitters/"_s + splitter.objectName();
}

} // namespace

WindowState::WindowState(const QString &profileFolder)
    : m_settings(QDir(profileFolder).filePath(u"window.ini"_s), QSettings::IniFormat)
{
    if (m_settings.value(u"version"_s, kVersion).toInt() != kVersion)
        m_settings.clear();
}

void WindowState::save(const QWidget &window, bool navigationCollapsed)
{
    m_settings.setValue(u"version"_s, kVersion);
    m_settings.setValue(u"geometry"_s, window.saveGeometry());
    m_settings.setValue(u"navigationCollapsed"_s, navigationCollapsed);
    for (const QSplitter *splitter : window.findChildren<QSplitter *>())
        m_settings.setValue(splitterKey(*splitter), splitter->saveState());
}

void WindowState::restore(QWidget &window)
{
    window.restoreGeometry(m_settings.value(u"geometry"_s).toByteArray());
    for (QSplitter *splitter : window.findChildren<QSplitter *>())
        splitter->restoreState(m_settings.value(splitterKey(*splitter)).toByteArray());
}

bool WindowState::isNavigationCollapsed() const
{
    return m_settings.value(u"navigationCollapsed"_s).toBool();
}

} // namespace uds
