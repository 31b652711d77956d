#include "app/desktop/startoptions.h"

#include <QCommandLineParser>
#include <QFile>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

theme::Choice themeOf(QCommandLineParser &parser, const QString &name)
{
    if (name == "light"_L1)
        return theme::Choice::Light;
    if (name == "dark"_L1)
        return theme::Choice::Dark;
    if (name != "system"_L1)
        parser.showHelp(1);
    return theme::Choice::System;
}

} // namespace

StartOptions readStartOptions(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("uds", "Keeps a shop, the books and a warehouse in step."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption demo(u"demo"_s,
        tr(QT_TRANSLATE_NOOP("uds", "A make-believe shop and company on this computer; needs no account.")));
    const QCommandLineOption profile(
        u"profile"_s, tr(QT_TRANSLATE_NOOP("uds", "Folder of the profile.")), u"folder"_s);
    const QCommandLineOption passphrase(u"passphrase-file"_s,
        tr(QT_TRANSLATE_NOOP("uds", "File with the passphrase; the system keychain when left out.")),
        u"file"_s);
    const QCommandLineOption colours(
        u"theme"_s, tr(QT_TRANSLATE_NOOP("uds", "light, dark or system.")), u"theme"_s, u"system"_s);
    parser.addOptions({demo, profile, passphrase, colours});
    parser.process(application);
    StartOptions options;
    options.demo = parser.isSet(demo);
    options.profileFolder = parser.value(profile);
    options.passphraseFile = parser.value(passphrase);
    options.theme = themeOf(parser, parser.value(colours));
    return options;
}

Result<QByteArray> readPassphrase(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Configuration, u"vault.passphrase"_s,
            tr(QT_TRANSLATE_NOOP("uds", "The passphrase file cannot be read.")),
            tr(QT_TRANSLATE_NOOP("uds", "Check the path after --passphrase-file and who may read the file.")),
            file.errorString());
    QByteArray passphrase = file.readAll();
    while (passphrase.endsWith('\n') || passphrase.endsWith('\r'))
        passphrase.chop(1);
    if (passphrase.isEmpty())
        return fail(ErrorKind::Configuration, u"vault.passphrase"_s,
            tr(QT_TRANSLATE_NOOP("uds", "The passphrase file is empty.")),
            tr(QT_TRANSLATE_NOOP("uds", "Write the passphrase of the profile into its first line.")));
    return passphrase;
}

} // namespace uds
