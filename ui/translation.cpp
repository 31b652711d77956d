#include "ui/translation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace uds {

using namespace Qt::StringLiterals;

void installTranslations()
{
    auto *translator = new QTranslator(qApp);
    const QString name = u"universal-data-sync"_s;
    if (translator->load(QLocale(), name, u"_"_s, u":/translations"_s)
        || translator->load(name + u"_en"_s, u":/translations"_s))
        QCoreApplication::installTranslator(translator);
}

} // namespace uds
