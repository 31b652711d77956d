#include "app/desktop/session.h"
#include "engine/api/filerights.h"
#include "ui/mainwindow.h"
#include "ui/translation.h"

#include <QApplication>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    uds::restrictNewFiles();
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"universal-data-sync"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(UDS_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Universal Data Sync"_s);
    uds::installTranslations();
    const uds::StartOptions options = uds::readStartOptions(application);
    uds::theme::apply(application, options.theme);

    uds::MainWindow window;
    uds::Session session(options, window);
    window.show();
    const QCoro::Task<void> opening = session.open();
    return QApplication::exec();
}
